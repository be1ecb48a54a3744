internal import Foundation
internal import QuartetEngine

/// The numbers of a language model in a GGUF file's metadata, checked.
struct GGUFDescription {
    let architecture: GGUFArchitecture
    private(set) var configuration: LanguageModel.Configuration
    /// Keys that a windowed layer's query sees; nil without a window.
    let window: Int?
    private let rotary: Rotary?
    /// What the scores of attention are multiplied by; the default if nil.
    private(set) var attentionScale: Float?

    /// Rotary positions of the layers that see all tokens.
    private struct Rotary {
        var dimensions: Int
        var pairs: RotaryEmbedding.Pairs
        var base: Double
        /// What each frequency is divided by, if they are scaled for long texts.
        var factors: [Double]?
    }

    init(_ file: GGUFFile) throws(CheckpointError) {
        architecture = try GGUFArchitecture(file)
        let numbers = Numbers(metadata: file.metadata, prefix: architecture.name + ".")
        try numbers.refuseWhatDoesNotRun()
        configuration = try Self.configuration(file, architecture, numbers)
        try configuration.validate(from: file.path)
        let window = try numbers.integer("attention.sliding_window") ?? 0
        // A window as long as the context hides nothing.
        self.window = window > 0 && window < configuration.context ? window : nil
        guard let pairs = architecture.pairs else {
            self.rotary = nil
            return
        }
        var rotary = Rotary(
            dimensions: try numbers.integer("rope.dimension_count") ?? configuration.headSize, pairs: pairs,
            base: configuration.rotaryBase)
        guard 2...configuration.headSize ~= rotary.dimensions, rotary.dimensions % 2 == 0 else {
            throw CheckpointError(
                file: file.path,
                "rotates \(rotary.dimensions) numbers of each head; expected an even number up to "
                    + "\(configuration.headSize)")
        }
        rotary.factors = try numbers.factors(rotary.dimensions / 2, in: file)
        self.rotary = rotary
        if file.entries["rope_factors_short.weight"] != nil {
            // The factors for short texts are those of the context before it was extended.
            if let original = try numbers.integer("rope.scaling.original_context_length"), original > 0 {
                configuration.context = min(configuration.context, original)
            }
            let factor = try numbers.float("rope.scaling.attn_factor") ?? 1
            attentionScale = factor * factor / Float(configuration.headSize).squareRoot()
        } else if architecture.name == "gemma3", configuration.layers == 62 {
            // Gemma 3 of 27 billion parameters scales by the width for each head rather than by its size.
            attentionScale = 1 / Float(configuration.width / configuration.heads).squareRoot()
        }
    }

    private static func configuration(
        _ file: GGUFFile, _ architecture: GGUFArchitecture, _ numbers: Numbers
    ) throws(CheckpointError) -> LanguageModel.Configuration {
        guard let table = file.entries["token_embd.weight"], table.shape.count == 2 else {
            throw CheckpointError(file: file.path, tensor: "token_embd.weight", "is missing or not a matrix")
        }
        let heads = try numbers.required("attention.head_count")
        var result = LanguageModel.Configuration(
            form: architecture.pairs == nil ? .gpt : .llama, vocabulary: table.shape[0],
            context: try numbers.required("context_length"), width: try numbers.required("embedding_length"),
            layers: try numbers.required("block_count"), heads: heads,
            keyHeads: try numbers.integer("attention.head_count_kv"),
            hidden: try numbers.required("feed_forward_length"))
        result.keyLength = try numbers.integer("attention.key_length")
        let norm = architecture.norm == .layer ? "layer_norm_epsilon" : "layer_norm_rms_epsilon"
        result.epsilon = try numbers.metadata.float(numbers.prefix + "attention." + norm)
        result.rotaryBase = Double(try numbers.float("rope.freq_base") ?? 10_000)
        return result
    }

    /// The rotary positions of a layer.
    func rotary(ofLayer layer: Int) -> RotaryEmbedding? {
        guard let rotary else { return nil }
        let isLocal = architecture.window == .fiveOfSix && architecture.isWindowed(layer)
        let all = RotaryEmbedding(
            dimensions: rotary.dimensions, base: isLocal ? 10_000 : rotary.base, pairs: rotary.pairs,
            arithmetic: .ggml)
        guard let factors = rotary.factors, !isLocal else { return all }
        return RotaryEmbedding(
            frequencies: zip(all.frequencies, factors).map { $0 / $1 }, pairs: rotary.pairs)
    }

    /// The keys that a query of a layer sees at most.
    func window(ofLayer layer: Int) -> Int? { architecture.isWindowed(layer) ? window : nil }
}

/// The numbers under an architecture's name.
private struct Numbers {
    let metadata: GGUFMetadata
    let prefix: String

    func integer(_ name: String) throws(CheckpointError) -> Int? {
        metadata.contains(prefix + name) ? try metadata.integer(prefix + name) : nil
    }

    func float(_ name: String) throws(CheckpointError) -> Float? {
        metadata.contains(prefix + name) ? try metadata.float(prefix + name) : nil
    }

    func required(_ name: String) throws(CheckpointError) -> Int { try metadata.integer(prefix + name) }

    /// What would be left out without a word changes the answers.
    func refuseWhatDoesNotRun() throws(CheckpointError) {
        if let experts = try integer("expert_count"), experts > 0 {
            throw CheckpointError(
                file: metadata.path, "is a mixture of \(experts) experts, which does not run here")
        }
        for name in ["attn_logit_softcapping", "final_logit_softcapping"] {
            if let cap = try float(name), cap != 0 {
                throw CheckpointError(
                    file: metadata.path, "caps its scores (\(prefix + name)), which is not supported")
            }
        }
        if let keys = try integer("attention.key_length"), let values = try integer("attention.value_length"),
            keys != values
        {
            throw CheckpointError(
                file: metadata.path,
                "has heads of \(keys) numbers in keys and \(values) in values; expected the same")
        }
    }

    /// What the frequency of each pair is divided by: numbers of the file, or one for all.
    func factors(_ pairs: Int, in file: GGUFFile) throws(CheckpointError) -> [Double]? {
        let names = ["rope_freqs.weight", "rope_factors_short.weight"]
        if let name = names.first(where: { file.entries[$0] != nil }) {
            let factors = try file.floats(name)
            guard factors.count == pairs, factors.allSatisfy({ $0 > 0 }) else {
                throw CheckpointError(
                    file: file.path, tensor: name,
                    "has \(factors.count) factors; expected \(pairs) that are greater than 0")
            }
            return factors.map { Double($0) }
        }
        guard metadata.contains(prefix + "rope.scaling.type") else { return nil }
        let type = try metadata.string(prefix + "rope.scaling.type")
        switch type {
        case "none": return nil
        case "linear":
            let factor = try float("rope.scaling.factor") ?? 1
            guard factor > 0, factor.isFinite else {
                throw CheckpointError(
                    file: file.path,
                    "\(prefix)rope.scaling.factor is \(factor), expected a number greater than 0")
            }
            return factor == 1 ? nil : [Double](repeating: Double(factor), count: pairs)
        default:
            throw CheckpointError(
                file: file.path,
                "scales its positions by the rule \(type.debugDescription), which is not supported")
        }
    }
}
