/// An article while its file is read: what the file says, and what it leaves open.
struct ArticleDraft: Sendable, Equatable {
    var id: String?
    var title: String?
    var language: String?
    var address: String?
    var tags: [String] = []
    var synonyms: [String] = []
    var audience = Article.Audience.customers
    var handover: Article.Handover?
    var validUntil: CalendarDay?
    var blocks: [ArticleBlock] = []
    var links: [ArticleLink] = []
    var anchors: Set<String> = []
    /// Where it begins, in a file of several.
    var line: Int?

    private static let idLimit = 200

    /// Takes the value of a key.
    ///
    /// - Parameters:
    ///   - values: one text, or those of a list.
    ///   - isList: false where one text may hold several items with commas between them.
    /// - Throws: ``TextFault`` for a value that the key cannot have; the draft then stays as it is.
    mutating func set(_ key: ArticleKey, to values: [String], isList: Bool = false) throws(TextFault) {
        let values = values.map { PlainText.line($0) }
        let value = values.count == 1 ? values[0] : values.joined(separator: ", ")
        let shown = String(value.unicodeScalars.prefix(60))
        let fault = TextFault("\(key.rawValue) is '\(shown)'", key.expectation)
        if key.isList {
            let items = values.flatMap { isList ? [$0] : Self.items($0) }.filter { !$0.isEmpty }
            if key == .tags { tags = items } else { synonyms = items }
            return
        }
        guard values.count == 1, !value.isEmpty else { throw fault }
        switch key {
        case .id:
            guard value.utf8.count <= Self.idLimit else { throw fault }
            id = value
        case .title: title = value
        case .language:
            guard let code = Self.language(value) else { throw fault }
            language = code
        case .audience:
            guard let known = Article.Audience(rawValue: value) else { throw fault }
            audience = known
        case .handover:
            guard let known = Article.Handover(rawValue: value) else { throw fault }
            handover = known
        case .validUntil:
            guard let day = CalendarDay(value) else { throw fault }
            validUntil = day
        case .address:
            guard Self.isAddress(value) else { throw fault }
            address = value
        case .tags, .synonyms: break
        }
    }

    /// The items of a list in one text.
    private static func items(_ text: String) -> [String] {
        text.split(whereSeparator: { $0 == "," || $0 == ";" }).map { PlainText.line($0) }
    }

    /// The primary subtag of BCP 47: two or three letters.
    static func language(_ code: String) -> String? {
        let parts = code.split(whereSeparator: { $0 == "-" || $0 == "_" })
        guard let primary = parts.first, (2...3).contains(primary.utf8.count),
            primary.utf8.allSatisfy({ (0x41...0x5A).contains($0 & 0xDF) })
        else { return nil }
        return primary.lowercased()
    }

    /// Only pages: an address that runs a program is none.
    static func isAddress(_ text: String) -> Bool {
        let lower = text.lowercased()
        let rest = ["https://", "http://"].first { lower.hasPrefix($0) }.map { text.dropFirst($0.count) }
        return rest?.isEmpty == false
            && !text.utf8.contains(where: { $0 <= 0x20 || "<>\"".utf8.contains($0) })
    }

    /// Takes the title from the text where no key says it: from the first heading of level 1, else from a heading that
    /// the text begins with. A heading that only repeats the title above the text is dropped.
    mutating func takeTitle() {
        if title == nil {
            for case .heading(level: 1, let text) in blocks where title == nil { title = text }
            if title == nil, case .heading(_, let text)? = blocks.first { title = text }
        }
        if case .heading(_, let text)? = blocks.first, text == title { blocks.removeFirst() }
    }

    /// A text of about 1,000 characters for guessing the language: more would make a guess no surer, only slower.
    private var sample: String {
        var sample = title ?? ""
        for block in blocks where sample.utf8.count < 1000 {
            switch block {
            case .heading(_, let text), .paragraph(let text), .item(let text, _, _):
                sample += "\n" + String(String.UnicodeScalarView(text.unicodeScalars.prefix(1000)))
            case .table(let header, _): sample += "\n" + header.joined(separator: " ")
            }
        }
        return sample
    }

    /// The article, with what the file leaves open filled in.
    func article(id fallback: String, guess: (String) -> String?) -> Article {
        let id = self.id ?? fallback
        let title = self.title ?? Self.title(ofName: id)
        let language = self.language ?? guess(sample) ?? "en"
        var article = Article(id: id, title: title, blocks: blocks, language: language)
        (article.tags, article.synonyms, article.address) = (tags, synonyms, address)
        (article.audience, article.handover, article.validUntil) = (audience, handover, validUntil)
        return article
    }

    /// "size-exchange" becomes "Size exchange".
    private static func title(ofName name: String) -> String {
        let last = name.split(separator: "/").last.map(String.init) ?? name
        let words = PlainText.line(
            last.map { "-_".contains($0) ? " " : $0 }.reduce(into: "") { $0.append($1) })
        return words.isEmpty ? name : words.prefix(1).uppercased() + words.dropFirst()
    }
}
