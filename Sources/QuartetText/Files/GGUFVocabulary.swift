/// The vocabulary that a GGUF file carries, as its metadata gives it (`tokenizer.ggml.…`).
public struct GGUFVocabulary: Sendable {
    /// `tokens`, in the order of their ids.
    public var tokens: [String]
    /// `merges`: two tokens with a space between them, in the order of training.
    public var merges: [String]
    /// `model`: the kind of tokenizer; "gpt2" is byte-level byte-pair encoding.
    public var model = "gpt2"
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

extension Tokenizer {
    /// Makes a tokenizer of the vocabulary that a GGUF file carries.
    ///
    /// - Parameter file: the file, for messages.
    /// - Throws: ``TokenizerError`` when the kind of tokenizer or its rules of splitting are not known, or tokens, types,
    ///   merges and ids contradict one another.
    public init(gguf: GGUFVocabulary, file: String) throws {
        guard gguf.model == "gpt2" else {
            throw TokenizerError.unsupported(
                file, entry: "tokenizer.ggml.model", found: quoted(gguf.model), known: "gpt2 (byte-level BPE)"
            )
        }
        let rules = try GGUFSplitting(name: gguf.preTokenizer, file: file)
        guard gguf.tokenTypes.isEmpty || gguf.tokenTypes.count == gguf.tokens.count else {
            throw TokenizerError.vocabulary(
                file,
                reason:
                    "tokenizer.ggml has \(gguf.tokens.count) tokens, but \(gguf.tokenTypes.count) types of tokens"
            )
        }
        let vocabulary = try Vocabulary(
            model: gguf.tokens.enumerated().map { ($1, $0) }, added: [], file: file)
        let reader = MergeReader(vocabulary, continuingPrefix: "", file: file)
        let merges = try gguf.merges.enumerated().map { try reader.merge($1, rank: $0) }
        var options = BytePairModel.Options()
        options.ignoresMerges = rules.ignoresMerges

        var special = SpecialTokens()
        let ids: [(String, Int32?, WritableKeyPath<SpecialTokens, Int32?>)] = [
            ("bos_token_id", gguf.beginningID, \.beginning), ("eos_token_id", gguf.endID, \.end),
            ("unknown_token_id", gguf.unknownID, \.unknown), ("padding_token_id", gguf.paddingID, \.padding),
        ]
        for (name, id, path) in ids {
            if let id, !vocabulary.contains(id) {
                throw TokenizerError.entry(
                    file, entry: "tokenizer.ggml." + name, expected: "an id below \(vocabulary.count)",
                    found: "\(id)")
            }
            special[keyPath: path] = id
        }
        func part(_ name: String, _ isWanted: Bool, _ id: Int32?) throws -> [PostProcessor.Template.Part] {
            guard isWanted else { return [] }
            guard let id, let token = vocabulary.token(id) else {
                throw TokenizerError.entry(
                    file, entry: "tokenizer.ggml.\(name)_token_id",
                    expected: "an id, for add_\(name)_token is set",
                    found: "nothing")
            }
            return [.special(name: token, ids: [id], type: 0)]
        }
        let start = try part("bos", gguf.addsBeginning ?? rules.addsBeginning, gguf.beginningID)
        let end = try part("eos", gguf.addsEnd ?? false, gguf.endID)
        let template = PostProcessor.Template(
            single: start + [.first(type: 0)] + end,
            pair: start + [.first(type: 0)] + end + start + [.second(type: 1)] + end)
        let added = zip(gguf.tokens, gguf.tokenTypes).enumerated().compactMap { id, token -> AddedToken? in
            // Control and user-defined tokens are found in the text; of them only control tokens are no text.
            guard (token.1 == 3 || token.1 == 4) && !token.0.isEmpty else { return nil }
            return AddedToken(id: Int32(id), content: token.0, isSpecial: token.1 == 3)
        }
        self.init(
            source: file, vocabulary: vocabulary,
            model: .bytePair(
                BytePairModel(merges: merges, options: options, isByteLevel: true, vocabulary: vocabulary)),
            normalizer: nil, preTokenizer: rules.preTokenizer,
            postProcessor: start.isEmpty && end.isEmpty ? nil : .template(template), decoder: .byteLevel,
            addedTokens: added, special: special)
    }
}

/// The rules of splitting that GGUF files name.
private struct GGUFSplitting {
    let preTokenizer: PreTokenizer
    var ignoresMerges = false
    var addsBeginning = false

    init(name: String, file: String) throws {
        let gpt2 = PreTokenizer.byteLevel(.init())
        func split(_ pattern: TextPattern) -> PreTokenizer { .split(pattern, .isolated, isInverted: false) }
        func thenBytes(_ parts: [PreTokenizer]) -> PreTokenizer {
            .sequence(parts + [.byteLevel(.init(splits: false))])
        }
        switch name {
        case "gpt-2", "phi-2", "mpt", "olmo", "jais", "exaone4", "trillion", "granite-docling", "gigachat",
            "mellum",
            "roberta-bpe", "jina-v1-en", "jina-v2-es", "jina-v2-de", "jina-v2-code":
            preTokenizer = gpt2
        case "smollm", "starcoder", "refact", "command-r", "codeshell", "exaone", "minerva-7b":
            preTokenizer = .sequence([.digits(individually: true), gpt2])
        case "llama-bpe", "llama3", "llama-v3", "falcon3", "falcon-h1", "pixtral", "midm-2.0", "lfm2":
            preTokenizer = thenBytes([split(.known(.llama3(digits: 3)))])
            ignoresMerges = true
            addsBeginning = true
        case "dbrx", "smaug-bpe", "glm4", "chatglm-bpe":
            preTokenizer = thenBytes([split(.known(.llama3(digits: 3)))])
        case "qwen2", "deepseek-r1-qwen", "kormo", "megrez", "stablelm2", "hunyuan", "grok-2":
            preTokenizer = thenBytes([split(.known(.llama3(digits: 1)))])
        case "default":
            preTokenizer = thenBytes([
                split(try TextPattern(regex: #"[\p{P}\$\+<=>\^~\|]+"#)), split(.known(.gpt2)),
                split(try TextPattern(regex: #"\p{N}+"#)), split(try TextPattern(regex: "[0-9][0-9][0-9]")),
            ])
        case "falcon":
            preTokenizer = thenBytes([
                split(try TextPattern(regex: #"[\p{P}\$\+<=>\^~\|`]+"#)), split(.known(.gpt2)),
                split(try TextPattern(regex: "[0-9][0-9][0-9]")),
            ])
        default:
            throw TokenizerError.unsupported(
                file, entry: "tokenizer.ggml.pre", found: quoted(name),
                known:
                    "gpt-2, smollm, starcoder, llama-bpe, qwen2, falcon, default and those that split as they do"
            )
        }
    }
}
