import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// Every case of `attention.safetensors`: primitives, layers and whole blocks against PyTorch.
@Suite struct AttentionReferenceTests {
    private struct Attributes: Decodable {
        var operation: String
        var heads, keyHeads, hidden, dimensions, stride, padding, dilation, groups: Int?
        var causal, interleaved, bias, normFirst, symmetric: Bool?
        var activation: String?
        var scale, epsilon, temperature: Float?
        var base: Double?
    }

    private static let primitives = ["attention", "rotary", "infoNCE"]

    private static func attributes(_ reference: ReferenceCase) throws -> Attributes {
        try JSONDecoder().decode(Attributes.self, from: reference.json)
    }

    @Test(arguments: ReferenceFile.attention.names) func agreesWithPyTorch(_ name: String) throws {
        let reference = try ReferenceFile.attention[name]
        let attributes = try Self.attributes(reference)
        if Self.primitives.contains(attributes.operation) {
            try checkAgainstReference(reference, Tolerance(relative: 1e-5, ofLargest: 5e-6)) { _, tensors in
                try primitive(attributes, tensors)
            }
        } else {
            try checkLayer(reference) { try layer(reference, attributes, $0) }
        }
    }

    private func primitive(_ attributes: Attributes, _ tensors: [String: Tensor]) throws -> Tensor {
        func tensor(_ name: String) throws -> Tensor { try #require(tensors[name]) }
        switch attributes.operation {
        case "attention":
            return try tensor("q").attention(
                keys: tensor("k"), values: tensor("v"), heads: try #require(attributes.heads),
                keyHeads: attributes.keyHeads, scale: attributes.scale,
                mask: AttentionMask(isCausal: attributes.causal == true, lengths: tensors["lengths"]))
        case "rotary":
            return try tensor("x").rotated(
                RotaryEmbedding(
                    dimensions: try #require(attributes.dimensions), base: try #require(attributes.base),
                    pairs: attributes.interleaved == true ? .interleaved : .halves),
                heads: try #require(attributes.heads), positions: tensors["positions"])
        default:
            return infoNCE(
                queries: try tensor("queries").normalized(), keys: try tensor("keys").normalized(),
                temperature: try #require(attributes.temperature), isSymmetric: attributes.symmetric == true)
        }
    }

    private func layer(
        _ reference: ReferenceCase, _ attributes: Attributes, _ scope: ParameterScope
    ) throws -> ([String: Tensor]) throws -> Tensor {
        let width = try reference.values("x").shape[2]
        switch attributes.operation {
        case "multiHead":
            let layer = try multiHead(attributes, scope, width: width)
            return { tensors in
                layer(
                    try #require(tensors["x"]),
                    mask: AttentionMask(
                        isCausal: attributes.causal == true, lengths: tensors["lengths"]))
            }
        case "encoderLayer":
            let block = TransformerBlock(scope, try configuration(attributes, width: width))
            return { block(try #require($0["x"]), mask: AttentionMask(lengths: $0["lengths"])) }
        case "decoderLayer":
            var configuration = try configuration(attributes, width: width)
            configuration.crossAttention = configuration.attention
            let block = TransformerBlock(scope, configuration)
            return { tensors in
                block(
                    try #require(tensors["x"]), mask: .causal,
                    context: .tokens(try #require(tensors["context"])),
                    contextMask: AttentionMask(lengths: tensors["lengths"]), mode: .training)
            }
        case "llamaBlock":
            let block = TransformerBlock(scope, try llama(attributes, width: width))
            return { block(try #require($0["x"]), mask: .causal) }
        case "conv1d":
            let weight = try reference.values("weight").shape
            let layer = Convolution1D(
                scope, inputs: width, outputs: weight[0], kernel: weight[2],
                stride: try #require(attributes.stride), padding: try #require(attributes.padding),
                dilation: try #require(attributes.dilation), groups: try #require(attributes.groups))
            return { layer(try #require($0["x"])) }
        default: throw UnknownOperation(name: attributes.operation)
        }
    }

    private func multiHead(
        _ attributes: Attributes, _ scope: ParameterScope, width: Int
    ) throws -> SelfAttention {
        var configuration = AttentionConfiguration(
            width: width, heads: try #require(attributes.heads))
        configuration.isJoint = true
        configuration.inputBias = attributes.bias == true
        configuration.outputBias = attributes.bias == true
        return SelfAttention(scope, configuration)
    }

    private func configuration(_ attributes: Attributes, width: Int) throws -> TransformerBlock.Configuration
    {
        var attention = AttentionConfiguration(width: width, heads: try #require(attributes.heads))
        attention.isJoint = true
        var configuration = TransformerBlock.Configuration(
            attention: attention, hidden: try #require(attributes.hidden))
        configuration.activation = attributes.activation == "relu" ? .relu : .gelu
        configuration.normalizesFirst = attributes.normFirst == true
        configuration.epsilon = try #require(attributes.epsilon)
        return configuration
    }

    private func llama(_ attributes: Attributes, width: Int) throws -> TransformerBlock.Configuration {
        var attention = AttentionConfiguration(
            width: width, heads: try #require(attributes.heads), keyHeads: attributes.keyHeads, headSize: 4)
        attention.inputBias = false
        attention.outputBias = false
        attention.rotary = RotaryEmbedding(dimensions: 4)
        var configuration = TransformerBlock.Configuration(
            attention: attention, hidden: try #require(attributes.hidden))
        configuration.activation = .swiGLU
        configuration.feedForwardBias = false
        configuration.norm = .rootMeanSquare
        configuration.epsilon = try #require(attributes.epsilon)
        return configuration
    }

    /// The attention weights that can be read out equal PyTorch's.
    @Test(arguments: ["multi_head_plain", "multi_head_causal", "multi_head_padded"])
    func readsWeightsOut(_ name: String) throws {
        let reference = try ReferenceFile.attention[name]
        let attributes = try Self.attributes(reference)
        let store = ParameterStore()
        let layer = try multiHead(attributes, store.scope, width: 6)
        store.initialize(seed: 0)
        for parameter in store.parameters {
            _ = parameter.values.update(fromContentsOf: try reference.elements(parameter.name))
        }
        let trial = Trial()
        let x = trial.input("x", try reference.values("x"))
        let lengths = reference.tensors["lengths"].map { trial.input("lengths", $0) }
        let weights = layer.weights(
            x, mask: AttentionMask(isCausal: attributes.causal == true, lengths: lengths))
        for threads in threadCounts {
            expectClose(
                trial.planned([weights], threads: threads)[0], try reference.elements("weightsAfter"),
                Tolerance(relative: 1e-5, ofLargest: 2e-6), "\(name), \(threads) thread(s)")
        }
    }
}
