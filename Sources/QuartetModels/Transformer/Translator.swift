internal import Foundation
public import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// A trained encoder-decoder with its tokenizer: a text to its translation.
///
/// It belongs to one thread at a time.
public final class Translator {
    /// What targets begin and end with.
    public static let beginning = "<s>"
    public static let end = "</s>"

    public let model: EncoderDecoder
    public let store: ParameterStore
    public let tokenizer: Tokenizer
    private var decoders: [Int: EncoderDecoderDecoder] = [:]

    init(_ model: EncoderDecoder, _ store: ParameterStore, _ tokenizer: Tokenizer) {
        (self.model, self.store, self.tokenizer) = (model, store, tokenizer)
    }

    /// Loads what `quartet lab translate` wrote; the weights stay mapped.
    public init(path: String) throws {
        let file = try SafetensorsFile(path: path)
        guard file.metadata["architecture"] == "EncoderDecoder", let text = file.metadata["configuration"],
            let vocabulary = file.metadata["tokenizer"],
            let configuration = try? JSONDecoder().decode(
                EncoderDecoder.Configuration.self, from: Data(text.utf8))
        else {
            throw CheckpointError(
                file: path, "holds no encoder-decoder: train one with `quartet lab translate`")
        }
        if let mistake = configuration.mistake {
            throw CheckpointError(file: path, "describes a model that cannot be: \(mistake)")
        }
        tokenizer = try Tokenizer(json: Data(vocabulary.utf8), name: path)
        if tokenizer.vocabularySize != configuration.vocabulary {
            throw VocabularyMismatch(
                source: path, tokens: tokenizer.vocabularySize, vocabulary: configuration.vocabulary)
        }
        store = ParameterStore()
        model = EncoderDecoder(store.scope, configuration)
        try store.map(file)
    }

    /// Writes the weights with all that a reader needs.
    func save(to path: String, metadata: [String: String]) throws {
        let configuration = String(
            decoding: try JSONEncoder.sorted.encode(model.configuration), as: UTF8.self)
        var writer = SafetensorsWriter(
            metadata: metadata.merging([
                "architecture": "EncoderDecoder", "configuration": configuration,
                "tokenizer": String(decoding: tokenizer.json(), as: UTF8.self),
            ]) { $1 })
        store.add(to: &writer)
        try writer.write(to: path)
    }

    /// Translations by beam search; greedy with one beam, and then many texts at once.
    ///
    /// - Throws: `GenerationError` for an empty text, or one that is longer than the model reads.
    public func translations(of texts: [String], beams: Int = 4, progress: (Int) -> Void = { _ in })
        throws -> [String]
    {
        guard let begin = tokenizer.id(of: Self.beginning), let end = tokenizer.id(of: Self.end) else {
            throw UnknownConversation(source: tokenizer.source, token: Self.beginning)
        }
        let capacity = model.configuration.context
        let sources = try texts.map { text throws(GenerationError) in
            let ids = tokenizer.ids(of: text, addsSpecialTokens: false)
            if ids.isEmpty { throw GenerationError.emptyPrompt }
            if ids.count > capacity {
                throw GenerationError.promptTooLong(tokens: ids.count, capacity: capacity)
            }
            return ids
        }
        var results: [String] = []
        if beams > 1 {
            let decoder = try decoder(batch: beams)
            let search = BeamSearch(endToken: end, maximumTokens: capacity - 1)
            for source in sources {
                decoder.begin([[Int32]](repeating: source, count: beams))
                results.append(tokenizer.decode(try search([begin], with: decoder).first?.tokens ?? []))
                progress(results.count)
            }
            return results
        }
        let batch = min(32, max(sources.count, 1))
        let decoder = try decoder(batch: batch)
        let generator = TokenGenerator(stopTokens: [end], maximumTokens: capacity - 1)
        for start in stride(from: 0, to: sources.count, by: batch) {
            let taken = Array(sources[start..<min(start + batch, sources.count)])
            // A last batch that is not full repeats its first text.
            decoder.begin(taken + [[Int32]](repeating: taken[0], count: batch - taken.count))
            let outputs = try generator([[Int32]](repeating: [begin], count: batch), with: decoder)
            results += outputs.prefix(taken.count).map { tokenizer.decode($0.tokens) }
            progress(results.count)
        }
        return results
    }

    private func decoder(batch: Int) throws(OutOfMemory) -> EncoderDecoderDecoder {
        if let decoder = decoders[batch] { return decoder }
        let decoder = try EncoderDecoderDecoder(model, store, batch: batch)
        decoders[batch] = decoder
        return decoder
    }
}
