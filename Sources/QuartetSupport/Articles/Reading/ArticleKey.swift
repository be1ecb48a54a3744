import QuartetFiles

/// What may be said of an article beside its text: in front matter, in columns of tables, in attributes.
package enum ArticleKey: String, CaseIterable, Sendable {
    case id, title, tags, language, audience, handover, validUntil, synonyms, address

    /// Whether it decides who may see the article, and when. With such a key misread, the article could reach people that
    /// it is not for; so it is refused.
    package var isGuard: Bool { self == .audience || self == .handover || self == .validUntil }

    package var isList: Bool { self == .tags || self == .synonyms }

    /// What a value may be, for messages.
    package var expectation: String {
        switch self {
        case .id: "expected a text of at most 200 bytes"
        case .title: "expected a text"
        case .tags, .synonyms: "expected a list such as [returns, refunds]"
        case .language: "expected a code such as en, de or pt-BR"
        case .audience: "expected one of: \(Self.list(Article.Audience.self))"
        case .handover: "expected one of: \(Self.list(Article.Handover.self))"
        case .validUntil: "expected a day such as 2027-08-31"
        case .address: "expected an address such as https://shop.example/help"
        }
    }

    private static func list<Choice: RawRepresentable & CaseIterable>(_ type: Choice.Type) -> String
    where Choice.RawValue == String {
        Choice.allCases.map(\.rawValue).joined(separator: ", ")
    }

    /// What an unknown name is, for messages, and whether the article has to be refused for it: "audiance: staff" and
    /// "visibility: staff" are meant to guard it.
    package static func unknown(_ name: String, _ values: [String]) -> (fault: TextFault, isGuard: Bool) {
        let folded = String(name.lowercased().filter(\.isLetter).prefix(40))
        let near = allCases.filter { key in
            let known = key.rawValue.lowercased()
            return EditDistance.between(known, folded) <= (known.utf8.count > 4 ? 2 : 0)
        }
        let isForStaff = values.contains { $0.lowercased() == Article.Audience.staff.rawValue }
        let shown = name.unicodeScalars.prefix(60).reduce(into: "") { $0.unicodeScalars.append($1) }
        guard let key = near.first(where: \.isGuard) ?? (isForStaff ? .audience : near.first) else {
            let all = allCases.map(\.rawValue).joined(separator: ", ")
            return (TextFault("unknown key '\(shown)'", "expected one of: \(all)"), false)
        }
        return (TextFault("unknown key '\(shown)'", "write '\(key.rawValue)'"), key.isGuard)
    }
}
