/// Makes blocks of a page's elements and texts.
///
/// Main content is what stands in `<main>`; without one what stands in `<article>`, if that is at least half of the page;
/// else the page without its forms. Navigation, headers and footers of the page are no content.
final class HTMLReader: HTMLReceiver {
    private(set) var title: String?
    private(set) var language: String?
    private(set) var address: String?
    private(set) var links: [ArticleLink] = []
    private(set) var anchors: Set<String> = []

    /// Where a block stands, the most central last.
    private enum Rank: Int, Comparable {
        case form, page, article, main
        static func < (one: Rank, other: Rank) -> Bool { one.rawValue < other.rawValue }
    }

    /// What a text is by the elements around it.
    private enum Role: Equatable {
        case plain, title
        case heading(Int)
        /// It opens to its answer.
        case question
        /// What a list of terms explains.
        case term
    }

    private struct Element {
        let isDropped: Bool
        let rank: Rank
        let role: Role
    }

    private var open: [Element] = []
    private var builder = BlockBuilder()
    /// Of each block of the page.
    private var ranks: [Rank] = []
    private var tables: [HTMLTable] = []
    private var text: [UInt8] = []
    /// Open links with the places where their labels begin; nil when a block ended since.
    private var labels: [(target: String, start: Int?)] = []
    /// Elements within which line breaks of the source count.
    private var verbatim = 0
    /// The level of the last heading.
    private var level = 1

    private var isDropped: Bool { open.last?.isDropped ?? false }
    private var rank: Rank { open.last?.rank ?? .page }
    private var role: Role { open.last?.role ?? .plain }

    func start(_ name: String, _ attributes: [String: String]) {
        let isQuestion = name == "button" && role == .plain && attributes["aria-expanded"] != nil
        if isQuestion || HTMLElement.blocks.contains(name) { flush() }
        open.append(
            Element(
                isDropped: isDropped || isDropped(name, attributes), rank: rank(name, attributes),
                role: role(name, attributes)))
        if name == "html" { language = attributes["lang"] ?? attributes["xml:lang"] }
        if name == "link", attributes["rel"]?.lowercased() == "canonical" {
            address = address ?? attributes["href"]
        }
        if !isDropped { startContent(name, attributes) }
    }

    private func isDropped(_ name: String, _ attributes: [String: String]) -> Bool {
        switch name {
        case "html", "body": return false
        // Headings that open and close their text hold a button.
        case "button" where role != .plain || attributes["aria-expanded"] != nil: return false
        case "header" where rank < .article: return true
        default:
            return HTMLElement.dropped.contains(name) || HTMLElement.strikes.contains(name)
                || HTMLElement.isHidden(attributes)
        }
    }

    private func rank(_ name: String, _ attributes: [String: String]) -> Rank {
        if name == "main" || attributes["role"] == "main" { return .main }
        if name == "article" { return max(rank, .article) }
        return name == "form" ? .form : rank
    }

    private func role(_ name: String, _ attributes: [String: String]) -> Role {
        if let level = HTMLElement.headingLevel(name) { return .heading(level) }
        switch name {
        case "title": return .title
        case "summary": return .question
        case "button" where role == .plain: return .question
        case "dt": return .term
        case "td", "th", "li", "dd", "table": return .plain
        default: return role
        }
    }

    private func startContent(_ name: String, _ attributes: [String: String]) {
        if let anchor = attributes["id"] ?? (name == "a" ? attributes["name"] : nil) {
            anchors.insert(anchor)
        }
        switch name {
        case "br": text.append(0x0A)
        case "pre": verbatim += 1
        case "img": if let alternative = attributes["alt"] { text += alternative.utf8 }
        case "a": labels.append((attributes["href"] ?? "", text.count))
        case "ul", "dir": change { $0.openList(start: nil) }
        case "ol": change { $0.openList(start: attributes["start"].flatMap { Int($0) } ?? 1) }
        case "li", "dd": change { $0.openItem(number: attributes["value"].flatMap { Int($0) }) }
        case "table": tables.append(HTMLTable(isLayout: attributes["role"] == "presentation"))
        case "thead": tables.last?.isInHead = true
        case "tr": tables.last?.startRow()
        case "td", "th": tables.last?.startCell(isHeader: name == "th", attributes)
        default: break
        }
    }

