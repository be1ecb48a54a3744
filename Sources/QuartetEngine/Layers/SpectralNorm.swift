/// Spectral normalisation (Miyato et al., 2018): divides a weight by its largest singular value, so that the layer does not
/// lengthen any vector. The singular value comes from one step of power iteration in each training pass, whose vectors
/// are kept as state and have no gradient.
public struct SpectralNorm {
    /// `[outputs]`: the estimate of the left singular vector.
    public let left: Parameter
    private let epsilon: Float = 1e-12

    /// - Parameter outputs: the weight's first extent; the others are the columns of the matrix.
    public init(_ scope: ParameterScope, outputs: Int) {
        left = scope.state("u", shape: [outputs], .normal(standardDeviation: 1))
    }

    /// The weight divided by its largest singular value.
    public func callAsFunction(_ weight: Tensor, mode: Mode) -> Tensor {
        let graph = weight.graph
        let outputs = weight.shape[0]
        let matrix = weight.reshaped([outputs, -1])
        let fixed = matrix.stoppingGradient()
        let start = graph.parameter(left).reshaped([outputs, 1])
        let right = normalized(fixed.matrixProduct(start, transposeLeft: true))
        let step = normalized(fixed.matrixProduct(right))
        if mode == .training { graph.update(left, to: step.reshaped([outputs])) }
        let v = right.stoppingGradient()
        let u = (mode == .training ? step : start).stoppingGradient()
        let sigma = (matrix.matrixProduct(v) * u).sum()
        return weight / sigma
    }

    private func normalized(_ vector: Tensor) -> Tensor {
        vector / ((vector.squared().sum()).squareRoot() + epsilon)
    }
}
