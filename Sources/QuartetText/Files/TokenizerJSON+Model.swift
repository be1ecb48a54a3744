/// The `model` and the `added_tokens` of a `tokenizer.json`.
struct TokenizerJSONModel {
    let vocabulary: Vocabulary
    let model: TokenModel
    let addedTokens: [AddedToken]

    init(_ document: JSONEntry, isByteLevel: Bool) throws {
        let entry = try document.required("model")
        addedTokens = try Self.addedTokens(document)
        switch try Self.kind(of: entry) {
        case .bytePair:
            vocabulary = try Self.vocabulary(Self.tokens(entry), addedTokens, document.file)
            model = .bytePair(try Self.bytePair(entry, vocabulary, isByteLevel: isByteLevel))
        case .wordPiece:
            vocabulary = try Self.vocabulary(Self.tokens(entry), addedTokens, document.file)
            model = .wordPiece(try Self.wordPiece(entry, vocabulary))
        case .unigram:
            let scored = try Self.scoredTokens(entry)
            vocabulary = try Self.vocabulary(
                scored.enumerated().map { ($1.token, $0) }, addedTokens, document.file)
            model = .unigram(try Self.unigram(entry, scored.map(\.score), vocabulary))
        }
    }

    private enum Kind: String {
        case bytePair = "BPE"
        case wordPiece = "WordPiece"
        case unigram = "Unigram"
    }

    /// Older files have no `type`.
    private static func kind(of entry: JSONEntry) throws -> Kind {
        guard let type = entry.optional("type") else {
            return entry.optional("merges") != nil ? .bytePair : .wordPiece
        }
        guard let kind = Kind(rawValue: try type.string()) else {
            throw type.unsupported(known: "BPE, WordPiece and Unigram")
        }
        return kind
    }

    private static func tokens(_ entry: JSONEntry) throws -> [(token: String, id: Int)] {
        let vocab = try entry.required("vocab")
        guard case .object(let members) = vocab.value else {
            throw vocab.mistake(expected: "an object of tokens and their ids")
        }
        return try members.map { member in
            guard case .integer(let id) = member.value else {
                throw TokenizerError.entry(
                    entry.file, entry: "model.vocab[\(quoted(member.key))]", expected: "an id",
                    found: member.value.kind)
            }
            return (member.key, id)
        }
    }

    /// Added tokens may also be tokens of the model, but then with the same id.
    private static func vocabulary(
        _ tokens: [(token: String, id: Int)], _ added: [AddedToken], _ file: String
    ) throws -> Vocabulary {
        guard !added.isEmpty else { return try Vocabulary(model: tokens, added: [], file: file) }
        var table = ByteStringTable(capacity: added.count)
        for token in added { _ = table.insert(token.content) }
        /// The ids of the model's own tokens.
        var known = [Int?](repeating: nil, count: table.count)
        for (token, id) in tokens {
            if let index = table.index(of: token) { known[index] = id }
        }
        for token in added {
            guard let id = table.index(of: token.content).flatMap({ known[$0] }), id != Int(token.id) else {
                continue
            }
            throw TokenizerError.vocabulary(
                file,
                reason: "token \(quoted(token.content)) has the id \(id) in model.vocab and \(token.id) in "
                    + "added_tokens")
        }
        let extra = added.filter { token in table.index(of: token.content).flatMap { known[$0] } == nil }
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
        let longest = entry.optional("max_input_chars_per_word")
        let longestWord = try longest?.count() ?? 100
        if let longest, !WordPieceModel.longestWords.contains(longestWord) {
            throw longest.mistake(
                expected:
                    "\(WordPieceModel.longestWords.lowerBound) to \(WordPieceModel.longestWords.upperBound)")
        }
        return WordPieceModel(
            unknown: unknown,
            continuingPrefix: try entry.optional("continuing_subword_prefix")?.string() ?? "##",
            longestWord: longestWord, vocabulary: vocabulary)
    }

    /// The tokens of a unigram model in the order of their ids, with their scores.
    private static func scoredTokens(_ entry: JSONEntry) throws -> [(token: String, score: Double)] {
        let vocab = try entry.required("vocab")
        guard case .array(let items) = vocab.value else {
            throw vocab.mistake(expected: "an array of tokens and their scores")
        }
        return try items.enumerated().map { id, item in
            guard case .array(let pair) = item, pair.count == 2, case .string(let token) = pair[0],
                let score = pair[1].double
            else {
                throw TokenizerError.entry(
                    entry.file, entry: "model.vocab[\(id)]", expected: "a token and its score",
                    found: item.kind)
            }
            guard token.utf8.count <= UnigramModel.longestToken else {
                throw TokenizerError.entry(
                    entry.file, entry: "model.vocab[\(id)]",
                    expected: "a token of at most \(UnigramModel.longestToken) bytes",
                    found: "\(token.utf8.count)")
            }
            return (token, score)
        }
    }

    private static func unigram(
        _ entry: JSONEntry, _ scores: [Double], _ vocabulary: Vocabulary
    ) throws -> UnigramModel {
        let unknown = try entry.required("unk_id")
        guard try unknown.count() < scores.count else {
            throw unknown.mistake(expected: "an id below \(scores.count)")
        }
        return UnigramModel(
            scores: scores, unknown: try unknown.id(),
            fallsBackToBytes: try entry.bool("byte_fallback", default: false), vocabulary: vocabulary)
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
        options.continuingPrefix = try entry.optional("continuing_subword_prefix")?.text(atMost: 64) ?? ""
        options.endSuffix = try entry.optional("end_of_word_suffix")?.text(atMost: 64) ?? ""
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
