internal import QuartetEngine

/// The families of published encoders that ``TextEncoder`` computes: what their settings and weights are called.
enum EncoderFamily: String, CaseIterable {
    case bert, distilbert, roberta, camembert, mpnet
    case xlmRoberta = "xlm-roberta"

    /// What the names of weights begin with in files that also hold a head for a task.
    var prefix: String {
        switch self {
        case .bert: "bert."
        case .distilbert: "distilbert."
        case .roberta, .camembert, .xlmRoberta: "roberta."
        case .mpnet: "mpnet."
        }
    }

    /// The row of the table of positions that the first token has: one behind that of padding.
    var firstPosition: Int {
        switch self {
        case .bert, .distilbert: 0
        case .roberta, .camembert, .xlmRoberta, .mpnet: 2
        }
    }

    /// The name in published weights of a parameter of ``TextEncoder``: `blocks.0.norm1.weight` is
    /// `encoder.layer.0.attention.output.LayerNorm.weight` in BERT, and so on.
    func name(of own: String) -> String {
        if own == "relative_bias.weight" { return "encoder.relative_attention_bias.weight" }
        let parts = own.split(separator: ".").map { String($0) }
        guard parts.count > 3, parts[0] == "blocks" else { return own }
        let inner = parts.dropFirst(2).dropLast().joined(separator: ".")
        let layers = self == .distilbert ? "transformer.layer" : "encoder.layer"
        return [layers, parts[1], partNames[inner] ?? inner, parts[parts.count - 1]].joined(separator: ".")
    }

    private var partNames: [String: String] {
        let bert = [
            "self_attn.q_proj": "attention.self.query", "self_attn.k_proj": "attention.self.key",
            "self_attn.v_proj": "attention.self.value", "self_attn.out_proj": "attention.output.dense",
            "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm",
            "linear1": "intermediate.dense", "linear2": "output.dense",
        ]
        switch self {
        case .bert, .roberta, .camembert, .xlmRoberta: return bert
        case .mpnet:
            return bert.merging([
                "self_attn.q_proj": "attention.attn.q", "self_attn.k_proj": "attention.attn.k",
                "self_attn.v_proj": "attention.attn.v", "self_attn.out_proj": "attention.attn.o",
                "norm1": "attention.LayerNorm",
            ]) { $1 }
        case .distilbert:
            return [
                "self_attn.q_proj": "attention.q_lin", "self_attn.k_proj": "attention.k_lin",
                "self_attn.v_proj": "attention.v_lin", "self_attn.out_proj": "attention.out_lin",
                "norm1": "sa_layer_norm", "norm2": "output_layer_norm",
                "linear1": "ffn.lin1", "linear2": "ffn.lin2",
            ]
        }
    }
}

/// The settings of a published `config.json` that are used, under the names of all families.
struct EncoderSettings: Decodable {
    var modelType: String
    var vocabSize: Int
    var maxPositionEmbeddings: Int
    var hiddenSize, intermediateSize, numAttentionHeads, numHiddenLayers: Int?
    /// DistilBERT's names of the same.
    var dim, hiddenDim, nHeads, nLayers: Int?
    var hiddenAct, activation: String?
    var typeVocabSize, relativeAttentionNumBuckets: Int?
    var layerNormEps: Float?
    var positionEmbeddingType: String?

    /// The family and its model.
    ///
    /// - Throws: when the family or one of its settings is not supported, or one is missing.
    func model(from path: String) throws -> (EncoderFamily, TextEncoder.Configuration) {
        guard let family = EncoderFamily(rawValue: modelType) else {
            let known = EncoderFamily.allCases.map(\.rawValue).joined(separator: ", ")
            throw CheckpointError(file: path, "describes a \(modelType); expected one of \(known)")
        }
        if let positions = positionEmbeddingType, positions != "absolute" {
            throw CheckpointError(file: path, "describes \(positions) positions; expected absolute ones")
        }
        func needed(_ value: Int?, _ name: String) throws(CheckpointError) -> Int {
            guard let value else {
                throw CheckpointError(file: path, "lacks \(name), which a \(modelType) has")
            }
            return value
        }
        let name = activation ?? hiddenAct ?? "gelu"
        guard let function = TextEncoder.Activation(published: name) else {
            throw CheckpointError(
                file: path,
                "describes the activation \(name); expected gelu, gelu_new, gelu_pytorch_tanh or relu")
        }
        let isDistilled = family == .distilbert
        var model = TextEncoder.Configuration(
            vocabulary: vocabSize, context: max(maxPositionEmbeddings, 0) - family.firstPosition,
            width: try needed(isDistilled ? dim : hiddenSize, isDistilled ? "dim" : "hidden_size"),
            layers: try needed(
                isDistilled ? nLayers : numHiddenLayers, isDistilled ? "n_layers" : "num_hidden_layers"),
            heads: try needed(
                isDistilled ? nHeads : numAttentionHeads, isDistilled ? "n_heads" : "num_attention_heads"),
            hidden: try needed(
                isDistilled ? hiddenDim : intermediateSize, isDistilled ? "hidden_dim" : "intermediate_size"),
            segments: isDistilled || family == .mpnet ? 0 : try needed(typeVocabSize, "type_vocab_size"),
            epsilon: layerNormEps ?? 1e-12)
        model.activation = function
        model.firstPosition = family.firstPosition
        if family == .mpnet { model.relativeBuckets = relativeAttentionNumBuckets ?? 32 }
        try model.validate(from: path)
        return (family, model)
    }
}

extension TextEncoder.Activation {
    fileprivate init?(published name: String) {
        switch name {
        case "gelu": self = .gelu
        case "gelu_new", "gelu_pytorch_tanh": self = .geluTanh
        case "relu": self = .relu
        default: return nil
        }
    }
}
