/// Trains a byte-level byte-pair vocabulary on a user's text.
///
/// The same text and settings give the same vocabulary. Every text can be encoded and decoded without loss, because all
/// 256 bytes are tokens.
///
/// ```swift
/// var trainer = BytePairTrainer()
/// trainer.vocabularySize = 2_000
/// let tokenizer = try trainer.train(on: lines)
/// try tokenizer.write(to: "tokenizer.json")
/// ```
public struct BytePairTrainer: Sendable {
    /// The rules by which text is split into words before merging.
    public enum Splitting: Sendable, CaseIterable {
        /// Contractions, words and numbers with one space before them, symbols: GPT-2.
        case gpt2
        /// As GPT-2, but each digit separately: SmolLM2.
        case gpt2WithSingleDigits
        /// Numbers in groups of three digits, line ends with the symbols before them: GPT-4 and Llama 3.
        case llama3
    }

    /// Target number of tokens: special ones, 256 bytes and merges. Small texts may give fewer.
    public var vocabularySize = 8_192
    /// Pairs that occur less often are not merged.
    public var minimumFrequency = 2
    /// Tokens that structure a text, with the first ids. "<|endoftext|>" marks the end of a text.
    public var specialTokens = ["<|endoftext|>"]
    public var splitting = Splitting.gpt2

    public init() {}

    var preTokenizer: PreTokenizer {
        switch splitting {
        case .gpt2: .byteLevel(.init())
        case .gpt2WithSingleDigits: .sequence([.digits(individually: true), .byteLevel(.init())])
        case .llama3:
            .sequence([
                .split(.known(.llama3(digits: 3)), .isolated, isInverted: false),
                .byteLevel(.init(splits: false)),
            ])
        }
    }

    /// Empty counts, to add texts to one at a time.
    public func makeCounts() -> WordCounts { WordCounts(normalizer: nil, preTokenizer: preTokenizer) }

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
    /// - Throws: ``TokenizerError/setting(_:found:expected:)`` if there are no words, or the vocabulary is too small for its
    ///   special tokens and the 256 bytes.
    public func train(
        on counts: WordCounts, progress: (VocabularyProgress) throws -> Void = { _ in }
    ) throws -> Tokenizer {
        var tokens = try TrainingVocabulary.start(
            specialTokens, size: vocabularySize, atLeast: 256, "the 256 bytes", counts)
        let bytes = ByteAlphabet.characters.enumerated().sorted { $0.element < $1.element }
        var ids = [Int32](repeating: 0, count: 256)
        for (byte, character) in bytes { ids[byte] = Int32(tokens.insert(String(character)).index) }
        var training = MergeTraining(tokens: tokens, continuingPrefix: "")
        for (index, count) in counts.counts.enumerated() {
            training.add(counts.words.bytes[counts.words.range(index)].map { ids[Int($0)] }, count: count)
        }
        try training.run(
            vocabularySize: vocabularySize, minimumFrequency: minimumFrequency, progress: progress)
        let vocabulary = try TrainingVocabulary.finish(training.tokens)
        return Tokenizer(
            source: TrainingVocabulary.name, vocabulary: vocabulary,
            model: .bytePair(
                BytePairModel(
                    merges: training.merges, options: .init(), isByteLevel: true, vocabulary: vocabulary)),
            normalizer: nil, preTokenizer: preTokenizer, postProcessor: .byteLevel(.init()),
            decoder: .byteLevel,
            addedTokens: TrainingVocabulary.added(specialTokens))
    }
}

/// The parts that the trainers share.
enum TrainingVocabulary {
    static let name = "trained vocabulary"

    /// A table that starts with the special tokens.
    static func start(
        _ specialTokens: [String], size: Int, atLeast alphabet: Int, _ what: String, _ counts: WordCounts
    ) throws -> ByteStringTable {
        guard counts.distinctCount > 0 else {
            throw TokenizerError.setting("text to train on", found: "no words", expected: "some text")
        }
        var tokens = ByteStringTable(capacity: min(max(size, 0), 1 << 20))
        for token in specialTokens {
            guard !token.isEmpty, tokens.insert(token).isNew else {
                throw TokenizerError.setting(
                    "special tokens", found: token.isEmpty ? "an empty one" : "\(quoted(token)) twice",
                    expected: "different tokens that are not empty")
            }
        }
        let least = specialTokens.count + alphabet
        guard size >= least && size <= Int(Int32.max) else {
            throw TokenizerError.setting(
                "vocabulary size", found: "\(size)",
                expected: "at least \(least): \(specialTokens.count) special tokens and \(what)")
        }
        return tokens
    }

    static func finish(_ tokens: ByteStringTable) throws -> Vocabulary {
        try Vocabulary(
            model: (0..<tokens.count).map {
                (String(decoding: tokens.bytes[tokens.range($0)], as: UTF8.self), $0)
            }, added: [], file: name)
    }

    static func added(_ specialTokens: [String]) -> [AddedToken] {
        specialTokens.enumerated().map { AddedToken(id: Int32($0), content: $1, isSpecial: true) }
    }
}
