/// The stages of a `tokenizer.json`, each an object whose `type` names it.
extension Normalizer {
    init(_ entry: JSONEntry) throws {
        let type = try entry.required("type")
        switch try type.string() {
        case "BertNormalizer":
            self = .bert(
                BertNormalization(
                    cleansText: try entry.bool("clean_text", default: true),
                    spacesChineseCharacters: try entry.bool("handle_chinese_chars", default: true),
                    stripsAccents: try entry.optional("strip_accents")?.bool(),
                    lowercases: try entry.bool("lowercase", default: true)))
        case "Lowercase": self = .lowercase
        case "StripAccents": self = .stripAccents
        case "Strip":
            self = .strip(
                left: try entry.bool("strip_left", default: true),
                right: try entry.bool("strip_right", default: true))
        case "Replace":
            self = .replace(
                try TextPattern(try entry.required("pattern")), with: try entry.required("content").string())
        case "Prepend": self = .prepend(try entry.required("prepend").text(atMost: 64))
        case "Precompiled":
            let table = try entry.required("precompiled_charsmap")
            guard let map = CharacterMap(base64: try table.string()) else {
                throw table.mistake(expected: "base64 of SentencePiece's table of replacements")
            }
            self = .characterMap(map)
        case "Sequence":
            self = .sequence(try entry.required("normalizers").items().map { try Normalizer($0) })
        case let name:
            guard let form = UnicodeForm(rawValue: name) else {
                throw type.unsupported(
                    known:
                        "BertNormalizer, NFC, NFD, NFKC, NFKD, Lowercase, StripAccents, Strip, Replace, Prepend, "
                        + "Precompiled and Sequence")
            }
            self = .unicode(form)
        }
    }
}

extension TextPattern {
    /// `{"String": …}` or `{"Regex": …}`.
    init(_ entry: JSONEntry) throws {
        if let literal = entry.optional("String") {
            self = .literal(try literal.text(atMost: 1024))
        } else if let regex = entry.optional("Regex") {
            do {
                try self.init(regex: try regex.text(atMost: 16_384))
            } catch let error as ExpressionError {
                throw TokenizerError.unsupported(
                    entry.file, entry: regex.path, found: error.description, known: ExpressionError.known)
            }
        } else {
            throw entry.mistake(expected: "an object with String or Regex")
        }
    }
}

extension PreTokenizer {
    init(_ entry: JSONEntry) throws {
        let type = try entry.required("type")
        switch try type.string() {
        case "BertPreTokenizer": self = .bert
        case "ByteLevel": self = .byteLevel(try ByteLevelOptions(entry))
        case "Split":
            self = .split(
                try TextPattern(try entry.required("pattern")),
                try entry.required("behavior").choice(SplitBehavior.self),
                isInverted: try entry.bool("invert", default: false))
        case "Digits": self = .digits(individually: try entry.bool("individual_digits", default: false))
        case "Whitespace": self = .whitespace
        case "WhitespaceSplit": self = .whitespaceSplit
        case "Punctuation":
            self = .punctuation(try entry.optional("behavior")?.choice(SplitBehavior.self) ?? .isolated)
        case "Metaspace": self = .metaspace(try Metaspace(entry))
        case "Sequence":
            let parts = try entry.required("pretokenizers").items()
            let stages = try parts.map { try PreTokenizer($0) }
            self = .sequence(stages)
            // A later stage would see the characters that stand for bytes.
            if let index = stages.dropLast().firstIndex(where: \.isByteLevel) {
                throw parts[index].unsupported(known: "ByteLevel as the last of a sequence")
            }
        default:
            throw type.unsupported(
                known:
                    "BertPreTokenizer, ByteLevel, Split, Digits, Whitespace, WhitespaceSplit, Punctuation, Metaspace "
                    + "and Sequence")
        }
    }
}

extension PreTokenizer.ByteLevelOptions {
    init(_ entry: JSONEntry) throws {
        addsPrefixSpace = try entry.bool("add_prefix_space", default: true)
        splits = try entry.bool("use_regex", default: true)
        trimsOffsets = try entry.bool("trim_offsets", default: true)
    }
}

extension Metaspace {
    init(_ entry: JSONEntry) throws {
        if let replacement = entry.optional("replacement") { self.replacement = try replacement.character() }
        // Older files use a flag for the same.
        if try !entry.bool("add_prefix_space", default: true) { prepends = .never }
        if let scheme = entry.optional("prepend_scheme") { prepends = try scheme.choice(Prepending.self) }
        splits = try entry.bool("split", default: true)
    }
}

extension TokenDecoder {
    init(_ entry: JSONEntry) throws {
        let type = try entry.required("type")
        switch try type.string() {
        case "ByteLevel": self = .byteLevel
        case "WordPiece":
            self = .wordPiece(
                prefix: try entry.optional("prefix")?.string() ?? "##",
                cleansUp: try entry.bool("cleanup", default: true))
        case "Metaspace": self = .metaspace(try Metaspace(entry))
        case "Replace":
            self = .replace(
                try TextPattern(try entry.required("pattern")), with: try entry.required("content").string())
        case "ByteFallback": self = .byteFallback
        case "Fuse": self = .fuse
        case "Strip":
            let end = try entry.required("stop")
            guard try end.count() == 0 else { throw end.unsupported(known: "0") }
            self = .strip(
                try entry.required("content").character(), start: try entry.required("start").count())
        case "Sequence": self = .sequence(try entry.required("decoders").items().map { try TokenDecoder($0) })
        default:
            throw type.unsupported(
                known: "ByteLevel, WordPiece, Metaspace, Replace, ByteFallback, Fuse, Strip and Sequence")
        }
    }
}
