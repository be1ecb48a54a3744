import CMarkdown

/// Makes blocks of the nodes of a Markdown document, as a walk through its tree enters and leaves them.
struct MarkdownReader {
    private(set) var builder = BlockBuilder()
    private(set) var links: [ArticleLink] = []
    private(set) var anchors: Set<String> = []
    /// The text of the current paragraph, heading or cell, in UTF-8.
    private var text: [UInt8] = []
    /// Where the labels of open links begin.
    private var labels: [Int] = []
    /// Strikethroughs that are open.
    private var struck = 0
    private var table: [[String]] = []

    mutating func enter(_ node: OpaquePointer) throws(TextFault) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_TEXT, CMARK_NODE_CODE: add(literal(node))
        case CMARK_NODE_SOFTBREAK: add([0x20])
        case CMARK_NODE_LINEBREAK: add([0x0A])
        case CMARK_NODE_HTML_INLINE: pass(tag: HTMLTag(literal(node)))
        case CMARK_NODE_LINK: labels.append(text.count)
        case CMARK_NODE_CODE_BLOCK: builder.add(text: String(decoding: literal(node), as: UTF8.self))
        case CMARK_NODE_HTML_BLOCK: try add(html: node)
        case CMARK_NODE_LIST:
            let isNumbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            builder.openList(start: isNumbered ? Int(cmark_node_get_list_start(node)) : nil)
        case CMARK_NODE_ITEM: builder.openItem()
        case CMARK_NODE_PARAGRAPH, CMARK_NODE_HEADING: text.removeAll(keepingCapacity: true)
        default: enterExtension(name(node))
        }
    }

    mutating func leave(_ node: OpaquePointer) {
        switch cmark_node_get_type(node) {
        case CMARK_NODE_PARAGRAPH: builder.add(text: taken())
        case CMARK_NODE_HEADING:
            let heading = taken()
            anchors.insert(Anchor.slug(heading))
            builder.add(.heading(level: Int(cmark_node_get_heading_level(node)), heading))
        case CMARK_NODE_LINK: endLink(cmark_node_get_url(node).map { String(cString: $0) } ?? "")
        case CMARK_NODE_LIST: builder.closeList()
        case CMARK_NODE_ITEM: builder.closeItem()
        default: leaveExtension(name(node))
        }
    }

    /// The types of extensions are variables of the library; their names are constants.
    private func name(_ node: OpaquePointer) -> String {
        cmark_node_get_type_string(node).map { String(cString: $0) } ?? ""
    }

    private mutating func enterExtension(_ name: String) {
        switch name {
        case "table": table = []
        case "table_header", "table_row": table.append([])
        case "table_cell": text.removeAll(keepingCapacity: true)
        case "strikethrough": struck += 1
        default: break
        }
    }

    private mutating func leaveExtension(_ name: String) {
        switch name {
        case "table":
            if let header = table.first {
                builder.add(.table(header: header, rows: Array(table.dropFirst())))
            }
            table = []
        case "table_cell":
            let cell = taken()
            if !table.isEmpty { table[table.count - 1].append(cell) }
        case "strikethrough": struck = max(0, struck - 1)
        default: break
        }
    }

    private func literal(_ node: OpaquePointer) -> [UInt8] {
        guard let literal = cmark_node_get_literal(node) else { return [] }
        return Array(String(cString: literal).utf8)
    }

    private mutating func add(_ bytes: [UInt8]) { if struck == 0 { text += bytes } }

    private mutating func pass(tag: HTMLTag) {
        if tag.name == "br" { add([0x0A]) }
        if HTMLElement.strikes.contains(tag.name) { struck = max(0, struck + (tag.isEnd ? -1 : 1)) }
    }

    /// The text that a paragraph, heading or cell ends with. Nothing that is open in it reaches further.
    private mutating func taken() -> String {
        defer { text.removeAll(keepingCapacity: true) }
        labels.removeAll(keepingCapacity: true)
        struck = 0
        return String(decoding: text, as: UTF8.self)
    }

    private mutating func endLink(_ target: String) {
        guard let start = labels.popLast(), start <= text.count, struck == 0 else { return }
        let link = ArticleLink(
            label: PlainText.line(String(decoding: text[start...], as: UTF8.self)), target: target)
        links.append(link)
        if link.text != link.label { text.replaceSubrange(start..., with: link.text.utf8) }
    }

    private mutating func add(html node: OpaquePointer) throws(TextFault) {
        let page: HTMLPage
        do throws(TextFault) {
            page = try HTMLPage(String(decoding: literal(node), as: UTF8.self))
        } catch {
            let above = Int(cmark_node_get_start_line(node)) - 1
            throw TextFault(line: error.line.map { $0 + above }, error.what, error.remedy)
        }
        links += page.links
        anchors.formUnion(page.anchors)
        for block in page.blocks {
            if case .paragraph(let text) = block { builder.add(text: text) } else { builder.add(block) }
        }
    }
}
