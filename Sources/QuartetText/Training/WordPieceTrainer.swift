/// Trains a WordPiece vocabulary on a user's text, for models like BERT.
///
/// Pairs are merged by frequency, as in the public trainers; the same text and settings give the same vocabulary.
public struct WordPieceTrainer: Sendable {
    /// Target number of tokens: special ones, characters and merges. Small texts may give fewer.
    public var vocabularySize = 8_192
    /// Pairs that occur less often are not merged.
    public var minimumFrequency = 2
    /// Maximum number of characters that become tokens, the most frequent first; words with others are unknown.
    public var alphabetSize = 1_000
    /// Whether text is lower-cased.
    public var lowercases = true
    /// Whether text that is lower-cased keeps its accents, which tell words of some languages apart.
    public var keepsAccents = false
    /// Tokens that structure a text, with the first ids; [UNK], [CLS] and [SEP] must be among them.
    public var specialTokens = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]

    private static let prefix = "##"

    public init() {}

    var normalizer: Normalizer {
        .bert(BertNormalization(stripsAccents: keepsAccents ? false : nil, lowercases: lowercases))
    }

    /// Empty counts, to add texts to one at a time.
    public func makeCounts() -> WordCounts { WordCounts(normalizer: normalizer, preTokenizer: .bert) }

    /// Trains on texts, such as the lines of a file.
    public func train(
        on texts: some Sequence<String>, progress: (VocabularyProgress) throws -> Void = { _ in }
    ) throws -> Tokenizer {
        var counts = makeCounts()
        for text in texts { counts.add(text) }
        return try train(on: counts, progress: progress)
    }

    /// Trains on counted words.
    ///
    /// - Parameter progress: called now and then; an error it throws ends the training.
    /// - Throws: ``TokenizerError/setting(_:found:expected:)`` if there are no words, the template's special tokens are
    ///   missing, or the vocabulary is too small for special tokens and characters.
    public func train(
        on counts: WordCounts, progress: (VocabularyProgress) throws -> Void = { _ in }
    ) throws -> Tokenizer {
        for needed in ["[UNK]", "[CLS]", "[SEP]"] where !specialTokens.contains(needed) {
            throw TokenizerError.setting(
                "special tokens", found: "none called \(needed)",
                expected: "[UNK], [CLS] and [SEP] among them")
        }
        let alphabet = Alphabet(counts, atMost: max(alphabetSize, 0))
        let characterTokens = alphabet.characters.count + alphabet.continuing.count
        var tokens = try TrainingVocabulary.start(
            specialTokens, size: vocabularySize, atLeast: characterTokens,
            "\(characterTokens) for the characters of the text", counts)
        for character in alphabet.characters { _ = tokens.insert(String(character)) }
        for character in alphabet.continuing { _ = tokens.insert(Self.prefix + String(character)) }

        var training = MergeTraining(tokens: tokens, continuingPrefix: Self.prefix)
        let kept = Set(alphabet.characters)
        for (index, count) in counts.counts.enumerated() {
            let word = String(decoding: counts.words.bytes[counts.words.range(index)], as: UTF8.self)
            let symbols = word.unicodeScalars.enumerated().compactMap { place, character -> Int32? in
                guard kept.contains(character) else { return nil }
                return tokens.index(of: (place > 0 ? Self.prefix : "") + String(character)).map { Int32($0) }
            }
            training.add(symbols, count: count)
        }
        try training.run(
            vocabularySize: vocabularySize, minimumFrequency: minimumFrequency, progress: progress)
        let vocabulary = try TrainingVocabulary.finish(training.tokens)
        return try Tokenizer(
            wordPiece: vocabulary, normalizer: normalizer,
            addedTokens: TrainingVocabulary.added(specialTokens),
            unknown: "[UNK]", source: TrainingVocabulary.name)
    }

    /// The most frequent characters of a text, in Unicode order.
    private struct Alphabet {
        var characters: [Unicode.Scalar]
        /// Those of them that occur within words.
        var continuing: [Unicode.Scalar]

        init(_ counts: WordCounts, atMost limit: Int) {
            var frequencies: [Unicode.Scalar: Int] = [:]
            var inner: Set<Unicode.Scalar> = []
            for (index, count) in counts.counts.enumerated() {
                let word = String(decoding: counts.words.bytes[counts.words.range(index)], as: UTF8.self)
                for (place, character) in word.unicodeScalars.enumerated() {
                    frequencies[character, default: 0] += count
                    if place > 0 { inner.insert(character) }
                }
            }
            let frequent = frequencies.sorted { (-$0.value, $0.key) < (-$1.value, $1.key) }.prefix(limit)
            characters = frequent.map(\.key).sorted()
            continuing = characters.filter { inner.contains($0) }
        }
    }
}

extension Tokenizer {
    /// A tokenizer like BERT's: `[CLS] A [SEP]`, `[CLS] A [SEP] B [SEP]`.
    init(
        wordPiece vocabulary: Vocabulary, normalizer: Normalizer, addedTokens: [AddedToken], unknown: String,
        source: String
    ) throws {
        func id(_ token: String) throws -> Int32 {
            guard let id = vocabulary.id(of: token) else {
                throw TokenizerError.vocabulary(
                    source, reason: "the token \(quoted(token)) is not in the vocabulary")
            }
            return id
        }
        func special(_ token: String, type: Int32) throws -> PostProcessor.Template.Part {
            .special(name: token, ids: [try id(token)], type: type)
        }
        let single: [PostProcessor.Template.Part] = [
            try special("[CLS]", type: 0), .first(type: 0), try special("[SEP]", type: 0),
        ]
        let pair = single + [.second(type: 1), try special("[SEP]", type: 1)]
        self.init(
            source: source, vocabulary: vocabulary,
            model: .wordPiece(
                WordPieceModel(
                    unknown: try id(unknown), continuingPrefix: "##", longestWord: 100, vocabulary: vocabulary
                )),
            normalizer: normalizer, preTokenizer: .bert,
            postProcessor: .template(.init(single: single, pair: pair)),
            decoder: .wordPiece(prefix: "##", cleansUp: true), addedTokens: addedTokens)
    }
}
