/// Ids of the tokens that structure what a model reads; nil where it has none.
public struct SpecialTokens: Sendable, Equatable {
    /// Begins a text.
    public var beginning: Int32?
    /// Ends a text: generation stops here.
    public var end: Int32?
    /// Fills up shorter texts of a batch.
    public var padding: Int32?
    /// Stands for what the vocabulary does not hold.
    public var unknown: Int32?
    /// Stands between and behind texts (`[SEP]`).
    public var separator: Int32?
    /// Stands before texts that are classified (`[CLS]`).
    public var classification: Int32?
    /// Stands for a token that is to be guessed (`[MASK]`).
    public var mask: Int32?

    public init() {}

    /// Finds the tokens by the names that are usual for them.
    init(_ tokens: [AddedToken], unknown: Int32?) {
        func find(_ names: [String]) -> Int32? {
            names.lazy.compactMap { name in tokens.first { $0.isSpecial && $0.content == name }?.id }.first
        }
        beginning = find(["<s>", "<bos>", "[BOS]", "<|begin_of_text|>", "<|startoftext|>"])
        end = find(["</s>", "<eos>", "[EOS]", "<|end_of_text|>", "<|endoftext|>"])
        padding = find(["[PAD]", "<pad>", "<|pad|>", "<|padding|>"])
        self.unknown = unknown ?? find(["[UNK]", "<unk>"])
        separator = find(["[SEP]"])
        classification = find(["[CLS]"])
        mask = find(["[MASK]", "<mask>"])
    }
}
