internal import Foundation
internal import QuartetEngine

/// The files of a published encoder of BERT's form, and how they call what ``TextEncoder`` has.
struct PublishedEncoder {
    let folder: String
    let configuration: TextEncoder.Configuration
    /// What sentence-transformers cut texts to, if the folder says so.
    let maximumTokens: Int?

    /// The part of `config.json` that matters.
    private struct Configuration: Decodable {
        var model_type: String
        var hidden_act: String?
        var hidden_size: Int
        var intermediate_size: Int
        var max_position_embeddings: Int
        var num_attention_heads: Int
        var num_hidden_layers: Int
        var type_vocab_size: Int
        var vocab_size: Int
        var layer_norm_eps: Float?
        var position_embedding_type: String?
    }

    private struct SentenceSettings: Decodable { var max_seq_length: Int? }

    init(folder: String) throws {
        self.folder = folder
        let path = folder + "/config.json"
        let config: Configuration = try Self.read(path)
        if config.model_type != "bert" || config.position_embedding_type ?? "absolute" != "absolute"
            || config.hidden_act ?? "gelu" != "gelu"
        {
            throw CheckpointError(
                file: path,
                "describes a \(config.model_type) with \(config.hidden_act ?? "gelu") and "
                    + "\(config.position_embedding_type ?? "absolute") positions, expected bert, gelu, absolute"
            )
        }
        configuration = TextEncoder.Configuration(
            vocabulary: config.vocab_size, context: config.max_position_embeddings, width: config.hidden_size,
            layers: config.num_hidden_layers, heads: config.num_attention_heads,
            hidden: config.intermediate_size, segments: config.type_vocab_size,
            epsilon: config.layer_norm_eps ?? 1e-12)
        if let mistake = configuration.mistake {
            throw CheckpointError(file: path, "describes a model that cannot be: \(mistake)")
        }
        let settings: SentenceSettings? = try Self.readIfThere(folder + "/sentence_bert_config.json")
        maximumTokens = settings?.max_seq_length.flatMap { $0 > 2 ? $0 : nil }
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
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CheckpointError(file: path, "cannot be read: expected the settings of a published model")
        }
        do {
            return try JSONDecoder().decode(Value.self, from: data)
        } catch {
            throw CheckpointError(file: path, "is no settings file of a published model: \(error)")
        }
    }

    private static func readIfThere<Value: Decodable>(_ path: String) throws -> Value? {
        FileManager.default.fileExists(atPath: path) ? try read(path) : nil
    }
}
