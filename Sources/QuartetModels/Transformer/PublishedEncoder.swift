internal import Foundation
internal import QuartetEngine

/// The files of a published encoder, and their names for the parameters of ``TextEncoder``.
struct PublishedEncoder {
    let modules: SentenceModules
    let configuration: TextEncoder.Configuration
    /// The longest text in tokens, special ones included.
    let maximumTokens: Int
    /// Whether texts become lower case before the tokenizer sees them.
    let lowercases: Bool
    private let family: EncoderFamily

    private struct SentenceSettings: Decodable {
        var maxSeqLength: Int?
        var doLowerCase: Bool?
    }
    /// Some files have the largest number there is.
    private struct TokenizerSettings: Decodable { var modelMaxLength: Double? }

    init(folder: String) throws {
        modules = try SentenceModules(folder: folder)
        let path = modules.transformer + "/config.json"
        (family, configuration) = try PublishedSettings.read(EncoderSettings.self, path).model(from: path)
        let sentence: SentenceSettings? = try PublishedSettings.readIfThere(
            modules.transformer + "/sentence_bert_config.json")
        lowercases = sentence?.doLowerCase ?? false
        let tokenizer: TokenizerSettings? = try PublishedSettings.readIfThere(
            modules.transformer + "/tokenizer_config.json")
        let stated = sentence?.maxSeqLength.map { Double($0) } ?? tokenizer?.modelMaxLength
        // Fewer than three would leave no room beside the special tokens.
        let context = configuration.context
        maximumTokens = stated.map { $0 >= 3 ? Int(min($0, Double(context))) : context } ?? context
    }

    /// Maps the weights of the transformer.
    func load(into store: ParameterStore) throws(CheckpointError) {
        let file = try Self.weights(modules.transformer)
        let hasPrefix = file.entries.keys.contains(family.prefix + "embeddings.LayerNorm.weight")
        let prefix = hasPrefix ? family.prefix : ""
        try store.map(
            file, naming: { prefix + family.name(of: $0) },
            ignoring: { name in
                !name.hasPrefix(prefix) || name.hasSuffix("position_ids") || name.hasSuffix("token_type_ids")
                    || name.hasPrefix(prefix + "pooler.")
            })
    }

    /// Numbers of a vector.
    var width: Int {
        modules.steps.reduce(configuration.width) { width, step in
            if case .dense(_, let dense) = step { dense.outFeatures } else { width }
        }
    }

    /// The parts behind the pooling, with their weights.
    func steps() throws -> [(step: SentenceStep, store: ParameterStore)] {
        var width = configuration.width
        return try modules.steps.map { step in
            let store = ParameterStore()
            guard case .dense(let folder, let dense) = step else { return (.normalize, store) }
            guard dense.inFeatures == width else {
                throw CheckpointError(
                    file: folder + "/config.json",
                    "takes \(dense.inFeatures) numbers; the part before gives \(width)")
            }
            width = dense.outFeatures
            let linear = Linear(
                store.scope("linear"), inputs: dense.inFeatures, outputs: width, bias: dense.bias ?? true)
            try store.map(try Self.weights(folder))
            return (.dense(linear, hasTangent: dense.hasTangent), store)
        }
    }

    /// `model.safetensors`, or its parts by their index.
    private static func weights(_ folder: String) throws(CheckpointError) -> SafetensorsFile {
        let single = folder + "/model.safetensors"
        let index = single + ".index.json"
        func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: path) }
        if !exists(single), !exists(index), exists(folder + "/pytorch_model.bin") {
            throw CheckpointError(
                file: folder + "/pytorch_model.bin",
                "is a pickle, which can run programs and is not read; expected model.safetensors beside it")
        }
        return try SafetensorsFile(path: !exists(single) && exists(index) ? index : single)
    }
}
