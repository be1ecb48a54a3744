/// What a node of the graph computes: the engine's primitives. Everything else is composed of these.
enum Operation {
    // Leaves.
    case input(name: String, type: ElementType)
    case parameter(Parameter)
    case fill(Float)
    case constant([Float])
    case random(RandomDistribution, stream: UInt32)
    // Elementwise; operands are broadcast to the result's shape.
    case unary(UnaryFunction)
    case binary(BinaryFunction)
    /// `condition > 0 ? first : second`.
    case select
    case broadcast
    // Views and markers: the operand's own elements.
    case reshape
    case stopGradient
    /// Keeps the operand in float32 where a plan would store it in bfloat16: losses start with it.
    case fullPrecision
    // Movement.
    case transpose([Int])
    case axisMap(axis: Int, AxisMap)
    case concatenate(axis: Int)
    /// Rows of a table by index, and the sum of rows into a table.
    case gather
    case scatterAdd
    // Reductions over neighbouring axes, which keep an extent of 1.
    case reduce(Reduction, axes: Range<Int>)
    // Along the last axis: the logarithm of the sum of exponentials (the axis keeps an extent of 1), and one element by
    // index (the axis is removed).
    case logSumExponential
    case pick
    // Contractions.
    case matrixProduct(transposeLeft: Bool, transposeRight: Bool)
    case convolution(ConvolutionGeometry)
    case convolutionInputGradient(ConvolutionGeometry)
    case convolutionWeightGradient(ConvolutionGeometry)
    // Sequences.
    case attention(AttentionGeometry)
    /// The gradient of attention with respect to one of its sources.
    case attentionGradient(AttentionGeometry, source: Int)
    case rotary(RotaryGeometry)
    /// The contents of a cache, and the same memory after rows have been written to it.
    case cache(CacheBuffer)
    case cacheAppend(CacheBuffer)
    // Inference only: products with frozen weights in a mapped file, and the arithmetic that goes with them.
    case quantizedProduct(QuantizedMatrix)
    case quantizedRows(QuantizedMatrix)
    case rootMeanSquareNorm(epsilon: Float)
    case gatedUnit
    // Recurrent layers over whole sequences, see `Recurrence`.
    case recurrence(Recurrence)
    case recurrenceGradient(Recurrence)
    case recurrenceWeightGradient(Recurrence)
    /// A further result of the operation that computed the operand, by number. Unused results are not stored.
    case otherResult(Int)
}

/// The type of a tensor's elements in memory.
public enum ElementType: Sendable {
    case float32, bfloat16, int32, float16

    var size: Int { self == .bfloat16 || self == .float16 ? 2 : 4 }
}

enum RandomDistribution { case uniform, normal }

enum Reduction { case sum, maximum }

enum UnaryFunction: Equatable {
    case copy
    /// `scale * x + offset`.
    case affine(scale: Float, offset: Float)
    case exponential, logarithm, squareRoot, reciprocalSquareRoot, reciprocal, absolute, sign
    /// 1 above zero, otherwise 0.
    case step
    case square, sine, cosine, hyperbolicTangent, sigmoid, softplus, errorFunction, floor
    /// `x P(x)` with the standard normal distribution function P.
    case gelu
    case rectifier
    case leakyRectifier(slope: Float)
    case clamp(low: Float, high: Float)
}

enum BinaryFunction: Equatable {
    case add, subtract, multiply, divide, maximum, minimum, equal, greater
    // From the upstream gradient and the function's result.
    case rectifierGradient
    case leakyRectifierGradient(slope: Float)
    case hyperbolicTangentGradient, sigmoidGradient
    // From the upstream gradient and the operand.
    case geluGradient
}

/// The geometry of a two-dimensional convolution; pairs are (height, width).
struct ConvolutionGeometry: Equatable {
    /// Shape of the input, `[images, height, width, inputs]`.
    var input: Shape
    /// Shape of the weights, `[outputs, inputs / groups, height, width]`.
    var weights: Shape
    var stride: [Int]
    var padding: [Int]
    var dilation: [Int]
    var groups: Int

    /// `floor((extent + 2 padding - dilation (kernel - 1) - 1) / stride) + 1`.
    var resultExtents: [Int] {
        (0..<2).map { axis in
            (input[axis + 1] + 2 * padding[axis] - dilation[axis] * (weights[axis + 2] - 1) - 1)
                / stride[axis] + 1
        }
    }

    var result: Shape { [input[0], resultExtents[0], resultExtents[1], weights[0]] }

    /// Multiplications and additions of one pass.
    var operations: Int { 2 * result.elementCount * weights[1] * weights[2] * weights[3] }
}
