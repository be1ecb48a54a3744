/// The `model` and the `added_tokens` of a `tokenizer.json`.
struct TokenizerJSONModel {
    let vocabulary: Vocabulary
    let model: TokenModel
    let addedTokens: [AddedToken]

    init(_ document: JSONEntry, isByteLevel: Bool) throws {
        let entry = try document.required("model")
        let type =
            try entry.optional("type")?.string() ?? (entry.optional("merges") == nil ? "WordPiece" : "BPE")
        guard type == "BPE" || type == "WordPiece" else {
            throw try entry.required("type").unsupported(known: "BPE and WordPiece")
        }
        let vocab = try entry.required("vocab")
        guard case .object(let members) = vocab.value else {
            throw vocab.mistake(expected: "an object of tokens and their ids")
        }
        let tokens = try members.map { member -> (token: String, id: Int) in
            guard case .integer(let id) = member.value else {
                throw TokenizerError.entry(
                    document.file, entry: "model.vocab[\(quoted(member.key))]", expected: "an id",
                    found: member.value.kind)
            }
            return (member.key, id)
        }
        let added = try Self.addedTokens(document)
        vocabulary = try Self.vocabulary(tokens, added, document.file)
        addedTokens = added
        model =
            type == "BPE"
            ? .bytePair(try Self.bytePair(entry, vocabulary, isByteLevel: isByteLevel))
            : .wordPiece(try Self.wordPiece(entry, vocabulary))
    }

    /// Added tokens may also be tokens of the model, but then with the same id.
    private static func vocabulary(
        _ tokens: [(token: String, id: Int)], _ added: [AddedToken], _ file: String
    ) throws -> Vocabulary {
        guard !added.isEmpty else { return try Vocabulary(model: tokens, added: [], file: file) }
        var table = ByteStringTable(capacity: added.count)
        for token in added { _ = table.insert(token.content) }
        var known = [Bool](repeating: false, count: table.count)
        for (token, id) in tokens {
            guard let index = table.index(of: token) else { continue }
            known[index] = true
            if let other = added.first(where: { table.index(of: $0.content) == index && Int($0.id) != id }) {
                throw TokenizerError.vocabulary(
                    file,
                    reason:
                        "token \(quoted(token)) has the id \(id) in model.vocab and \(other.id) in added_tokens"
                )
            }
        }
        let extra = added.filter { !known[table.index(of: $0.content) ?? 0] }
        return try Vocabulary(model: tokens, added: extra.map { ($0.content, Int($0.id)) }, file: file)
    }

    private static func addedTokens(_ document: JSONEntry) throws -> [AddedToken] {
        try document.optional("added_tokens")?.items().map { entry in
            let content = try entry.required("content")
            guard try !content.string().isEmpty else {
                throw content.mistake(expected: "a token that is not empty")
            }
            let isSpecial = try entry.bool("special", default: false)
            return AddedToken(
                id: try entry.required("id").id(), content: try content.string(),
                isSingleWord: try entry.bool("single_word", default: false),
                stripsLeft: try entry.bool("lstrip", default: false),
                stripsRight: try entry.bool("rstrip", default: false),
                isNormalized: try entry.bool("normalized", default: !isSpecial), isSpecial: isSpecial)
        } ?? []
    }

    private static func wordPiece(_ entry: JSONEntry, _ vocabulary: Vocabulary) throws -> WordPieceModel {
        let name = try entry.optional("unk_token")?.string() ?? "[UNK]"
        guard let unknown = vocabulary.id(of: name) else {
            throw TokenizerError.vocabulary(
                entry.file, reason: "the token for unknown words, \(quoted(name)), is not in the vocabulary")
        }
        return WordPieceModel(
            unknown: unknown,
            continuingPrefix: try entry.optional("continuing_subword_prefix")?.string() ?? "##",
            longestWord: try entry.optional("max_input_chars_per_word")?.count() ?? 100,
            vocabulary: vocabulary)
    }

    private static func bytePair(
        _ entry: JSONEntry, _ vocabulary: Vocabulary, isByteLevel: Bool
    ) throws -> BytePairModel {
        if let dropout = entry.optional("dropout"), dropout.value != .integer(0), dropout.value != .number(0)
        {
            throw dropout.unsupported(known: "null: merges left out by chance belong to training")
        }
        var options = BytePairModel.Options()
        options.fusesUnknown = try entry.bool("fuse_unk", default: false)
        options.fallsBackToBytes = try entry.bool("byte_fallback", default: false)
        options.ignoresMerges = try entry.bool("ignore_merges", default: false)
        options.continuingPrefix = try entry.optional("continuing_subword_prefix")?.string() ?? ""
        options.endSuffix = try entry.optional("end_of_word_suffix")?.string() ?? ""
        if let unknown = entry.optional("unk_token") {
            guard let id = vocabulary.id(of: try unknown.string()) else {
                throw unknown.mistake(expected: "a token of the vocabulary")
            }
            options.unknown = id
        }
        if isByteLevel && !(options.continuingPrefix + options.endSuffix).isEmpty {
            throw entry.unsupported(known: "byte-level models without a prefix or suffix of subwords")
        }
        let merges = try entry.required("merges")
        guard case .array(let items) = merges.value else {
            throw merges.mistake(expected: "an array of pairs")
        }
        let reader = MergeReader(vocabulary, continuingPrefix: options.continuingPrefix, file: entry.file)
        var result: [BytePairModel.Merge] = []
        result.reserveCapacity(items.count)
        for (rank, item) in items.enumerated() {
            switch item {
            case .string(let text): result.append(try reader.merge(text, rank: rank))
            case .array(let pair):
                guard pair.count == 2, case .string(let left) = pair[0], case .string(let right) = pair[1]
                else {
                    fallthrough
                }
                result.append(try reader.merge(left, right, rank: rank))
            default:
                throw TokenizerError.entry(
                    entry.file, entry: "model.merges[\(rank)]", expected: "two tokens", found: item.kind)
            }
        }
        return BytePairModel(
            merges: result, options: options, isByteLevel: isByteLevel, vocabulary: vocabulary)
    }
}
