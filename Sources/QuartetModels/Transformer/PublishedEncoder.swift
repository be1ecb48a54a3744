internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// The files of a published encoder of BERT's form, and their names for the parameters of ``TextEncoder``.
struct PublishedEncoder {
    let folder: String
    let configuration: TextEncoder.Configuration
    /// The length that sentence-transformers truncates texts to, if the folder has that setting.
    let maximumTokens: Int?

    /// The settings of `config.json` that are used.
    private struct Configuration: Decodable {
        var modelType: String
        var hiddenAct: String?
        var hiddenSize: Int
        var intermediateSize: Int
        var maxPositionEmbeddings: Int
        var numAttentionHeads: Int
        var numHiddenLayers: Int
        var typeVocabSize: Int
        var vocabSize: Int
        var layerNormEps: Float?
        var positionEmbeddingType: String?
    }

    /// The settings of `1_Pooling/config.json` that are used: how the token vectors become one sentence vector.
    private struct Pooling: Decodable {
        var poolingModeMeanTokens: Bool?
        var poolingModeClsToken: Bool?
        var poolingModeMaxTokens: Bool?
    }

    /// A step of `modules.json`.
    private struct Module: Decodable { var type: String }

    private struct SentenceSettings: Decodable { var maxSeqLength: Int? }

    init(folder: String) throws {
        self.folder = folder
        let path = folder + "/config.json"
        let config: Configuration = try Self.read(path)
        if config.modelType != "bert" || config.positionEmbeddingType ?? "absolute" != "absolute"
            || config.hiddenAct ?? "gelu" != "gelu"
        {
            throw CheckpointError(
                file: path,
                "describes a \(config.modelType) with \(config.hiddenAct ?? "gelu") and "
                    + "\(config.positionEmbeddingType ?? "absolute") positions; expected bert, gelu, absolute"
            )
        }
        configuration = TextEncoder.Configuration(
            vocabulary: config.vocabSize, context: config.maxPositionEmbeddings, width: config.hiddenSize,
            layers: config.numHiddenLayers, heads: config.numAttentionHeads,
            hidden: config.intermediateSize, segments: config.typeVocabSize,
            epsilon: config.layerNormEps ?? 1e-12)
        try configuration.validate(from: path)
        try Self.requireMean(folder)
        let settings: SentenceSettings? = try Self.readIfThere(folder + "/sentence_bert_config.json")
        maximumTokens = settings?.maxSeqLength.flatMap { $0 > 2 ? $0 : nil }
    }

    /// Refuses a sentence encoder that pools differently from ``SentenceEncoder``.
    private static func requireMean(_ folder: String) throws {
        let path = folder + "/1_Pooling/config.json"
        let pooling: Pooling? = try readIfThere(path)
        if let pooling,
            pooling.poolingModeMeanTokens != true || pooling.poolingModeClsToken == true
                || pooling.poolingModeMaxTokens == true
        {
            throw CheckpointError(file: path, "uses another pooling; expected the mean of the tokens")
        }
        let modules: [Module] = try readIfThere(folder + "/modules.json") ?? []
        let known = ["Transformer", "Pooling", "Normalize"]
        if let other = modules.first(where: { module in !known.contains { module.type.hasSuffix("." + $0) } })
        {
            throw CheckpointError(
                file: folder + "/modules.json",
                "has a step \(other.type); expected Transformer, Pooling and Normalize")
        }
    }

    /// Maps the weights.
    func load(into store: ParameterStore) throws(CheckpointError) {
        let single = folder + "/model.safetensors"
        let index = single + ".index.json"
        let isSharded =
            !FileManager.default.fileExists(atPath: single) && FileManager.default.fileExists(atPath: index)
        let file = try SafetensorsFile(path: isSharded ? index : single)
        let prefix = file.entries.keys.contains("bert.embeddings.LayerNorm.weight") ? "bert." : ""
        try store.map(
            file, naming: { prefix + Self.name($0) },
            ignoring: { name in
                !name.hasPrefix(prefix) || name.hasSuffix("position_ids")
                    || name.hasPrefix(prefix + "pooler.")
            })
    }

    /// `blocks.0.self_attn.q_proj.weight` is `encoder.layer.0.attention.self.query.weight`, and so on.
    private static func name(_ own: String) -> String {
        var parts = own.split(separator: ".").map { String($0) }
        guard parts[0] == "blocks" else { return own }
        let inner = parts.dropFirst(2).dropLast().joined(separator: ".")
        let theirs = [
            "self_attn.q_proj": "attention.self.query", "self_attn.k_proj": "attention.self.key",
            "self_attn.v_proj": "attention.self.value", "self_attn.out_proj": "attention.output.dense",
            "norm1": "attention.output.LayerNorm", "norm2": "output.LayerNorm",
            "linear1": "intermediate.dense", "linear2": "output.dense",
        ]
        parts = ["encoder", "layer", parts[1], theirs[inner] ?? inner, parts[parts.count - 1]]
        return parts.joined(separator: ".")
    }

    private static func read<Value: Decodable>(_ path: String) throws -> Value {
        let data = Data(try FileBytes.read(path))
        do {
            let decoder = JSONDecoder()
            decoder.keyDecodingStrategy = .convertFromSnakeCase
            return try decoder.decode(Value.self, from: data)
        } catch {
            throw CheckpointError(
                file: path, "not the settings of a published model: \(DecodingError.reason(of: error))")
        }
    }

    private static func readIfThere<Value: Decodable>(_ path: String) throws -> Value? {
        FileManager.default.fileExists(atPath: path) ? try read(path) : nil
    }
}
