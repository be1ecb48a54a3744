/// The vocabulary that a GGUF file carries, as its metadata gives it (`tokenizer.ggml.…`).
public struct GGUFVocabulary: Sendable {
    /// `tokens`, in the order of their ids.
    public var tokens: [String]
    /// `merges`: two tokens with a space between them, in the order of training.
    public var merges: [String]
    /// `model`: the kind of tokenizer; "gpt2" is byte-level byte-pair encoding, "llama" SentencePiece's with scores.
    public var model = "gpt2"
    /// `scores` of the tokens: the higher, the earlier they are merged; for "llama" only.
    public var scores: [Float] = []
    /// `add_space_prefix`: whether a text begins with a space that it does not have; for "llama" only.
    public var addsSpacePrefix: Bool?
    /// `pre`: the rules by which text is split.
    public var preTokenizer = "default"
    /// `token_type`: 1 normal, 2 unknown, 3 control, 4 user-defined, 5 unused, 6 byte; empty if all are normal.
    public var tokenTypes: [Int32] = []
    /// `bos_token_id`
    public var beginningID: Int32?
    /// `eos_token_id`
    public var endID: Int32?
    /// `unknown_token_id`
    public var unknownID: Int32?
    /// `padding_token_id`
    public var paddingID: Int32?
    /// `add_bos_token`; nil if the rules of splitting decide.
    public var addsBeginning: Bool?
    /// `add_eos_token`
    public var addsEnd: Bool?

    public init(tokens: [String], merges: [String]) {
        self.tokens = tokens
        self.merges = merges
    }
}
