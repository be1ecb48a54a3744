public import QuartetEngine
public import QuartetText

/// A trained encoder-decoder with its tokenizer, which translates texts or summarises them.
///
/// It belongs to one thread at a time.
public final class Translator {
    /// The tokens that begin and end a target.
    public static let beginning = "<s>"
    public static let end = "</s>"

    public let model: EncoderDecoder
    public let store: ParameterStore
    public let tokenizer: Tokenizer
    private let beginToken: Int32
    private let endToken: Int32
    private var states: [Int: TranslationState] = [:]

    init(_ model: EncoderDecoder, _ store: ParameterStore, _ tokenizer: Tokenizer) throws(VocabularyMismatch)
    {
        (self.model, self.store, self.tokenizer) = (model, store, tokenizer)
        (beginToken, endToken) = try Self.ends(of: tokenizer)
    }

    /// Loads weights that `quartet lab translate` wrote; they stay mapped.
    public init(path: String) throws {
        let file = try ModelFile<EncoderDecoder.Configuration>(path: path)
        tokenizer = try file.tokenizer(for: file.description.vocabulary)
        (beginToken, endToken) = try Self.ends(of: tokenizer)
        store = ParameterStore()
        model = EncoderDecoder(store.scope, file.description)
        try file.map(into: store)
    }

    /// The ids of the tokens that begin and end a target.
    static func ends(of tokenizer: Tokenizer) throws(VocabularyMismatch) -> (begin: Int32, end: Int32) {
        guard let begin = tokenizer.id(of: beginning) else {
            throw .missingToken(beginning, source: tokenizer.source)
        }
        guard let end = tokenizer.id(of: end) else { throw .missingToken(end, source: tokenizer.source) }
        return (begin, end)
    }

    /// Writes the weights with their description and the tokenizer.
    func save(to path: String, metadata: [String: String]) throws(CheckpointError) {
        try ModelFile.write(
            store, describedBy: model.configuration, tokenizer: tokenizer, metadata: metadata, to: path)
    }

    /// Translates by beam search, or, with one beam, greedily and many texts at once.
    ///
    /// - Parameters:
    ///   - cutsTexts: whether longer texts are cut, as for summaries, rather than refused.
    ///   - longest: most tokens that are written; the model's context if nil.
    /// - Throws: `GenerationError` for an empty text, or one that is longer than the model's context.
    public func translations(
        of texts: [String], beams: Int = 4, cutsTexts: Bool = false, longest: Int? = nil,
        progress: (Int) -> Void = { _ in }
    ) throws -> [String] {
        let capacity = model.configuration.context
        let sources = try texts.map { text throws(GenerationError) in
            let ids = tokenizer.ids(of: text, addsSpecialTokens: false)
            if ids.isEmpty { throw GenerationError.emptyPrompt }
            if cutsTexts { return Array(ids.prefix(capacity)) }
            if ids.count > capacity {
                throw GenerationError.promptTooLong(tokens: ids.count, capacity: capacity)
            }
            return ids
        }
        var results: [String] = []
        let most = min(longest ?? capacity, capacity) - 1
        if beams > 1 {
            let state = try state(batch: beams)
            let search = BeamSearch(endTokens: [endToken], maximumTokens: most)
            for source in sources {
                state.begin([[Int32]](repeating: source, count: beams))
                results.append(tokenizer.decode(try search([beginToken], with: state).first?.tokens ?? []))
                progress(results.count)
            }
            return results
        }
        let batch = min(32, max(sources.count, 1))
        let state = try state(batch: batch)
        let generator = TokenGenerator(stopTokens: [endToken], maximumTokens: most)
        for start in stride(from: 0, to: sources.count, by: batch) {
            let taken = Array(sources[start..<min(start + batch, sources.count)])
            // If the last batch is not full, it repeats its first text.
            state.begin(taken + [[Int32]](repeating: taken[0], count: batch - taken.count))
            let outputs = try generator([[Int32]](repeating: [beginToken], count: batch), with: state)
            results += outputs.prefix(taken.count).map { tokenizer.decode($0.tokens) }
            progress(results.count)
        }
        return results
    }

    private func state(batch: Int) throws(OutOfMemory) -> TranslationState {
        if let state = states[batch] { return state }
        let state = try TranslationState(model, store, batch: batch)
        states[batch] = state
        return state
    }
}
