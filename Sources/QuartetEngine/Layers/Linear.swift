/// A fully connected layer: `y = x W^T + b`, `[..., inputs]` to `[..., outputs]`.
public struct Linear {
    /// `[outputs, inputs]`.
    public let weight: Parameter
    /// `[outputs]`.
    public let bias: Parameter?

    public init(_ scope: ParameterScope, inputs: Int, outputs: Int, bias: Bool = true) {
        weight = scope.parameter("weight", shape: [outputs, inputs], .fanIn(inputs))
        self.bias = bias ? scope.parameter("bias", shape: [outputs], .fanIn(inputs)) : nil
    }

    public func callAsFunction(_ x: Tensor) -> Tensor {
        let product = x.matrixProduct(x.graph.parameter(weight), transposeRight: true)
        return bias.map { product + x.graph.parameter($0) } ?? product
    }
}

/// A map of vectors, `[..., inputs]` to `[..., outputs]`: `Linear`, or a layer whose weights have another form.
public protocol Projection {
    func callAsFunction(_ x: Tensor) -> Tensor
}

extension Linear: Projection {}
