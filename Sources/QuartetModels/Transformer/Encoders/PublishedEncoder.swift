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

    /// The weights of the transformer, whose parameters are all but those of dense parts.
    func encoderWeights() throws(CheckpointError) -> ParameterStore.Source {
        let file = try Self.weights(modules.transformer)
        let prefix = prefix(in: file)
        return ParameterStore.Source(
            file, naming: { [family] in $0.hasPrefix("dense.") ? nil : prefix + family.name(of: $0) },
            ignoring: {
                !$0.hasPrefix(prefix) || Self.isState($0) || $0.hasPrefix(prefix + "pooler.")
            })
    }

    /// The weights of a transformer with pooler and classifier.
    func pairWeights() throws(CheckpointError) -> ParameterStore.Source {
        guard family == .bert else {
            throw CheckpointError(
                file: modules.transformer + "/config.json",
                "describes a \(family.rawValue); a model that scores pairs is read from a bert with its pooler"
            )
        }
        let file = try Self.weights(modules.transformer)
        let prefix = prefix(in: file)
        return ParameterStore.Source(
            file,
            naming: { [family] in $0.hasPrefix("classifier.") ? $0 : prefix + family.name(of: $0) },
            ignoring: Self.isState)
    }

    /// The weights of the dense parts behind the pooling, a file each.
    func denseWeights() throws(CheckpointError) -> [ParameterStore.Source] {
        var sources: [ParameterStore.Source] = []
        for (index, step) in modules.steps.enumerated() {
            guard case .dense(let folder, _) = step else { continue }
            let name = "dense.\(index)."
            sources.append(
                ParameterStore.Source(
                    try Self.weights(folder),
                    naming: { $0.hasPrefix(name) ? "linear." + $0.dropFirst(name.count) : nil }))
        }
        return sources
    }

    /// What all names begin with, if the file also holds a head.
    private func prefix(in file: SafetensorsFile) -> String {
        file.entries.keys.contains(family.prefix + "embeddings.LayerNorm.weight") ? family.prefix : ""
    }

    /// What some files keep, though it follows from the settings.
    private static func isState(_ name: String) -> Bool {
        name.hasSuffix("position_ids") || name.hasSuffix("token_type_ids")
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