    func end(_ name: String) {
        if HTMLElement.blocks.contains(name) || (name == "button" && role == .question) { flush() }
        guard let element = open.popLast(), !element.isDropped else { return }
        switch name {
        case "pre": verbatim = max(0, verbatim - 1)
        case "a": endLink()
        case "ul", "ol", "dir": change { $0.closeList() }
        case "li", "dd": change { $0.closeItem() }
        case "thead": tables.last?.isInHead = false
        case "td", "th": tables.last?.endCell()
        case "table": endTable()
        default: break
        }
    }

    func add(_ characters: UnsafeBufferPointer<UInt8>) {
        if isDropped { return }
        if verbatim > 0 {
            text += characters
        } else {
            for byte in characters { text.append(byte == 0x0A || byte == 0x0D ? 0x20 : byte) }
        }
    }

    func finish() { flush() }

    /// Changes the blocks of the cell that is open, or else of the page.
    private func change(_ body: (inout BlockBuilder) -> Void) {
        if let table = tables.last {
            body(&table.builder)
        } else {
            body(&builder)
            while ranks.count < builder.blocks.count { ranks.append(rank) }
        }
    }

    /// Ends a block.
    private func flush() {
        for index in labels.indices { labels[index].start = nil }
        defer { text.removeAll(keepingCapacity: true) }
        let plain = PlainText.lines(String(decoding: text, as: UTF8.self))
        if plain.isEmpty { return }
        switch role {
        case .plain: change { $0.add(text: plain) }
        case .title: if title == nil { title = PlainText.line(plain) }
        case .heading(let level):
            self.level = level
            change { $0.add(.heading(level: level, plain)) }
        case .term where plain.last != "?":
            change { $0.add(.paragraph(plain.last == ":" ? plain : plain + ":")) }
        case .question, .term: change { $0.add(.heading(level: level + 1, plain)) }
        }
    }

    private func endLink() {
        guard let (target, start) = labels.popLast(), !target.isEmpty else { return }
        guard let start, start <= text.count else {
            links.append(ArticleLink(label: "", target: target))
            return
        }
        let link = ArticleLink(
            label: PlainText.line(String(decoding: text[start...], as: UTF8.self)), target: target)
        links.append(link)
        if link.text != link.label { text.replaceSubrange(start..., with: link.text.utf8) }
    }

    private func endTable() {
        guard let table = tables.popLast() else { return }
        let blocks = table.blocks
        change { builder in for block in blocks { builder.add(block) } }
    }

    /// The blocks of the main content.
    var content: [ArticleBlock] {
        func size(from lowest: Rank) -> Int {
            zip(builder.blocks, ranks).reduce(0) { $0 + ($1.1 >= lowest ? $1.0.size : 0) }
        }
        var lowest = Rank.form
        if size(from: .main) > 0 {
            lowest = .main
        } else if size(from: .article) * 2 >= max(size(from: .page), 1) {
            lowest = .article
        } else if size(from: .page) > 0 {
            lowest = .page
        }
        return BlockBuilder.normalised(zip(builder.blocks, ranks).filter { $1 >= lowest }.map(\.0))
    }
}

extension ArticleBlock {
    /// Bytes of its text; none of a heading, which is no content without a text below it.
    fileprivate var size: Int {
        switch self {
        case .heading: 0
        case .paragraph(let text), .item(let text, _, _): text.utf8.count
        case .table(let header, let rows): (rows + [header]).joined().reduce(0) { $0 + $1.utf8.count }
        }
    }
}
