/// The content of an HTML page, or of a piece of one.
struct HTMLPage: Sendable, Equatable {
    /// The text of `<title>`.
    private(set) var title: String?
    /// The text of `<h1>`, the first one of the content.
    var heading: String?
    /// The attribute `lang` of the page.
    private(set) var language: String?
    /// The canonical link.
    private(set) var address: String?
    var blocks: [ArticleBlock]
    private(set) var links: [ArticleLink]
    private(set) var anchors: Set<String>

    /// - Throws: ``TextFault`` for a page that exceeds a limit of ``HTMLEvents``.
    init(_ text: String) throws(TextFault) {
        let reader = HTMLReader()
        try HTMLEvents.send(text, to: reader)
        reader.finish()
        blocks = reader.content
        (title, language, address) = (reader.title, reader.language, reader.address)
        (links, anchors) = (reader.links, reader.anchors)
        for case .heading(level: 1, let text) in blocks where heading == nil { heading = text }
    }

    /// Whether a text is HTML rather than Markdown: it begins as a page does.
    static func isPage(_ text: some StringProtocol) -> Bool {
        let start = text.prefix(1000).lowercased().drop { $0.isWhitespace || $0 == "\u{FEFF}" }
        return ["<!doctype html", "<html", "<head", "<body"].contains { start.hasPrefix($0) }
    }

    /// Whether a cell of a table or a value of JSON is a piece of HTML: systems for questions and answers export them so.
    static func isPiece(_ text: String) -> Bool {
        // Most cells have no markup, and lists of questions have thousands.
        guard text.utf8.contains(UInt8(ascii: "<")) else { return false }
        let lower = text.lowercased()
        let ends = [
            "</p>", "</li>", "</div>", "</ul>", "</ol>", "</table>", "</h2>", "</h3>", "</a>", "</strong>",
        ]
        return isPage(lower) || ends.contains { lower.contains($0) } || lower.contains("<br")
    }
}
