/// Collects the blocks of an article in their normal form, in which canonical Markdown gives them back unchanged: texts
/// are plain and not empty, an item is at most one list deeper than the item before it, rows are as wide as the header.
package struct BlockBuilder {
    package private(set) var blocks: [ArticleBlock] = []
    private var lists: [List] = []
    private var items: [Item] = []

    /// The most cells of a table. Larger ones become paragraphs, a row each.
    package static let cellLimit = 500_000
    /// CommonMark's largest number of an item.
    private static let numberLimit = 999_999_999

    private struct List {
        /// The next item's; nil in a list without numbers.
        var number: Int?
    }

    private struct Item {
        let number: Int?
        /// Its lists, counting only those whose item has a text of its own.
        let depth: Int
        /// Where its text is; nil until it has one.
        var block: Int?
    }

    package init() {}

    /// Blocks in their normal form.
    package static func normalised(_ blocks: some Sequence<ArticleBlock>) -> [ArticleBlock] {
        var builder = BlockBuilder()
        for block in blocks { builder.add(block) }
        return builder.blocks
    }

    package mutating func add(_ block: ArticleBlock) {
        switch block {
        case .heading(let level, let text):
            let text = PlainText.line(text)
            if !text.isEmpty { blocks.append(.heading(level: min(max(level, 1), 6), text)) }
        case .paragraph(let text):
            let text = PlainText.lines(text)
            if !text.isEmpty { blocks.append(.paragraph(text)) }
        case .item(let text, let depth, let number):
            let text = PlainText.lines(text)
            if text.isEmpty { return }
            var deepest = 0
            if case .item(_, let before, _)? = blocks.last { deepest = before + 1 }
            let number = number.flatMap { (0...Self.numberLimit).contains($0) ? $0 : nil }
            blocks.append(.item(text, depth: min(max(depth, 0), deepest), number: number))
        case .table(let header, let rows):
            addTable(header, rows)
        }
    }

    private mutating func addTable(_ header: [String], _ rows: [[String]]) {
        let rows = rows.map { $0.map { PlainText.line($0) } }.filter { !$0.allSatisfy(\.isEmpty) }
        let header = header.map { PlainText.line($0) }
        let width = rows.reduce(header.count) { max($0, $1.count) }
        if rows.isEmpty && header.allSatisfy(\.isEmpty) { return }
        // Padding could make much out of little: one wide row above a million short ones.
        guard width * (rows.count + 1) <= Self.cellLimit else {
            for row in [header] + rows { add(.paragraph(row.filter { !$0.isEmpty }.joined(separator: ", "))) }
            return
        }
        func padded(_ row: [String]) -> [String] {
            row + [String](repeating: "", count: width - row.count)
        }
        blocks.append(.table(header: padded(header), rows: rows.map(padded)))
    }

    // MARK: As a reader meets them

    /// - Parameter start: the first item's number, of a numbered list.
    package mutating func openList(start: Int?) { lists.append(List(number: start)) }

    package mutating func closeList() { _ = lists.popLast() }

    /// - Parameter number: another number than the one that the list has come to.
    package mutating func openItem(number: Int? = nil) {
        var own: Int?
        if !lists.isEmpty, let next = lists[lists.count - 1].number {
            own = number ?? next
            lists[lists.count - 1].number = own.map { $0 < Self.numberLimit ? $0 + 1 : $0 }
        }
        items.append(Item(number: own, depth: items.count { $0.block != nil }, block: nil))
    }

    package mutating func closeItem() { _ = items.popLast() }

    /// Adds a text where the reader is: as the item's, as one more line of it, or as a paragraph.
    package mutating func add(text: String) {
        guard let item = items.last else { return add(.paragraph(text)) }
        guard let place = item.block else {
            add(.item(text, depth: item.depth, number: item.number))
            if blocks.count > 0, case .item? = blocks.last, !PlainText.line(text).isEmpty {
                items[items.count - 1].block = blocks.count - 1
            }
            return
        }
        if place == blocks.count - 1, case .item(let before, let depth, let number) = blocks[place] {
            let text = PlainText.lines(text)
            if !text.isEmpty { blocks[place] = .item(before + "\n" + text, depth: depth, number: number) }
        } else {
            add(.paragraph(text))
        }
    }
}
