extension MarkdownText {
    /// The canonical Markdown of blocks: reading it again gives their normal form (``BlockBuilder``).
    public static func text(of blocks: [ArticleBlock]) -> String {
        var writer = MarkdownWriter()
        for block in BlockBuilder.normalised(blocks) { writer.write(block) }
        return writer.text
    }
}

private struct MarkdownWriter {
    private(set) var text = ""
    /// The lists that are open, the outermost first; empty behind any other block.
    private var lists: [OpenList] = []

    private struct OpenList {
        /// Where the text of its items begins.
        let indentation: Int
        let number: Int?
        let delimiter: String
    }

    mutating func write(_ block: ArticleBlock) {
        if case .item(let text, let depth, let number) = block { return write(item: text, depth, number) }
        separate()
        lists = []
        switch block {
        case .heading(let level, let heading):
            text += String(repeating: "#", count: level) + " " + MarkdownEscape.heading(heading) + "\n"
        case .paragraph(let paragraph):
            text += MarkdownEscape.lines(paragraph).joined(separator: "\\\n") + "\n"
        case .table(let header, let rows):
            write(row: header.map { MarkdownEscape.cell($0) })
            write(row: header.map { _ in "---" })
            for row in rows { write(row: row.map { MarkdownEscape.cell($0) }) }
        case .item: break
        }
    }

    private mutating func separate() { if !text.isEmpty { text += "\n" } }

    private mutating func write(row: [String]) { text += "| " + row.joined(separator: " | ") + " |\n" }

    private mutating func write(item: String, _ depth: Int, _ number: Int?) {
        let begins = lists.isEmpty
        let isNested = depth >= lists.count
        let before = isNested ? nil : lists[depth]
        lists.removeLast(max(0, lists.count - depth))
        let indentation = lists.last?.indentation ?? 0
        var (marker, delimiter) = ("-", ".")
        if let number {
            // A list goes on counting: another number needs a new list, which another delimiter begins.
            if let before, let last = before.number {
                delimiter = number == last + 1 ? before.delimiter : before.delimiter == "." ? ")" : "."
            }
            marker = "\(number)\(delimiter)"
        }
        // Right below a text only a list that begins with 1 is one.
        if begins || (isNested && number != nil && number != 1) { separate() }
        let list = OpenList(
            indentation: indentation + marker.utf8.count + 1, number: number, delimiter: delimiter)
        lists.append(list)
        let space = String(repeating: " ", count: list.indentation)
        text += String(repeating: " ", count: indentation) + marker + " "
        text += MarkdownEscape.lines(item).joined(separator: "\\\n" + space) + "\n"
    }
}
