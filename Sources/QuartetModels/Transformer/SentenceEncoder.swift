internal import Foundation
public import QuartetEngine
public import QuartetText

/// A ``TextEncoder`` with its tokenizer, as public sentence-embedding models come: texts to vectors, whose cosines
/// measure how similar their meanings are. Most models give vectors of length 1.
///
/// It belongs to one thread at a time.
public final class SentenceEncoder {
    public let tokenizer: Tokenizer
    public let model: TextEncoder
    /// The longest text, in tokens; longer ones are truncated.
    public let maximumTokens: Int
    /// Numbers of a vector.
    public let width: Int
    private let store: ParameterStore
    private let lowercases: Bool
    private let pooling: SentencePooling
    private let steps: [(step: SentenceStep, store: ParameterStore)]
    private let precision: Precision
    private var passes: [[Int]: Pass] = [:]

    private struct Pass {
        let plan: Plan
        let tokens, lengths, vectors: Tensor
    }

    /// Reads a folder with `config.json`, `model.safetensors` (or its shards) and `tokenizer.json` or `vocab.txt`. The
    /// weights stay mapped.
    ///
    /// `modules.json` and `1_Pooling/config.json`, as sentence-transformers writes them, say how tokens become one
    /// vector; without them it is the mean, of length 1.
    ///
    /// - Throws: when a file is missing, the model is of no known family, or the files do not match.
    public init(folder: String, precision: Precision = .float32) throws {
        let folder = folder.withoutFinalSlash
        try Self.requireFolder(folder)
        let published = try PublishedEncoder(folder: folder)
        let configuration = published.configuration
        tokenizer = try Tokenizer(folder: published.modules.transformer)
        if tokenizer.vocabularySize > configuration.vocabulary {
            throw VocabularyMismatch.size(
                source: tokenizer.source, tokens: tokenizer.vocabularySize,
                vocabulary: configuration.vocabulary)
        }
        maximumTokens = published.maximumTokens
        lowercases = published.lowercases
        pooling = published.modules.pooling
        store = ParameterStore()
        model = TextEncoder(store.scope, configuration)
        try published.load(into: store)
        steps = try published.steps()
        width = published.width
        self.precision = precision
    }

    /// A single file is never an encoder, nor is a folder without settings.
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
    public func vectors(of texts: [String]) throws -> [[Float]] {
        let ids = try texts.map { try self.ids(of: $0) }
        // Texts of similar length share a batch, so that little of it is padding.
        let order = ids.indices.sorted { (ids[$0].count, $0) < (ids[$1].count, $1) }
        var vectors = [[Float]](repeating: [], count: texts.count)
        var start = 0
        while start < order.count {
            let longest = ids[order[min(start + Self.batch(length: 1), order.count) - 1]].count
            let rows = order[start..<min(start + Self.batch(length: longest), order.count)]
            for (row, vector) in zip(rows, try self.vectors(ofTokens: rows.map { ids[$0] })) {
                vectors[row] = vector
            }
            start = rows.endIndex
        }
        return vectors
    }

    private func ids(of text: String) throws -> [Int32] {
        let options = EncodingOptions(maximumLength: maximumTokens, tracksOffsets: false)
        return try tokenizer.encode(lowercases ? text.lowercased() : text, options: options).ids
    }

    /// Texts of a batch: 32, or fewer long ones, so that memory stays bounded.
    private static func batch(length: Int) -> Int { min(32, max(1, 4096 / max(length, 1))) }

    private func vectors(ofTokens ids: [[Int32]]) throws(OutOfMemory) -> [[Float]] {
        // Few different shapes, because each has its own plan.
        let length = min(
            max(ids.map(\.count).max() ?? 1, 1).roundedUp(toMultipleOf: 16), model.configuration.context)
        let batch = ids.count == 1 ? 1 : max(ids.count, Self.batch(length: length))
        let pass = try pass(batch: batch, length: length)
        let tokens = pass.plan.integers(of: pass.tokens)
        for row in 0..<batch {
            for i in 0..<length {
                tokens[row * length + i] = row < ids.count && i < ids[row].count ? ids[row][i] : 0
            }
        }
        pass.plan.write((0..<batch).map { $0 < ids.count ? Int32(ids[$0].count) : 1 }, to: pass.lengths)
        pass.plan.run()
        let vectors = pass.plan.floats(of: pass.vectors)
        return ids.indices.map { Array(vectors[$0 * width..<($0 + 1) * width]) }
    }

    private func pass(batch: Int, length: Int) throws(OutOfMemory) -> Pass {
        if let pass = passes[[batch, length]] { return pass }
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [batch, length], type: .int32)
        let lengths = graph.input("lengths", shape: [batch], type: .int32)
        let pooled = pooling(model(tokens, lengths: lengths).inFullPrecision(), lengths: lengths)
        let vectors = steps.reduce(pooled) { $1.step($0) }
        let plan = try Plan.checked(
            graph, stages: [Stage(outputs: [vectors])], precision: precision, frozen: true)
        let pass = Pass(plan: plan, tokens: tokens, lengths: lengths, vectors: vectors)
        passes[[batch, length]] = pass
        return pass
    }

    /// The attention weights of a text.
    public func attention(of text: String) throws -> TextAttention {
        let ids = try ids(of: text)
        if ids.isEmpty { throw GenerationError.emptyPrompt }
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [1, ids.count], type: .int32)
        let weights = model.attentionWeights(tokens)
        let plan = try Plan.checked(graph, stages: [Stage(outputs: weights)], remedy: "shorten the text")
        plan.write(ids, to: tokens)
        plan.run()
        return TextAttention(
            tokens: ids.map { tokenizer.token($0) ?? "?" }, layers: weights.map { plan.read($0) },
            heads: model.configuration.heads)
    }
}

extension Int {
    fileprivate func roundedUp(toMultipleOf step: Int) -> Int { (self + step - 1) / step * step }
}
