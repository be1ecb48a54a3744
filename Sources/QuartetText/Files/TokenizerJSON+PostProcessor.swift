/// The `post_processor` of a `tokenizer.json`.
extension PostProcessor {
    init(_ entry: JSONEntry) throws {
        let type = try entry.required("type")
        switch try type.string() {
        case "TemplateProcessing": self = .template(try Template(entry))
        case "BertProcessing":
            self = .bert(
                classification: try Special(try entry.required("cls")),
                separator: try Special(try entry.required("sep")))
        case "RobertaProcessing":
            self = .roberta(
                classification: try Special(try entry.required("cls")),
                separator: try Special(try entry.required("sep")),
                trimsOffsets: try entry.bool("trim_offsets", default: true),
                addsPrefixSpace: try entry.bool("add_prefix_space", default: true))
        case "ByteLevel": self = .byteLevel(try PreTokenizer.ByteLevelOptions(entry))
        case "Sequence":
            let processors = try entry.required("processors")
            self = .sequence(try processors.items().map { try PostProcessor($0) })
            if templates.count > 1 { throw processors.unsupported(known: "one processor that adds tokens") }
        default:
            throw type.unsupported(
                known: "TemplateProcessing, BertProcessing, RobertaProcessing, ByteLevel and Sequence")
        }
    }

    /// Checks that the special tokens of the template are in the vocabulary.
    func check(_ vocabulary: Vocabulary, file: String) throws {
        for part in templates.flatMap({ $0.single + $0.pair }) {
            guard case .special(let name, let ids, _) = part else { continue }
            for id in ids where !vocabulary.contains(id) {
                throw TokenizerError.vocabulary(
                    file,
                    reason: "post_processor: \(quoted(name)) has the id \(id), but the vocabulary has "
                        + "\(vocabulary.count) tokens")
            }
        }
    }
}

extension PostProcessor.Special {
    /// `["[SEP]", 102]`.
    fileprivate init(_ entry: JSONEntry) throws {
        let items = try entry.items()
        guard items.count == 2 else { throw entry.mistake(expected: "a token and its id") }
        self.init(token: try items[0].string(), id: try items[1].id())
    }
}

extension PostProcessor.Template {
    fileprivate init(_ entry: JSONEntry) throws {
        let specials = SpecialTokenTable(entry.optional("special_tokens"))
        func parts(_ key: String) throws -> [Part] {
            try entry.required(key).items().map { item in
                if let sequence = item.optional("Sequence") {
                    let type = try sequence.required("type_id").id()
                    let id = try sequence.required("id")
                    switch try id.string() {
                    case "A": return .first(type: type)
                    case "B": return .second(type: type)
                    default: throw id.mistake(expected: "A or B")
                    }
                }
                let special = try item.required("SpecialToken")
                let name = try special.required("id").string()
                guard let token = specials[name] else {
                    throw special.mistake(expected: "a token that special_tokens describes")
                }
                return .special(
                    name: name, ids: try token.required("ids").items().map { try $0.id() },
                    type: try special.required("type_id").id())
            }
        }
        single = try parts("single")
        pair = try parts("pair")
    }
}

/// The entries of `special_tokens` by their names.
private struct SpecialTokenTable {
    private var names = ByteStringTable()
    private var entries: [JSONEntry] = []

    init(_ entry: JSONEntry?) {
        guard let entry, case .object(let members) = entry.value else { return }
        for member in members where names.insert(member.key).isNew {
            entries.append(
                JSONEntry(value: member.value, path: entry.path + "." + member.key, file: entry.file))
        }
    }

    subscript(name: String) -> JSONEntry? { names.index(of: name).map { entries[$0] } }
}
