extension Tensor {
    public static func + (a: Tensor, b: Tensor) -> Tensor { a.binary(.add, b) }
    public static func - (a: Tensor, b: Tensor) -> Tensor { a.binary(.subtract, b) }
    public static func * (a: Tensor, b: Tensor) -> Tensor { a.binary(.multiply, b) }
    public static func / (a: Tensor, b: Tensor) -> Tensor { a.binary(.divide, b) }
    public static func + (a: Tensor, b: Float) -> Tensor { a.unary(.affine(scale: 1, offset: b)) }
    public static func - (a: Tensor, b: Float) -> Tensor { a.unary(.affine(scale: 1, offset: -b)) }
    public static func * (a: Tensor, b: Float) -> Tensor { a.unary(.affine(scale: b, offset: 0)) }
    public static func / (a: Tensor, b: Float) -> Tensor { a.unary(.affine(scale: 1 / b, offset: 0)) }
    public static func + (a: Float, b: Tensor) -> Tensor { b + a }
    public static func - (a: Float, b: Tensor) -> Tensor { b.unary(.affine(scale: -1, offset: a)) }
    public static func * (a: Float, b: Tensor) -> Tensor { b * a }
    public static func / (a: Float, b: Tensor) -> Tensor { b.unary(.reciprocal) * a }
    public static prefix func - (a: Tensor) -> Tensor { a * -1 }

    public func exponential() -> Tensor { unary(.exponential) }
    /// Natural logarithm.
    public func logarithm() -> Tensor { unary(.logarithm) }
    public func squareRoot() -> Tensor { unary(.squareRoot) }
    /// `1 / sqrt(x)`.
    public func reciprocalSquareRoot() -> Tensor { unary(.reciprocalSquareRoot) }
    public func reciprocal() -> Tensor { unary(.reciprocal) }
    public func absolute() -> Tensor { unary(.absolute) }
    /// -1, 0 or 1; its gradient is zero.
    public func sign() -> Tensor { unary(.sign) }
    /// The largest whole number not above x; its gradient is zero.
    public func floor() -> Tensor { unary(.floor) }
    public func squared() -> Tensor { unary(.square) }
    public func sine() -> Tensor { unary(.sine) }
    public func cosine() -> Tensor { unary(.cosine) }
    /// The error function `2/sqrt(pi) * integral from 0 to x of exp(-t^2)`.
    public func errorFunction() -> Tensor { unary(.errorFunction) }
    /// Values below `low` become `low`, above `high` become `high`; the gradient is zero there.
    public func clamped(low: Float, high: Float) -> Tensor { unary(.clamp(low: low, high: high)) }

    public func maximum(_ other: Tensor) -> Tensor { binary(.maximum, other) }
    public func minimum(_ other: Tensor) -> Tensor { binary(.minimum, other) }
    /// 1 where the elements are equal, otherwise 0.
    public func equal(to other: Tensor) -> Tensor { binary(.equal, other) }
    /// 1 where this is greater, otherwise 0.
    public func greater(than other: Tensor) -> Tensor { binary(.greater, other) }

    /// `self > 0 ? first : second`, elementwise; all three of one shape.
    public func select(_ first: Tensor, _ second: Tensor) -> Tensor {
        if first.shape != shape || second.shape != shape {
            fatalError("select: condition \(text), choices \(first.text) and \(second.text) differ in shape.")
        }
        return graph.append(.select, [self, first, second], shape: shape)
    }

    /// 1 at the index given by each element, 0 elsewhere: `[...]` to `[..., classes]`.
    public func oneHot(classes: Int) -> Tensor {
        let classIndex = graph.constant((0..<classes).map(Float.init), shape: [classes])
        return reshaped(shape + [1]).equal(to: classIndex)
    }

    /// Passes the value on and stops the gradient.
    public func stoppingGradient() -> Tensor { graph.append(.stopGradient, [self], shape: shape) }

    /// Keeps this value in float32 in plans of lower precision: losses start with it.
    public func inFullPrecision() -> Tensor { graph.append(.fullPrecision, [self], shape: shape) }
}

/// Activations.
extension Tensor {
    /// `max(x, 0)`.
    public func relu() -> Tensor { unary(.rectifier) }
    /// `x` above zero, `slope * x` below (Maas et al., 2013). The slope is positive.
    public func leakyReLU(slope: Float = 0.01) -> Tensor { unary(.leakyRectifier(slope: slope)) }
    public func tanh() -> Tensor { unary(.hyperbolicTangent) }
    /// `1 / (1 + exp(-x))`.
    public func sigmoid() -> Tensor { unary(.sigmoid) }
    /// `log(1 + exp(x))`.
    public func softplus() -> Tensor { unary(.softplus) }
    /// `x * sigmoid(x)` (Elfwing et al., 2018).
    public func silu() -> Tensor { self * sigmoid() }
    /// `x/2 * (1 + erf(x / sqrt(2)))` (Hendrycks & Gimpel, 2016).
    public func gelu() -> Tensor { unary(.gelu) }
    /// GELU by `tanh(sqrt(2/pi) * (x + 0.044715 x^3))`.
    public func geluTanh() -> Tensor {
        let inner = self * (squared() * 0.044715 + 1) * 0.797884561
        return self * (inner.tanh() * 0.5 + 0.5)
    }
    /// `exp(x_i) / sum_j exp(x_j)` along the last axis.
    public func softmax() -> Tensor {
        let powers = (self - maximum(axis: -1).stoppingGradient()).exponential()
        return powers / powers.sum(axes: [-1], keepingAxes: true)
    }
    /// `x_i - log(sum_j exp(x_j))` along the last axis.
    public func logSoftmax() -> Tensor {
        let shifted = self - maximum(axis: -1).stoppingGradient()
        return shifted - shifted.exponential().sum(axes: [-1], keepingAxes: true).logarithm()
    }
    /// `log(sum_j exp(x_j))` along the last axis, which keeps an extent of 1.
    public func logSumExponential() -> Tensor {
        graph.append(.logSumExponential, [self], shape: shape.dropLast() + [1])
    }
}
