/// Ids of the tokens that structure a model's input; nil for those it does not have.
public struct SpecialTokens: Sendable, Equatable {
    /// Begins a text.
    public var beginning: Int32?
    /// Ends a text: generation stops here.
    public var end: Int32?
    /// Pads the shorter texts of a batch.
    public var padding: Int32?
    /// Replaces text outside the vocabulary.
    public var unknown: Int32?
    /// Separates and ends texts (`[SEP]`).
    public var separator: Int32?
    /// Begins texts for classification (`[CLS]`).
    public var classification: Int32?
    /// Replaces a token that the model predicts (`[MASK]`).
    public var mask: Int32?

    public init() {}

    /// Finds the tokens by their usual names.
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
