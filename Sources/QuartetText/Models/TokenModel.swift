/// The model of a tokenizer: it divides a piece into tokens.
enum TokenModel: Sendable {
    case bytePair(BytePairModel)
    case wordPiece(WordPieceModel)
    case scoredPairs(ScoredPairModel)
    case unigram(UnigramModel)

    var unknown: Int32? {
        switch self {
        case .bytePair(let model): model.options.unknown
        case .wordPiece(let model): model.unknown
        case .scoredPairs(let model): model.unknown
        case .unigram(let model): model.unknown
        }
    }
}

/// What one caller keeps from piece to piece and from text to text: buffers, and the words seen so far.
struct EncodingScratch: Sendable {
    var bytePair = BytePairModel.Scratch()
    var decompositions = DecompositionCache()
    private var words = ByteStringTable()
    /// Tokens of word `i` are `tokens[ends[i - 1]..<ends[i]]`.
    private var ends: [Int] = []
    private var tokens: [TokenSpan] = []

    /// Longer pieces rarely repeat.
    private static let longestWord = 64
    private static let mostWords = 1 << 17
    /// Positions within a piece are 32-bit numbers; a longer piece is cut.
    private static let longestPiece = 1 << 30

    /// Appends the tokens of a piece, from the cache if the word was seen before.
    mutating func tokenize(
        _ piece: Span<UInt8>, _ model: TokenModel, _ vocabulary: Vocabulary, into result: inout [TokenSpan]
    ) {
        guard piece.count <= Self.longestPiece else {
            var middle = Self.longestPiece
            while piece[middle] & 0xC0 == 0x80 { middle -= 1 }
            tokenize(piece.extracting(0..<middle), model, vocabulary, into: &result)
            return tokenize(piece.extracting(middle..<piece.count), model, vocabulary, into: &result)
        }
        guard piece.count <= Self.longestWord, words.count < Self.mostWords else {
            return Self.tokenize(piece, model, vocabulary, &bytePair, into: &result)
        }
        let (index, isNew) = words.insert(piece)
        if isNew {
            Self.tokenize(piece, model, vocabulary, &bytePair, into: &tokens)
            ends.append(tokens.count)
        }
        let start = index > 0 ? ends[index - 1] : 0
        for place in start..<ends[index] { result.append(tokens[place]) }
    }

    private static func tokenize(
        _ piece: Span<UInt8>, _ model: TokenModel, _ vocabulary: Vocabulary,
        _ scratch: inout BytePairModel.Scratch, into result: inout [TokenSpan]
    ) {
        switch model {
        case .bytePair(let model): model.tokenize(piece, vocabulary, &scratch, into: &result)
        case .wordPiece(let model): model.tokenize(piece, vocabulary, into: &result)
        case .scoredPairs(let model): model.tokenize(piece, vocabulary, into: &result)
        case .unigram(let model): model.tokenize(piece, vocabulary, into: &result)
        }
    }
}

/// A token of a piece: its id, and how many of the piece's bytes it covers.
struct TokenSpan: Sendable, Equatable {
    var id: Int32
    var length: Int32
}
