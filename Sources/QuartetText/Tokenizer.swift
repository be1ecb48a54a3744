/// Turns text into the ids of a model's vocabulary and back.
///
/// A text passes added tokens, normalisation, splitting into pieces, the model (byte-pair encoding, WordPiece or a
/// unigram model) and the template of special tokens; the stages and their order are those of the public
/// `tokenizer.json`, and the ids are the same. A tokenizer never changes, so any number of tasks may use it at once.
///
/// ```swift
/// let tokenizer = try Tokenizer(contentsOf: "tokenizer.json")
/// let ids = tokenizer.ids(of: "Where is my order?")
/// let text = tokenizer.decode(ids)
/// ```
public struct Tokenizer: Sendable {
    /// The file or model it was read from, for messages.
    public let source: String
    /// The tokens that structure the model's input.
    public let special: SpecialTokens
    /// The file's maximum length (`truncation`); ``encode(_:_:options:)`` cuts only on request.
    public let suggestedMaximumLength: Int?

    let vocabulary: Vocabulary
    let model: TokenModel
    let normalizer: Normalizer?
    let preTokenizer: PreTokenizer?
    let postProcessor: PostProcessor?
    let template: PostProcessor.Template
    let decoder: TokenDecoder?
    let decodingStages: [TokenDecoder]
    let addedTokens: [AddedToken]
    let specialIDs: Set<Int32>
    let rawMatcher: AddedTokenMatcher
    let normalizedMatcher: AddedTokenMatcher

    /// Number of tokens, including added ones; ids are below it.
    public var vocabularySize: Int { vocabulary.count }

    /// The id of a token, as the vocabulary writes it ("##ing", "Ġthe").
    public func id(of token: String) -> Int32? { vocabulary.id(of: token) }

    /// A token as the vocabulary writes it, or nil if no token has this id.
    public func token(_ id: Int32) -> String? { vocabulary.token(id) }

    /// Whether a token marks structure rather than text.
    public func isSpecial(_ id: Int32) -> Bool { specialIDs.contains(id) }

    /// - Throws: ``TokenizerError`` if an added token of a file is so long that the search for it could take the square
    ///   of a text's length.
    func requireShortAddedTokens() throws {
        let longest = max(rawMatcher.longest, normalizedMatcher.longest)
        guard longest > AddedToken.longest else { return }
        throw TokenizerError.vocabulary(
            source, reason: "an added token has \(longest) bytes; expected at most \(AddedToken.longest)")
    }

    init(
        source: String, vocabulary: Vocabulary, model: TokenModel, normalizer: Normalizer?,
        preTokenizer: PreTokenizer?, postProcessor: PostProcessor?, decoder: TokenDecoder?,
        addedTokens: [AddedToken], special: SpecialTokens? = nil, suggestedMaximumLength: Int? = nil
    ) {
        self.source = source
        self.vocabulary = vocabulary
        self.model = model
        self.normalizer = normalizer
        self.preTokenizer = preTokenizer
        self.postProcessor = postProcessor
        template = postProcessor?.templates.first ?? .plain
        self.decoder = decoder
        decodingStages = decoder?.stages ?? []
        self.addedTokens = addedTokens
        self.suggestedMaximumLength = suggestedMaximumLength
        self.special = special ?? SpecialTokens(addedTokens, unknown: model.unknown)
        specialIDs = Set(addedTokens.lazy.filter(\.isSpecial).map(\.id))
        let raw = addedTokens.filter { !$0.isNormalized }
        rawMatcher = AddedTokenMatcher(raw, patterns: raw.map { Array($0.content.utf8) })
        let normalized = addedTokens.filter(\.isNormalized)
        var decompositions = DecompositionCache()
        normalizedMatcher = AddedTokenMatcher(
            normalized,
            patterns: normalized.map { token in
                let content = AlignedText(Array(token.content.utf8).span, at: 0, isTracked: false)
                return normalizer?(content, &decompositions).bytes ?? content.bytes
            })
    }
}
