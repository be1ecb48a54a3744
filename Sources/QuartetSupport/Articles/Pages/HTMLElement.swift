/// What the elements of HTML mean for the text of an article.
enum HTMLElement {
    /// Elements whose text is no content: programs, forms' controls, ways through the site.
    static let dropped: Set<String> = [
        "script", "style", "noscript", "template", "svg", "math", "iframe", "object", "embed", "canvas",
        "video",
        "audio", "nav", "footer", "aside", "select", "datalist", "textarea", "button", "input", "dialog",
        "menu",
        "rt", "rp",
    ]
    /// What is struck out no longer holds.
    static let strikes: Set<String> = ["del", "s", "strike"]

    /// Values of the attribute `role` (WAI-ARIA) whose elements are no content.
    static let droppedRoles: Set<String> = [
        "navigation", "banner", "contentinfo", "search", "complementary", "dialog", "alertdialog", "menu",
        "menubar",
        "toolbar", "tablist",
    ]

    /// Elements that begin and end a paragraph.
    static let blocks: Set<String> = [
        "html", "body", "p", "div", "section", "article", "main", "header", "hgroup", "h1", "h2", "h3", "h4",
        "h5",
        "h6", "ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "td",
        "th",
        "blockquote", "pre", "address", "figure", "figcaption", "details", "summary", "fieldset", "legend",
        "form",
        "hr", "center", "dir", "title", "head",
    ]

    static func headingLevel(_ name: String) -> Int? {
        guard name.utf8.count == 2, name.hasPrefix("h"), let level = Int(name.dropFirst()) else { return nil }
        return (1...6).contains(level) ? level : nil
    }

    static func isHidden(_ attributes: [String: String]) -> Bool {
        if attributes["hidden"] != nil || attributes["aria-hidden"] == "true" { return true }
        if let role = attributes["role"], droppedRoles.contains(role.lowercased()) { return true }
        guard let style = attributes["style"]?.lowercased() else { return false }
        let declarations = style.filter { !$0.isWhitespace }
        return declarations.contains("display:none") || declarations.contains("visibility:hidden")
    }
}

/// A tag by itself, as it stands within Markdown.
struct HTMLTag {
    /// In lower case; empty for comments and declarations.
    let name: String
    let isEnd: Bool

    init(_ markup: [UInt8]) {
        var rest = markup.dropFirst()
        isEnd = rest.first == UInt8(ascii: "/")
        if isEnd { rest = rest.dropFirst() }
        let letters = rest.prefix { (0x41...0x5A).contains($0 & 0xDF) || (0x30...0x39).contains($0) }
        name = String(decoding: letters, as: UTF8.self).lowercased()
    }
}
