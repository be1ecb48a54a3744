/// A table of vectors: `y = table[index]`, `[...]` of int32 to `[..., width]`.
public struct Embedding {
    /// `[count, width]`.
    public let weight: Parameter

    public init(
        _ scope: ParameterScope, count: Int, width: Int,
        initializer: Initializer = .normal(standardDeviation: 1)
    ) {
        weight = scope.parameter("weight", shape: [count, width], initializer)
    }

    public func callAsFunction(_ indices: Tensor) -> Tensor {
        indices.graph.parameter(weight).rows(at: indices)
    }
}
