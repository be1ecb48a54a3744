public import Foundation

extension Tokenizer {
    /// The tokenizer as a `tokenizer.json`, which the public tools can read.
    public func json() -> Data { Data(document.serialized()) }

    /// Writes a `tokenizer.json`. An existing file is replaced only once the new one is complete.
    public func write(to path: String) throws { try Self.write(json(), to: path) }

    private var document: JSONValue {
        .object([
            .init("version", "1.0"),
            .init("truncation", .null),
            .init("padding", .null),
            .init("added_tokens", .array(addedTokens.map(\.json))),
            .init("normalizer", normalizer?.json ?? .null),
            .init("pre_tokenizer", preTokenizer?.json ?? .null),
            .init("post_processor", postProcessor?.json ?? .null),
            .init("decoder", decoder?.json ?? .null),
            .init("model", modelJSON),
        ])
    }

    /// The model's own tokens and their ids.
    private var vocabularyJSON: JSONValue {
        .object(
            (0..<Int32(vocabularySize)).filter { vocabulary.isOfModel($0) }.map {
                .init(vocabulary.token($0) ?? "", .integer(Int($0)))
            })
    }

    private var modelJSON: JSONValue {
        switch model {
        case .unigram(let model):
            let vocab = model.scores.enumerated().map { id, score in
                JSONValue.array([.string(vocabulary.token(Int32(id)) ?? ""), .number(score)])
            }
            return .stage(
                "Unigram",
                [
                    .init("unk_id", .integer(Int(model.unknown))), .init("vocab", .array(vocab)),
                    .init("byte_fallback", .bool(model.fallsBackToBytes)),
                ])
        case .wordPiece(let model):
            return .stage(
                "WordPiece",
                [
                    .init("unk_token", .string(vocabulary.token(model.unknown) ?? "")),
                    .init("continuing_subword_prefix", .string(model.continuingPrefix)),
                    .init("max_input_chars_per_word", .integer(model.longestWord)),
                    .init("vocab", vocabularyJSON),
                ])
        case .scoredPairs(let model):
            let merges = model.merges(vocabulary).map { left, right in
                JSONValue.array([
                    .string(vocabulary.token(left) ?? ""), .string(vocabulary.token(right) ?? ""),
                ])
            }
            let unknown = model.unknown.flatMap { vocabulary.token($0) }.map { JSONValue.string($0) } ?? .null
            return .stage(
                "BPE",
                [
                    .init("unk_token", unknown), .init("fuse_unk", .bool(true)),
                    .init("byte_fallback", .bool(true)), .init("vocab", vocabularyJSON),
                    .init("merges", .array(merges)),
                ])
        case .bytePair(let model):
            let options = model.options
            func text(_ text: String) -> JSONValue { text.isEmpty ? .null : .string(text) }
            return .stage(
                "BPE",
                [
                    .init("dropout", .null),
                    .init(
                        "unk_token",
                        options.unknown.flatMap { vocabulary.token($0) }.map { .string($0) } ?? .null),
                    .init("continuing_subword_prefix", text(options.continuingPrefix)),
                    .init("end_of_word_suffix", text(options.endSuffix)),
                    .init("fuse_unk", .bool(options.fusesUnknown)),
                    .init("byte_fallback", .bool(options.fallsBackToBytes)),
                    .init("ignore_merges", .bool(options.ignoresMerges)), .init("vocab", vocabularyJSON),
                    .init(
                        "merges",
                        .array(
                            model.merges.map { merge in
                                .array([merge.left, merge.right].map { .string(vocabulary.token($0) ?? "") })
                            })),
                ])
        }
    }
}

extension AddedToken {
    fileprivate var json: JSONValue {
        .object([
            .init("id", .integer(Int(id))), .init("content", .string(content)),
            .init("single_word", .bool(isSingleWord)), .init("lstrip", .bool(stripsLeft)),
            .init("rstrip", .bool(stripsRight)), .init("normalized", .bool(isNormalized)),
            .init("special", .bool(isSpecial)),
        ])
    }
}

extension TextPattern {
    fileprivate var json: JSONValue {
        switch self {
        case .literal(let text): .object([.init("String", .string(text))])
        case .known(let known): .object([.init("Regex", .string(known.regex))])
        case .regex(let regex): .object([.init("Regex", .string(regex.pattern))])
        }
    }
}

extension Normalizer {
    fileprivate var json: JSONValue {
        switch self {
        case .bert(let bert):
            .stage(
                "BertNormalizer",
                [
                    .init("clean_text", .bool(bert.cleansText)),
                    .init("handle_chinese_chars", .bool(bert.spacesChineseCharacters)),
                    .init("strip_accents", bert.stripsAccents.map { .bool($0) } ?? .null),
                    .init("lowercase", .bool(bert.lowercases)),
                ])
        case .unicode(let form): .stage(form.rawValue)
        case .lowercase: .stage("Lowercase")
        case .stripAccents: .stage("StripAccents")
        case .strip(let left, let right):
            .stage("Strip", [.init("strip_left", .bool(left)), .init("strip_right", .bool(right))])
        case .replace(let pattern, let content):
            .stage("Replace", [.init("pattern", pattern.json), .init("content", .string(content))])
        case .prepend(let content): .stage("Prepend", [.init("prepend", .string(content))])
        case .characterMap(let map):
            .stage("Precompiled", [.init("precompiled_charsmap", .string(map.base64))])
        case .sequence(let parts): .stage("Sequence", [.init("normalizers", .array(parts.map(\.json)))])
        }
    }
}

