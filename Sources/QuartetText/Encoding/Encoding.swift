/// A text, or a pair of texts, as a model reads it.
public struct Encoding: Sendable, Equatable {
    /// Ids of the tokens, including special ones.
    public internal(set) var ids: [Int32] = []
    /// The text that a token belongs to, according to the model's template (0 or 1).
    public internal(set) var typeIDs: [Int32] = []
    /// Whether a token comes from the template rather than from a text.
    public internal(set) var isSpecial: [Bool] = []
    /// The text that a token comes from: 0 or 1, or -1 for the template.
    public internal(set) var textIndices: [Int] = []
    /// Where a token is in its text, in UTF-8 bytes at whole characters; 0..<0 for tokens of the template. Empty unless
    /// offsets were requested.
    public internal(set) var offsets: [Range<Int>] = []
    /// Number of tokens that were cut off to fit the maximum length.
    public internal(set) var truncatedCount = 0
}

/// How texts are encoded.
public struct EncodingOptions: Sendable, Equatable {
    /// Maximum number of tokens, including special ones; nil for no limit.
    public var maximumLength: Int?
    /// Which text of a pair is cut.
    public var truncation = Truncation.longestFirst
    /// Whether the start rather than the end of a text is cut off.
    public var truncatesStart = false
    /// Whether the model's template (`[CLS]` … `[SEP]`, or a token for the beginning) is added.
    public var addsSpecialTokens = true
    /// Whether special tokens are recognised in the text itself. Switch it off for untrusted text, so that nobody can
    /// inject "<|im_end|>" into a conversation.
    public var findsSpecialTokens = true
    /// Whether to record where each token is in the text.
    public var tracksOffsets = true

    /// Which text of a pair is cut when both together are too long.
    public enum Truncation: Sendable, CaseIterable {
        /// The longer one, until both are equally long; the second keeps the odd token.
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
