/// A part of a page, made of plain text: whatever it contains is escaped when the page is written.
public indirect enum HTMLBlock: Sendable {
    /// - Parameter level: 1 to 6; the page's title has 1.
    case heading(String, level: Int)
    case paragraph(HTMLParagraph)
    /// A line of a log in a fixed-width font, at most ``SafeText/lineLimit`` scalars of it.
    case preformatted(String)
    case table(HTMLTable)
    case figure(HTMLFigure)
    case gallery(HTMLGallery)
    /// Parts that belong together under a heading of their own.
    case section([HTMLBlock])
    /// Parts that are indented and kept on one printed page.
    case example([HTMLBlock])

    public static func paragraph(_ text: String) -> HTMLBlock { .paragraph(HTMLParagraph(text)) }

    /// A remark in a fainter colour.
    public static func note(_ text: String) -> HTMLBlock { .paragraph(HTMLParagraph(text, style: .note)) }

    /// A paragraph with a coloured bar at its left.
    public static func warning(_ text: String) -> HTMLBlock {
        .paragraph(HTMLParagraph(text, style: .warning))
    }

    func html() throws -> String {
        switch self {
        case .heading(let text, let level):
            "<h\(min(max(level, 1), 6))>\(SafeText.html(text))</h\(min(max(level, 1), 6))>\n"
        case .paragraph(let paragraph): paragraph.html
        case .preformatted(let line): "<pre>\(SafeText.preformatted(line))</pre>\n"
        case .table(let table): table.html
        case .figure(let figure): try figure.html()
        case .gallery(let gallery): try gallery.html()
        case .section(let blocks): "<section>\n\(try Self.html(blocks))</section>\n"
        case .example(let blocks): "<div class=\"example\">\n\(try Self.html(blocks))</div>\n"
        }
    }

    static func html(_ blocks: [HTMLBlock]) throws -> String {
        try blocks.map { try $0.html() }.joined()
    }
}

/// A paragraph of a page.
public struct HTMLParagraph: Sendable {
    public enum Style: Sendable { case plain, note, warning }

    /// Set in bold before the text.
    public var lead: String?
    public var text: String
    public var style: Style
    /// The most scalars of the text that are shown.
    public var limit: Int

    public init(
        _ text: String, lead: String? = nil, style: Style = .plain, limit: Int = SafeText.lineLimit
    ) {
        self.text = text
        self.lead = lead
        self.style = style
        self.limit = limit
    }

    var html: String {
        let opening =
            switch style {
            case .plain: "<p>"
            case .note: "<p class=\"note\">"
            case .warning: "<p class=\"warning\">"
            }
        let bold = lead.map { "<b>\(SafeText.html($0, limit: limit))</b> " } ?? ""
        return "\(opening)\(bold)\(SafeText.html(text, limit: limit))</p>\n"
    }
}
