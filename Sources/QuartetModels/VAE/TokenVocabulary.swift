public import QuartetFiles

/// The tokens of sequences that a tokenizer has split: padding, a token that begins every sequence, one that ends it, one
/// that hides tokens from the decoder in training, then the tokens of the data in their order. It is kept with the
/// weights.
public struct TokenVocabulary: Sendable, Codable, Equatable, Validatable {
    public static let padding: Int32 = 0
    public static let begin: Int32 = 1
    public static let end: Int32 = 2
    public static let hidden: Int32 = 3
    private static let firstToken = 4

    /// The tokens of the data.
    public let tokens: [String]

    /// The tokens of some sequences.
    public init(of sequences: some Sequence<[String]>) {
        tokens = sequences.reduce(into: Set<String>()) { $0.formUnion($1) }.sorted()
    }

    public var count: Int { Self.firstToken + tokens.count }

    public func validate() throws(InvalidConfiguration) {
        try check("number of tokens", tokens.count, in: 1...65_535)
        for token in tokens {
            // Equality of strings is canonical equivalence, which only for ASCII is that of their bytes.
            try check(
                "token", token, !token.isEmpty && token.utf8.allSatisfy { 0x21...0x7E ~= $0 },
                expected: "printable ASCII characters without blanks")
        }
        try check("tokens", tokens.count, Set(tokens).count == tokens.count, expected: "each token once")
    }

    /// Encodes sequences fast: a table of the tokens' numbers.
    public struct Encoder: Sendable {
        private let numbers: [String: Int32]

        init(_ vocabulary: TokenVocabulary) {
            numbers = Dictionary(
                zip(vocabulary.tokens, (0..<vocabulary.tokens.count).map { Int32(firstToken + $0) }),
                uniquingKeysWith: { first, _ in first })
        }

        /// The numbers of a sequence's tokens, between the begin and the end token.
        ///
        /// - Throws: the first token that the vocabulary lacks.
        public func callAsFunction(_ sequence: [String]) throws(UnknownToken) -> [Int32] {
            var numbers = [TokenVocabulary.begin]
            numbers.reserveCapacity(sequence.count + 2)
            for (place, token) in sequence.enumerated() {
                guard let number = self.numbers[token] else {
                    throw UnknownToken(token: token, place: place + 1)
                }
                numbers.append(number)
            }
            numbers.append(TokenVocabulary.end)
            return numbers
        }
    }

    public var encoder: Encoder { Encoder(self) }

    /// The tokens between begin and end, joined.
    public func text(of numbers: [Int32]) -> String {
        var text = ""
        for number in numbers where number != Self.begin {
            if number == Self.end || number == Self.padding { break }
            let index = Int(number) - Self.firstToken
            if tokens.indices.contains(index) { text += tokens[index] }
        }
        return text
    }

    /// The number of a token by its place in ``tokens``.
    public func number(at place: Int) -> Int32 { Int32(Self.firstToken + place) }

    /// The token of a number; nil for padding, begin, end and hidden ones.
    public func token(_ number: Int32) -> String? {
        let index = Int(number) - Self.firstToken
        return tokens.indices.contains(index) ? tokens[index] : nil
    }
}

/// A sequence has a token that no training sequence had.
public struct UnknownToken: UserFacingError, Equatable {
    public let token: String
    /// Counted from 1, in tokens.
    public let place: Int

    public var kind: FailureKind { .badData }

    public var description: String {
        "the model does not know \"\(token)\" (token \(place)): nothing that it was trained on had it"
    }
}
