import QuartetEngine
import QuartetTestSupport
import Testing

/// Every primitive and composition of `primitives.safetensors`: values and gradients against PyTorch.
@Suite struct PrimitiveReferenceTests {
    @Test(arguments: ReferenceFile.primitives.names) func agreesWithPyTorch(_ name: String) throws {
        let reference = try ReferenceFile.primitives[name]
        let isWide = name.hasSuffix("_wide")
        try checkAgainstReference(
            reference, isWide ? wide(reference.attributes.operation) : .tight,
            gradients: isWide ? wideGradient(reference.attributes.operation) : .tight
        ) { _, tensors in
            try primitive(reference, tensors)
        }
    }

    /// Wide cases have values of very different magnitude, so each is compared relative to itself.
    private func wide(_ operation: String) -> Tolerance {
        switch operation {
        case "sin", "cos": Tolerance(relative: 0, ofLargest: 0, absolute: 2e-7)
        // 1 + erf(x) and 1 + tanh(x) cancel for x far below zero.
        case "gelu_exact", "gelu_tanh": Tolerance(relative: 2e-6, ofLargest: 0, absolute: 2e-6)
        // The reference rounds its exponent x - max once, we round twice: an error of |x| units.
        case "softmax": Tolerance(relative: 1e-5, ofLargest: 0, absolute: 1e-37)
        default: Tolerance(relative: 2e-6, ofLargest: 0, absolute: 1e-37)
        }
    }

    private func wideGradient(_ operation: String) -> Tolerance {
        switch operation {
        // From the result: 1 - y loses what y has rounded away.
        case "tanh", "sigmoid", "silu", "erf", "sin", "cos":
            Tolerance(relative: 1e-5, ofLargest: 0, absolute: 4e-7)
        case "gelu_exact", "gelu_tanh", "softmax", "log_softmax":
            Tolerance(relative: 1e-5, ofLargest: 1e-6, absolute: 1e-6)
        default: Tolerance(relative: 2e-6, ofLargest: 0, absolute: 1e-37)
        }
    }
}

/// The case's function in the engine's terms.
func primitive(_ reference: ReferenceCase, _ tensors: [String: Tensor]) throws -> Tensor {
    let attributes = reference.attributes
    func tensor(_ name: String) throws -> Tensor { try #require(tensors[name]) }
    if let function = unaryFunctions[attributes.operation] { return function(try tensor("x")) }
    if let function = binaryFunctions[attributes.operation] {
        return function(try tensor("a"), try tensor("b"))
    }
    switch attributes.operation {
    case "leaky_relu": return try tensor("x").leakyReLU(slope: attributes.slope ?? 0)
    case "sum", "mean", "max": return try reduction(attributes, try tensor("x"))
    case "permute": return try tensor("x").transposed(try #require(attributes.axes))
    case "concatenate":
        return Tensor.concatenate(try ["a", "b", "c"].map(tensor), axis: try #require(attributes.axis))
    case "slice":
        var result = try tensor("x")
        for axis in 0..<result.rank {
            let range = try #require(attributes.starts)[axis]..<(try #require(attributes.stops)[axis])
            result = result.sliced(axis: axis, range, step: try #require(attributes.strides)[axis])
        }
        return result
    case "pad": return try padding(attributes, try tensor("x"))
    case "gather":
        if attributes.axis == 0 { return try tensor("weight").rows(at: try tensor("indices")) }
        let indices = try reference.elements("indices").map { Int($0) }
        return try tensor("x").mapped(axis: 1, by: .taking(indices, of: try tensor("x").shape[1]))
    case "takeAlongLastAxis":
        let x = try tensor("x")
        return (x * (try tensor("indices").oneHot(classes: x.shape[x.rank - 1]))).sum(axes: [-1])
    case "matmul":
        return try tensor("a").matrixProduct(
            try tensor("b"), transposeLeft: attributes.transposeA ?? false,
            transposeRight: attributes.transposeB ?? false)
    case "conv2d":
        return try tensor("x").convolution(
            try tensor("weight"), stride: attributes.stride ?? 1, padding: attributes.padding ?? 0,
            dilation: attributes.dilation ?? 1, groups: attributes.groups ?? 1)
    case "convTranspose2d":
        return try tensor("x").transposedConvolution(
            try tensor("weight"), stride: attributes.stride ?? 1, padding: attributes.padding ?? 0,
            outputPadding: attributes.outputPadding ?? 0, dilation: attributes.dilation ?? 1,
            groups: attributes.groups ?? 1)
    case "upsample":
        return try tensor("x").upsampled(
            factor: try #require(attributes.factor), attributes.mode == "nearest" ? .nearest : .bilinear)
    case "averagePool":
        return try tensor("x").averagePooled(size: try #require(attributes.kernel), stride: attributes.stride)
    case "maxPool":
        return try tensor("x").maxPooled(
            size: try #require(attributes.kernel), stride: attributes.stride, padding: attributes.padding ?? 0
        )
    default:
        // A case without a test must not be skipped silently.
        throw UnknownOperation(name: attributes.operation)
    }
}

struct UnknownOperation: Error { let name: String }

private let unaryFunctions: [String: @Sendable (Tensor) -> Tensor] = [
    "exp": { $0.exponential() }, "log": { $0.logarithm() }, "sqrt": { $0.squareRoot() },
    "rsqrt": { $0.reciprocalSquareRoot() }, "reciprocal": { $0.reciprocal() }, "abs": { $0.absolute() },
    "square": { $0.squared() }, "sin": { $0.sine() }, "cos": { $0.cosine() }, "tanh": { $0.tanh() },
    "sigmoid": { $0.sigmoid() }, "softplus": { $0.softplus() }, "erf": { $0.errorFunction() },
    "relu": { $0.relu() }, "gelu_exact": { $0.gelu() }, "gelu_tanh": { $0.geluTanh() }, "silu": { $0.silu() },
    "softmax": { $0.softmax() }, "log_softmax": { $0.logSoftmax() },
]

private let binaryFunctions: [String: @Sendable (Tensor, Tensor) -> Tensor] = [
    "add": { $0 + $1 }, "subtract": { $0 - $1 }, "multiply": { $0 * $1 }, "divide": { $0 / $1 },
    "maximum": { $0.maximum($1) }, "minimum": { $0.minimum($1) },
]

private func reduction(_ attributes: ReferenceCase.Attributes, _ x: Tensor) throws -> Tensor {
    let axes = try #require(attributes.axes)
    let keeping = attributes.keepDimensions == true
    switch attributes.operation {
    case "sum": return x.sum(axes: axes, keepingAxes: keeping)
    case "mean": return x.mean(axes: axes, keepingAxes: keeping)
    default:
        let result = axes.reduce(x) { $0.maximum(axis: $1) }
        return keeping
            ? result : result.reshaped(x.shape.indices.filter { !axes.contains($0) }.map { x.shape[$0] })
    }
}

private func padding(_ attributes: ReferenceCase.Attributes, _ x: Tensor) throws -> Tensor {
    func map(_ extent: Int, _ before: Int, _ after: Int) -> AxisMap {
        switch attributes.mode {
        case "circular": .circularPadding(extent, before: before, after: after)
        case "reflect": .reflectPadding(extent, before: before, after: after)
        default: .zeroPadding(extent, before: before, after: after)
        }
    }
    let (top, bottom) = (try #require(attributes.top), try #require(attributes.bottom))
    let (left, right) = (try #require(attributes.left), try #require(attributes.right))
    return x.mapped(axis: 1, by: map(x.shape[1], top, bottom)).mapped(
        axis: 2, by: map(x.shape[2], left, right))
}
