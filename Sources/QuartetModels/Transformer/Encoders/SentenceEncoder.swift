internal import Foundation
public import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// A ``TextEncoder`` with its tokenizer, as public sentence-embedding models come: texts to vectors, whose cosines
/// measure how similar their meanings are. Most models give vectors of length 1.
///
/// It does not change, so any number of tasks may use it; they take turns.
public final class SentenceEncoder: Sendable {
    /// What a single file records of an encoder.
    public struct Description: EncoderDescription, Sendable, Equatable {
        /// What follows the pooling.
        public enum Step: Sendable, Codable, Equatable {
            /// `f(W x + b)`, with the hyperbolic tangent or without a function.
            case dense(inputs: Int, outputs: Int, hasBias: Bool, hasTangent: Bool)
            /// To length 1.
            case normalize
        }

        public var encoder: TextEncoder.Configuration
        public var maximumTokens: Int
        public var lowercases: Bool
        public var pooling: SentencePooling
        public var steps: [Step]

        public static let architecture = "SentenceEncoder"
        public static let contents = "a sentence encoder"
        public static let command = "quartet support train encoder"

        /// Numbers of a vector.
        public var width: Int {
            steps.reduce(encoder.width) { if case .dense(_, let outputs, _, _) = $1 { outputs } else { $0 } }
        }

        public func validate() throws(InvalidConfiguration) {
            try validateEncoder()
            var width = encoder.width
            for (index, step) in steps.enumerated() {
                guard case .dense(let inputs, let outputs, _, _) = step else { continue }
                try check("steps[\(index)].inputs", inputs, in: width...width)
                try check("steps[\(index)].outputs", outputs, in: 1...1 << 16)
                width = outputs
            }
        }
    }

    public let tokenizer: Tokenizer
    public let description: Description
    /// Of the weights, in hexadecimal digits: another encoder's vectors cannot be compared with this one's. All weights are read
    /// for it.
    public var fingerprint: String { store.fingerprint.text }
    // Only read once the weights are in place.
    private nonisolated(unsafe) let network: SentenceNetwork
    private nonisolated(unsafe) let store: ParameterStore
    // Only read: what an adapter's encoder shares with this one.
    nonisolated(unsafe) let source: EncoderSource<Description>
    private let passes: EncoderPasses

    /// The longest text, in tokens; longer ones are truncated.
    public var maximumTokens: Int { description.maximumTokens }
    /// Numbers of a vector.
    public var width: Int { description.width }

    /// Reads a folder with `config.json`, `model.safetensors` (or its shards) and `tokenizer.json` or `vocab.txt`. The
    /// weights stay mapped.
    ///
    /// `modules.json` and `1_Pooling/config.json`, as sentence-transformers writes them, say how tokens become one
    /// vector; without them it is the mean, of length 1.
    ///
    /// - Parameters:
    ///   - threads: that a run uses; nil for those of the calling thread.
    ///   - adapter: what a tuning changed in these weights.
    /// - Throws: when a file is missing, the model is of no known family, or the files do not match.
    public convenience init(
        folder: String, precision: Precision = .float32, threads: Int? = nil,
        adapter: LowRankAdapter? = nil
    ) throws {
        let folder = folder.withoutFinalSlash
        try Self.requireFolder(folder)
        try self.init(EncoderSource(folder: folder), precision, threads, adapter)
    }

    /// Reads a single file with weights, description and tokenizer, as ``save(to:metadata:as:)`` writes it.
    public convenience init(
        file: String, precision: Precision = .float32, threads: Int? = nil,
        adapter: LowRankAdapter? = nil
    ) throws {
        try self.init(EncoderSource(file: file), precision, threads, adapter)
    }

    /// An encoder with an adapter that shares its files and its tokenizer. What the adapter does not change stays mapped in
    /// them.
    ///
    /// - Throws: when the adapter belongs to other weights.
    public convenience init(_ encoder: SentenceEncoder, adapter: LowRankAdapter) throws {
        try self.init(encoder.source, encoder.passes.precision, encoder.passes.threads, adapter)
    }

    private init(
        _ source: EncoderSource<Description>, _ precision: Precision, _ threads: Int?,
        _ adapter: LowRankAdapter?
    ) throws {
        let (network, store) = try source.network(adapter: adapter) { SentenceNetwork($0, $1) }
        (tokenizer, description) = (source.tokenizer, source.description)
        (self.network, self.store, self.source) = (network, store, source)
        passes = EncoderPasses(
            context: description.encoder.context, precision: precision, threads: threads
        ) { tokens, lengths, _ in network(tokens, lengths: lengths) }
    }

    /// A single file is never a published encoder, nor is a folder without settings.
    private static func requireFolder(_ path: String) throws(CheckpointError) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else { return }
        if isFolder.boolValue {
            let settings = ["config.json", "modules.json"].map { path + "/" + $0 }
            if settings.contains(where: { FileManager.default.fileExists(atPath: $0) }) { return }
            throw CheckpointError(
                file: path,
                "is a folder without config.json, so it holds no sentence encoder: give a folder with config.json, "
                    + "model.safetensors and tokenizer.json")
        }
        let other =
            TextGenerator.isGGUF(path)
            ? " (language models in GGUF files run with `quartet lab generate --model`)" : ""
        throw CheckpointError(
            file: path,
            "is a file; give the folder of a sentence encoder, with config.json, model.safetensors and "
                + "tokenizer.json\(other)")
    }

    /// One vector of ``width`` numbers for each text.
    ///
    /// - Throws: `TokenizerError` for a text that cannot be encoded.
    public func vectors(of texts: [String]) throws -> [[Float]] { try passes(texts.map(encoding)) }

    private func encoding(of text: String) throws -> Encoding {
        let options = EncodingOptions(maximumLength: maximumTokens, tracksOffsets: false)
        return try tokenizer.encode(description.lowercases ? text.lowercased() : text, options: options)
    }

    /// The attention weights of a text.
    public func attention(of text: String) throws -> TextAttention {
        try network.encoder.attention(in: try encoding(of: text), tokenizer)
    }

    /// Writes weights, description and tokenizer to one file.
    ///
    /// - Parameters:
    ///   - metadata: further entries, such as the seed of a training.
    ///   - element: the type that the weights are kept in.
    public func save(
        to path: String, metadata: [String: String] = [:], as element: SafetensorsFile.Element = .float32
    ) throws {
        try ModelFile.write(
            store, describedBy: description, tokenizer: tokenizer, metadata: metadata, as: element, to: path)
    }
}

extension TextEncoder {
    /// The attention weights of an encoded text, or of a pair.
    ///
    /// - Parameter lastLayers: how many layers are kept; all by default.
    func attention(
        in text: Encoding, _ tokenizer: Tokenizer, hasSegments: Bool = false, lastLayers: Int = .max
    ) throws -> TextAttention {
        if text.ids.isEmpty { throw GenerationError.emptyPrompt }
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [1, text.ids.count], type: .int32)
        let kinds = graph.input("segments", shape: [1, text.ids.count], type: .int32)
        let weights = Array(attentionWeights(tokens, segments: hasSegments ? kinds : nil).suffix(lastLayers))
        let plan = try Plan.checked(graph, stages: [Stage(outputs: weights)], remedy: "shorten the text")
        plan.write(text.ids, to: tokens)
        plan.write(text.typeIDs, to: kinds)
        plan.run()
        return TextAttention(
            tokens: text.ids.map { tokenizer.token($0) ?? "?" }, layers: weights.map { plan.read($0) },
            heads: configuration.heads)
    }
}
