/// Spectral normalisation (Miyato et al., 2018): divides a weight by its largest singular value, so that the layer
/// stretches nothing. The singular value comes from one step of power iteration a training pass, whose vectors are
/// kept as state and take no gradient.
public struct SpectralNorm {
    /// `[outputs]`: the left singular vector's estimate.
    public let left: Parameter
    private let epsilon: Float = 1e-12

    /// - Parameter outputs: the weight's first extent; the rest of it is the matrix's other side.
    public init(_ scope: ParameterScope, outputs: Int) {
        left = scope.state("u", shape: [outputs], .normal(standardDeviation: 1))
    }

    /// The weight over its largest singular value.
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
