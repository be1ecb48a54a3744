/// The special tokens around a text or a pair of texts: the `post_processor` of a `tokenizer.json`.
indirect enum PostProcessor: Sendable, Equatable {
    case template(Template)
    /// `[CLS] A [SEP] B [SEP]`, the second text with type 1.
    case bert(classification: Special, separator: Special)
    /// `<s> A </s> </s> B </s>`, all with type 0.
    case roberta(classification: Special, separator: Special, trimsOffsets: Bool, addsPrefixSpace: Bool)
    case byteLevel(PreTokenizer.ByteLevelOptions)
    case sequence([PostProcessor])

    struct Special: Sendable, Equatable {
        var token: String
        var id: Int32
    }

    /// The order of texts and special tokens in the result.
    struct Template: Sendable, Equatable {
        enum Part: Sendable, Equatable {
            case first(type: Int32)
            case second(type: Int32)
            /// A special token by the name that the template gives it.
            case special(name: String, ids: [Int32], type: Int32)
        }
        var single: [Part]
        var pair: [Part]

        /// The texts alone.
        static let plain = Template(
            single: [.first(type: 0)], pair: [.first(type: 0), .second(type: 1)])
    }

    /// The templates of a processor.
    var templates: [Template] {
        switch self {
        case .template(let template): return [template]
        case .bert(let classification, let separator):
            func special(_ special: Special, _ type: Int32) -> Template.Part {
                .special(name: special.token, ids: [special.id], type: type)
            }
            let single = [special(classification, 0), .first(type: 0), special(separator, 0)]
            return [Template(single: single, pair: single + [.second(type: 1), special(separator, 1)])]
        case .roberta(let classification, let separator, _, _):
            let start = Template.Part.special(name: classification.token, ids: [classification.id], type: 0)
            let end = Template.Part.special(name: separator.token, ids: [separator.id], type: 0)
            let single = [start, .first(type: 0), end]
            return [Template(single: single, pair: single + [end, .second(type: 0), end])]
        case .byteLevel: return []
        case .sequence(let parts): return parts.flatMap(\.templates)
        }
    }

    /// Whether a token's offsets exclude white space at its ends.
    var trimsOffsets: Bool {
        switch self {
        case .template, .bert: false
        case .roberta(_, _, let trims, _): trims
        case .byteLevel(let options): options.trimsOffsets
        case .sequence(let parts): parts.contains { $0.trimsOffsets }
        }
    }
}

extension PostProcessor.Template {
    func parts(isPair: Bool) -> [Part] { isPair ? pair : single }

    /// Number of special tokens in the template.
    func specialCount(isPair: Bool) -> Int {
        parts(isPair: isPair).reduce(0) { count, part in
            if case .special(_, let ids, _) = part { count + ids.count } else { count }
        }
    }
}
