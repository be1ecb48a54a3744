extension Tokenizer {
    /// Makes a tokenizer of the vocabulary that a GGUF file carries.
    ///
    /// - Parameter file: the file, for messages.
    /// - Throws: ``TokenizerError`` when the kind of tokenizer or its rules of splitting are not known, or tokens, types,
    ///   scores, merges and ids contradict one another.
    public init(gguf: GGUFVocabulary, file: String) throws {
        guard gguf.tokenTypes.isEmpty || gguf.tokenTypes.count == gguf.tokens.count else {
            throw TokenizerError.vocabulary(
                file,
                reason:
                    "tokenizer.ggml has \(gguf.tokens.count) tokens, but \(gguf.tokenTypes.count) types of tokens"
            )
        }
        let vocabulary = try Vocabulary(
            model: gguf.tokens.enumerated().map { ($1, $0) }, added: [], file: file)
        let stages: GGUFStages
        switch gguf.model {
        case "gpt2": stages = try GGUFStages(byteLevel: gguf, vocabulary, file)
        case "llama": stages = try GGUFStages(scored: gguf, vocabulary, file)
        default:
            throw TokenizerError.unsupported(
                file, entry: "tokenizer.ggml.model", found: quoted(gguf.model),
                known: "gpt2 (byte-level BPE) and llama (SentencePiece BPE)")
        }
        let special = try gguf.specialTokens(vocabulary, file)
        let template = try gguf.template(vocabulary, file, addsBeginning: stages.addsBeginning)
        let added = zip(gguf.tokens, gguf.tokenTypes).enumerated().compactMap { id, token -> AddedToken? in
            // Control and user-defined tokens are found in the text; of them only control tokens are no text.
            guard (token.1 == 3 || token.1 == 4) && !token.0.isEmpty else { return nil }
            return AddedToken(id: Int32(id), content: token.0, isSpecial: token.1 == 3)
        }
        self.init(
            source: file, vocabulary: vocabulary, model: stages.model, normalizer: stages.normalizer,
            preTokenizer: stages.preTokenizer, postProcessor: template.map { .template($0) },
            decoder: stages.decoder, addedTokens: added, special: special)
        try requireShortAddedTokens()
    }
}

/// The stages of the kinds of tokenizers.
private struct GGUFStages {
    let model: TokenModel
    var normalizer: Normalizer?
    var preTokenizer: PreTokenizer?
    let decoder: TokenDecoder
    /// Whether texts begin with the token of the beginning, if the file does not say.
    let addsBeginning: Bool

    /// Byte-level byte-pair encoding.
    init(byteLevel gguf: GGUFVocabulary, _ vocabulary: Vocabulary, _ file: String) throws {
        let rules = try GGUFSplitting(name: gguf.preTokenizer, file: file)
        let reader = MergeReader(vocabulary, continuingPrefix: "", file: file)
        let merges = try gguf.merges.enumerated().map { try reader.merge($1, rank: $0) }
        var options = BytePairModel.Options()
        options.ignoresMerges = rules.ignoresMerges
        model = .bytePair(
            BytePairModel(merges: merges, options: options, isByteLevel: true, vocabulary: vocabulary))
        preTokenizer = rules.preTokenizer
        decoder = .byteLevel
        addsBeginning = rules.addsBeginning
    }

    /// SentencePiece's byte-pair encoding: spaces are written as U+2581, and the text is not split.
    init(scored gguf: GGUFVocabulary, _ vocabulary: Vocabulary, _ file: String) throws {
        guard gguf.scores.count == gguf.tokens.count else {
            throw TokenizerError.vocabulary(
                file,
                reason: "tokenizer.ggml has \(gguf.tokens.count) tokens, but \(gguf.scores.count) scores")
        }
        // Only normal and user-defined tokens are text.
        let scores = gguf.scores.enumerated().map { id, score in
            [1, 4].contains(gguf.tokenTypes.isEmpty ? 1 : gguf.tokenTypes[id]) && !score.isNaN
                ? score : -.infinity
        }
        model = .scoredPairs(
            ScoredPairModel(scores: scores, unknown: gguf.unknownID, vocabulary: vocabulary))
        let mark = "\u{2581}"
        let hasPrefix = gguf.addsSpacePrefix ?? true
        let spaces = Normalizer.replace(.literal(" "), with: mark)
        normalizer = hasPrefix ? .sequence([.prepend(mark), spaces]) : spaces
        decoder = .sequence(
            [.replace(.literal(mark), with: " "), .byteFallback, .fuse]
                + (hasPrefix ? [.strip(" ", start: 1)] : []))
        addsBeginning = true
    }
}

extension GGUFVocabulary {
    fileprivate func specialTokens(_ vocabulary: Vocabulary, _ file: String) throws -> SpecialTokens {
        var special = SpecialTokens()
        let ids: [(String, Int32?, WritableKeyPath<SpecialTokens, Int32?>)] = [
            ("bos_token_id", beginningID, \.beginning), ("eos_token_id", endID, \.end),
            ("unknown_token_id", unknownID, \.unknown), ("padding_token_id", paddingID, \.padding),
        ]
        for (name, id, path) in ids {
            if let id, !vocabulary.contains(id) {
                throw TokenizerError.entry(
                    file, entry: "tokenizer.ggml." + name, expected: "an id below \(vocabulary.count)",
                    found: "\(id)")
            }
            special[keyPath: path] = id
        }
        return special
    }

    /// The template of special tokens; nil if there are none.
    fileprivate func template(_ vocabulary: Vocabulary, _ file: String, addsBeginning byRule: Bool) throws
        -> PostProcessor.Template?
    {
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
        let start = try part("bos", addsBeginning ?? byRule, beginningID)
        let end = try part("eos", addsEnd ?? false, endID)
        if start.isEmpty && end.isEmpty { return nil }
        return PostProcessor.Template(
            single: start + [.first(type: 0)] + end,
            pair: start + [.first(type: 0)] + end + start + [.second(type: 1)] + end)
    }
}