extension PreTokenizer {
    fileprivate var json: JSONValue {
        switch self {
        case .bert: .stage("BertPreTokenizer")
        case .byteLevel(let options): options.json
        case .split(let pattern, let behavior, let isInverted):
            .stage(
                "Split",
                [
                    .init("pattern", pattern.json), .init("behavior", .string(behavior.rawValue)),
                    .init("invert", .bool(isInverted)),
                ])
        case .digits(let individually): .stage("Digits", [.init("individual_digits", .bool(individually))])
        case .whitespace: .stage("Whitespace")
        case .whitespaceSplit: .stage("WhitespaceSplit")
        case .punctuation(let behavior):
            .stage("Punctuation", [.init("behavior", .string(behavior.rawValue))])
        case .metaspace(let metaspace): metaspace.json
        case .sequence(let parts): .stage("Sequence", [.init("pretokenizers", .array(parts.map(\.json)))])
        }
    }
}

extension PreTokenizer.ByteLevelOptions {
    fileprivate var json: JSONValue {
        .stage(
            "ByteLevel",
            [
                .init("add_prefix_space", .bool(addsPrefixSpace)), .init("trim_offsets", .bool(trimsOffsets)),
                .init("use_regex", .bool(splits)),
            ])
    }
}

extension Metaspace {
    fileprivate var json: JSONValue {
        .stage(
            "Metaspace",
            [
                .init("replacement", .string(String(replacement))),
                .init("prepend_scheme", .string(prepends.rawValue)), .init("split", .bool(splits)),
            ])
    }
}

extension PostProcessor {
    fileprivate var json: JSONValue {
        func pair(_ special: Special) -> JSONValue {
            .array([.string(special.token), .integer(Int(special.id))])
        }
        switch self {
        case .template(let template): return template.json
        case .bert(let classification, let separator):
            return .stage(
                "BertProcessing", [.init("sep", pair(separator)), .init("cls", pair(classification))])
        case .roberta(let classification, let separator, let trims, let addsSpace):
            return .stage(
                "RobertaProcessing",
                [
                    .init("sep", pair(separator)), .init("cls", pair(classification)),
                    .init("trim_offsets", .bool(trims)), .init("add_prefix_space", .bool(addsSpace)),
                ])
        case .byteLevel(let options): return options.json
        case .sequence(let parts): return .stage("Sequence", [.init("processors", .array(parts.map(\.json)))])
        }
    }
}

extension PostProcessor.Template {
    fileprivate var json: JSONValue {
        func json(_ part: Part) -> JSONValue {
            let (kind, id, type): (String, String, Int32) =
                switch part {
                case .first(let type): ("Sequence", "A", type)
                case .second(let type): ("Sequence", "B", type)
                case .special(let name, _, let type): ("SpecialToken", name, type)
                }
            return .object([
                .init(kind, .object([.init("id", .string(id)), .init("type_id", .integer(Int(type)))]))
            ])
        }
        var specials: [JSONValue.Member] = []
        for case .special(let name, let ids, _) in single + pair
        where !specials.contains(where: { $0.key == name }) {
            specials.append(
                .init(
                    name,
                    .object([
                        .init("id", .string(name)), .init("ids", .array(ids.map { .integer(Int($0)) })),
                        .init("tokens", .array(ids.map { _ in .string(name) })),
                    ])))
        }
        return .stage(
            "TemplateProcessing",
            [
                .init("single", .array(single.map(json))), .init("pair", .array(pair.map(json))),
                .init("special_tokens", .object(specials)),
            ])
    }
}

extension TokenDecoder {
    fileprivate var json: JSONValue {
        switch self {
        case .byteLevel: PreTokenizer.ByteLevelOptions(addsPrefixSpace: true).json
        case .wordPiece(let prefix, let cleansUp):
            .stage("WordPiece", [.init("prefix", .string(prefix)), .init("cleanup", .bool(cleansUp))])
        case .metaspace(let metaspace): metaspace.json
        case .replace(let pattern, let content):
            .stage("Replace", [.init("pattern", pattern.json), .init("content", .string(content))])
        case .byteFallback: .stage("ByteFallback")
        case .fuse: .stage("Fuse")
        case .strip(let character, let start):
            .stage(
                "Strip",
                [
                    .init("content", .string(String(character))), .init("start", .integer(start)),
                    .init("stop", .integer(0)),
                ])
        case .sequence(let parts): .stage("Sequence", [.init("decoders", .array(parts.map(\.json)))])
        }
    }
}
