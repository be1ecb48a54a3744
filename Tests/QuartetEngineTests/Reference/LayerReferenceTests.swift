import QuartetEngine
import Testing

/// Cases without a test here: penalties, which other tests cover; power iteration from the right vector, as ours starts
/// from the left; bilinear up-sampling that stops at the edge of a periodic picture, as ours wraps round.
private func isElsewhere(_ name: String) -> Bool {
    name.hasPrefix("r1_") || name.hasSuffix("_u_then_v") || name == "upsample_bilinear_conv2d_circular"
}

/// Every layer of `layers.safetensors`: values, gradients by inputs and parameters, and state after a training step.
@Suite struct LayerReferenceTests {
    @Test(arguments: ReferenceFile.layers.names { !isElsewhere($0) })
    func agreesWithPyTorch(_ name: String) throws {
        let reference = try ReferenceFile.layers[name]
        let names = ["running_mean": "runningMean", "running_var": "runningVariance"]
        try checkLayer(reference, names: names) { try layer(reference, $0) }
    }

    @Test func leavesNothingOut() {
        let others = ReferenceFile.layers.names { isElsewhere($0) }
        #expect(
            others == [
                "r1_leaky_relu", "r1_silu", "r1_tanh", "spectral_norm_conv2d_u_then_v",
                "spectral_norm_conv_transpose2d_u_then_v", "spectral_norm_linear_u_then_v",
                "upsample_bilinear_conv2d_circular",
            ])
    }
}

private typealias Tensors = [String: Tensor]

func layer(
    _ reference: ReferenceCase, _ scope: ParameterScope
) throws -> ([String: Tensor]) throws -> Tensor {
    let attributes = reference.attributes
    func shape(_ name: String) throws -> Shape { try reference.values(name).shape }
    func x(_ tensors: Tensors) throws -> Tensor { try #require(tensors["x"]) }
    let epsilon = attributes.epsilon ?? 0
    switch attributes.operation {
    case "linear":
        let weight = try shape("weight")
        let layer = Linear(scope, inputs: weight[1], outputs: weight[0], bias: attributes.bias == true)
        return { layer(try x($0)) }
    case "embedding":
        let weight = try shape("weight")
        let layer = Embedding(scope, count: weight[0], width: weight[1])
        return { layer(try #require($0["indices"])) }
    case "conv2d", "convTranspose2d", "upsampleConv2d":
        return try convolutionLayer(reference, scope)
    case "batchNorm":
        let layer = BatchNorm(
            scope, features: try shape("weight")[0], momentum: attributes.momentum ?? 0, epsilon: epsilon)
        return { layer(try x($0), mode: attributes.training == true ? .training : .evaluation) }
    case "layerNorm":
        let layer = LayerNorm(scope, features: try shape("weight")[0], epsilon: epsilon)
        return { layer(try x($0)) }
    case "rmsNorm":
        let layer = RMSNorm(scope, features: try shape("weight")[0], epsilon: epsilon)
        return { layer(try x($0)) }
    case "groupNorm":
        let layer = GroupNorm(
            scope, groups: try #require(attributes.groups), channels: try shape("weight")[0], epsilon: epsilon
        )
        return { layer(try x($0)) }
    case "instanceNorm":
        let layer = AdaptiveInstanceNorm(epsilon: epsilon)
        return { tensors in
            let x = try x(tensors)
            let shape: Shape = [x.shape[0], x.shape[3]]
            return layer(x, scale: x.graph.fill(1, shape: shape), shift: x.graph.fill(0, shape: shape))
        }
    case "adaptiveInstanceNorm":
        let layer = AdaptiveInstanceNorm(epsilon: epsilon)
        return { layer(try x($0), scale: try #require($0["gamma"]), shift: try #require($0["beta"])) }
    case "spectralNorm":
        return try spectralNorm(reference, scope)
    default: throw UnknownOperation(name: attributes.operation)
    }
}

private func convolutionLayer(
    _ reference: ReferenceCase, _ scope: ParameterScope
) throws -> ([String: Tensor]) throws -> Tensor {
    let attributes = reference.attributes
    let weight = try reference.values("weight").shape
    let modes: [String: Padding] = ["zero": .zero, "circular": .circular, "reflect": .reflect]
    if attributes.operation == "convTranspose2d" {
        let layer = TransposedConvolution2D(
            scope, inputs: weight[0], outputs: weight[1], kernel: weight[2],
            stride: try #require(attributes.stride), padding: try #require(attributes.padding),
            outputPadding: try #require(attributes.outputPadding))
        return { layer(try #require($0["x"])) }
    }
    let mode = try #require(modes[attributes.paddingMode ?? ""])
    if attributes.operation == "upsampleConv2d" {
        let layer = UpsampledConvolution2D(
            scope, inputs: weight[1], outputs: weight[0], kernel: weight[2],
            factor: try #require(attributes.factor),
            interpolation: attributes.upsampling == "nearest" ? .nearest : .bilinear, padding: mode)
        return { layer(try #require($0["x"])) }
    }
    let layer = Convolution2D(
        scope, inputs: weight[1], outputs: weight[0], kernel: weight[2],
        stride: try #require(attributes.stride),
        padding: try #require(attributes.padding), paddingMode: mode)
    return { layer(try #require($0["x"])) }
}

/// The layer starts from the left vector, as in the paper; `v` and `sigma` are not parameters here.
private func spectralNorm(
    _ reference: ReferenceCase, _ scope: ParameterScope
) throws -> ([String: Tensor]) throws -> Tensor {
    let shape = try reference.values("weight").shape
    let rows = try #require(reference.attributes.rowAxis)
    let norm = SpectralNorm(scope, outputs: shape[rows])
    return { tensors in
        let weight = try #require(tensors["weight"])
        if rows == 0 { return norm(weight, mode: .training) }
        // Transposed convolutions have their outputs second.
        return norm(weight.transposed([1, 0, 2, 3]), mode: .training).transposed([1, 0, 2, 3])
    }
}
