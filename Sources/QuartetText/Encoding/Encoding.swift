/// A text, or a pair of texts, as a model reads it.
public struct Encoding: Sendable, Equatable {
    /// Ids of the tokens, with the special ones.
    public internal(set) var ids: [Int32] = []
    /// Which of the texts a token belongs to, as the model's template says (0 and 1).
    public internal(set) var typeIDs: [Int32] = []
    /// Whether a token was put there by the template rather than found in a text.
    public internal(set) var isSpecial: [Bool] = []
    /// Which text a token was found in: 0 or 1, -1 for what the template put there.
    public internal(set) var textIndices: [Int] = []
    /// Where a token stands in its text, in UTF-8 bytes and at whole characters; 0..<0 for what the template put
    /// there. Empty when offsets were not asked for.
    public internal(set) var offsets: [Range<Int>] = []
    /// How many tokens of the texts were cut off to keep within the maximum length.
    public internal(set) var truncatedCount = 0
}

/// How texts are encoded.
public struct EncodingOptions: Sendable, Equatable {
    /// Most tokens of a result, special ones among them; nil: as many as there are.
    public var maximumLength: Int?
    /// Which text of a pair is cut.
    public var truncation = Truncation.longestFirst
    /// Whether the start rather than the end of a text is cut off.
    public var truncatesStart = false
    /// Whether the model's template (`[CLS]` … `[SEP]`, a token for the beginning) is put around.
    public var addsSpecialTokens = true
    /// Whether special tokens are recognised in the text itself. Switch it off for text of strangers, so that nobody
    /// writes "<|im_end|>" into a conversation.
    public var findsSpecialTokens = true
    /// Whether each token's place in the text is kept.
    public var tracksOffsets = true

    /// Which text of a pair is cut when both together are too long.
    public enum Truncation: Sendable, CaseIterable {
        /// The longer, until both are as long; the second keeps one token more where the number is odd.
        case longestFirst
        case onlyFirst
        case onlySecond
    }

    public init(
        maximumLength: Int? = nil, truncation: Truncation = .longestFirst, truncatesStart: Bool = false,
        addsSpecialTokens: Bool = true, findsSpecialTokens: Bool = true, tracksOffsets: Bool = true
    ) {
        self.maximumLength = maximumLength
        self.truncation = truncation
        self.truncatesStart = truncatesStart
        self.addsSpecialTokens = addsSpecialTokens
        self.findsSpecialTokens = findsSpecialTokens
        self.tracksOffsets = tracksOffsets
    }
}
