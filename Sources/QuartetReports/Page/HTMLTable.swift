/// A table of a page.
public struct HTMLTable: Sendable {
    public struct Cell: Sendable {
        public enum Style: Sendable {
            case text
            /// The row's heading.
            case heading
            /// Set to the right and not broken.
            case number
            /// Broken between words only.
            case whole
        }

        public var text: String
        public var style: Style
        /// The most scalars of the text that are shown.
        public var limit: Int

        public init(_ text: String, _ style: Style = .text, limit: Int = SafeText.lineLimit) {
            self.text = text
            self.style = style
            self.limit = limit
        }

        fileprivate var html: String {
            let inner = SafeText.html(text, limit: limit)
            return switch style {
            case .text: "<td>\(inner)</td>"
            case .heading: "<th scope=\"row\">\(inner)</th>"
            case .number: "<td class=\"number\">\(inner)</td>"
            case .whole: "<td class=\"whole\">\(inner)</td>"
            }
        }
    }

    /// One for each column; none for a table without a head.
    public var headings: [String]
    public var rows: [[Cell]]

    public init(headings: [String] = [], rows: [[Cell]]) {
        self.headings = headings
        self.rows = rows
    }

    var html: String {
        var html = "<table>\n"
        if !headings.isEmpty {
            let cells = headings.map { "<th scope=\"col\">\(SafeText.html($0))</th>" }.joined()
            html += "<thead><tr>\(cells)</tr></thead>\n"
        }
        html += "<tbody>\n"
        for row in rows { html += "<tr>\(row.map(\.html).joined())</tr>\n" }
        return html + "</tbody>\n</table>\n"
    }
}
