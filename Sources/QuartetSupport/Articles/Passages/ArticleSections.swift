internal import QuartetText

/// The statements of an article, section by section.
struct ArticleSections {
    struct Section {
        /// The headings that it stands under, the outermost first.
        let headings: [String]
        var statements: [Statement] = []
        /// Numbers of statements behind which a paragraph, an item or a row ends.
        var ends: [Int] = []
    }

    private(set) var sections: [Section] = [Section(headings: [])]
    private var path: [(level: Int, text: String)] = []

    /// Lines in front of lists that are longer are a statement of their own instead.
    private static let leadLimit = 300
    /// Items that are longer are split at their sentences.
    private static let itemLimit = 400

    /// What the items of the current list begin with, by their depth.
    private var leads: [String] = []

    init(_ article: Article) {
        for (place, block) in article.blocks.enumerated() {
            let next = place + 1 < article.blocks.count ? article.blocks[place + 1] : nil
            if case .item = block {} else { leads = [] }
            switch block {
            case .heading(let level, let text): add(heading: text, level)
            case .paragraph(let text): add(paragraph: text, next)
            case .item(let text, let depth, _): add(item: text, depth, next)
            case .table(let header, let rows): addTable(header, rows)
            }
        }
        keepEmptySection(before: 0)
        sections.removeAll { $0.statements.isEmpty }
        if sections.isEmpty {
            sections = [Section(headings: [], statements: [Statement([article.title])], ends: [1])]
        }
    }

    private mutating func append(_ statements: [Statement]) {
        let last = sections.count - 1
        sections[last].statements += statements
        sections[last].ends.append(sections[last].statements.count)
    }

    private mutating func add(heading: String, _ level: Int) {
        keepEmptySection(before: level)
        path.removeAll { $0.level >= level }
        path.append((level, heading))
        sections.append(Section(headings: path.map(\.text)))
    }

    /// A heading with neither a text nor a heading below it would be lost: it becomes a statement.
    private mutating func keepEmptySection(before level: Int) {
        guard let section = sections.last, section.statements.isEmpty, let heading = path.last,
            level <= heading.level
        else { return }
        sections[sections.count - 1] = Section(headings: Array(section.headings.dropLast()))
        append([Statement([heading.text])])
    }

    private mutating func add(paragraph: String, _ next: ArticleBlock?) {
        var texts = split(paragraph)
        if case .item? = next, let last = texts.last, isLead(last) {
            leads = [last]
            texts.removeLast()
        }
        if !texts.isEmpty { append(texts.map { Statement([$0]) }) }
    }

    private mutating func add(item: String, _ depth: Int, _ next: ArticleBlock?) {
        // Of the line before the list, and of the items around this one: the nearest that is there.
        leads.removeLast(max(0, leads.count - depth - 1))
        while leads.count <= depth { leads.append(leads.last ?? "") }
        let lead = leads[depth]
        let full = lead.isEmpty ? item : lead + " " + item
        if case .item(_, let deeper, _)? = next, deeper > depth, isLead(full) {
            leads.append(full)
            return
        }
        let texts = split(item)
        if item.utf8.count > Self.itemLimit, texts.count > 1 {
            append([Statement(lead: lead, [texts[0]])] + texts.dropFirst().map { Statement([$0]) })
        } else {
            append([Statement(lead: lead, texts)])
        }
    }

    private func isLead(_ text: String) -> Bool {
        (text.last == ":" || text.last == "：") && text.utf8.count <= Self.leadLimit
    }

    /// The sentences of a text. A line that ends without the mark of a sentence's end goes on in the next.
    private func split(_ text: String) -> [String] {
        var texts: [String] = []
        var goesOn = false
        for line in text.split(separator: "\n") {
            var parts = SentenceSplitter.sentences(of: String(line))
            if parts.isEmpty { parts = [String(line)] }
            if goesOn, let last = texts.popLast() { parts[0] = last + "\n" + parts[0] }
            texts += parts
            goesOn = parts.last?.last.map { !".!?…。！？:：\"”»)".contains($0) } ?? false
        }
        return texts
    }

    private mutating func addTable(_ header: [String], _ rows: [[String]]) {
        let used = rows.reduce(into: Set<Int>()) { used, row in
            for (column, cell) in row.enumerated() where !cell.isEmpty { used.insert(column) }
        }
        // A column without a cell is named in no row.
        if header.indices.contains(where: { !header[$0].isEmpty && !used.contains($0) }) {
            var head = Statement(header.filter { !$0.isEmpty })
            (head.separator, head.ending) = (", ", ".")
            append([head])
        }
        for row in rows { if let statement = Statement(header: header, row: row) { append([statement]) } }
    }
}
