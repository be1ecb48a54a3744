import CMarkdown

/// The blocks of a Markdown text: CommonMark 0.29 with GitHub's tables and strikethrough.
///
/// Links become "label (address)" where the address is absolute and not the label itself; relative ones keep the label.
/// Pictures become their alternative text. The text of HTML is kept, its markup dropped. What is struck out no longer
/// holds and is dropped.
public struct MarkdownText: Sendable {
    public let blocks: [ArticleBlock]
    package let links: [ArticleLink]
    /// What addresses of links name behind `#`.
    package let anchors: Set<String>

    /// - Throws: ``TextFault`` for a text that would take too long (``MarkdownLimits``).
    package init(_ text: String) throws(TextFault) {
        let bytes = Array(text.utf8)
        try MarkdownLimits.check(bytes)
        var reader = MarkdownReader()
        try Self.parse(bytes, with: &reader)
        blocks = reader.builder.blocks
        links = reader.links
        anchors = reader.anchors
    }

    /// The blocks of a text. One that would take too long to read as Markdown gives its lines as they are.
    public static func blocks(of text: String) -> [ArticleBlock] {
        do throws(TextFault) {
            return try MarkdownText(text).blocks
        } catch {
            return BlockBuilder.normalised(text.split(separator: "\n").map { .paragraph(String($0)) })
        }
    }

    /// Tables and strikethrough. The extension for bare addresses is left out: they are text either way, and its search
    /// for e-mail addresses takes a time that grows as the square of the text.
    private static let extensions: Void = cmark_gfm_core_extensions_ensure_registered()

    private static func parse(_ text: [UInt8], with reader: inout MarkdownReader) throws(TextFault) {
        extensions
        guard let parser = cmark_parser_new(CMARK_OPT_DEFAULT) else { return }
        defer { cmark_parser_free(parser) }
        for name in ["table", "strikethrough"] {
            if let known = cmark_find_syntax_extension(name) {
                cmark_parser_attach_syntax_extension(parser, known)
            }
        }
        text.withUnsafeBytes { bytes in
            cmark_parser_feed(parser, bytes.baseAddress?.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        guard let document = cmark_parser_finish(parser) else { return }
        defer { cmark_node_free(document) }
        guard let walk = cmark_iter_new(document) else { return }
        defer { cmark_iter_free(walk) }
        while true {
            let event = cmark_iter_next(walk)
            guard event != CMARK_EVENT_DONE, let node = cmark_iter_get_node(walk) else { return }
            if event == CMARK_EVENT_ENTER { try reader.enter(node) } else { reader.leave(node) }
        }
    }
}
