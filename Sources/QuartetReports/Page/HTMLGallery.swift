public import QuartetImaging

/// Drawings in rows, each with a title and lines of text below it that can be searched and copied.
public struct HTMLGallery: Sendable {
    public struct Card: Sendable {
        public var drawing: Drawing
        /// What the drawing shows, for readers who cannot see it.
        public var description: String
        public var title: String
        public var lines: [String]
        /// Set apart from the lines above, as a remark that matters.
        public var remark: String?

        public init(
            _ drawing: Drawing, description: String, title: String, lines: [String] = [],
            remark: String? = nil
        ) {
            (self.drawing, self.description, self.title) = (drawing, description, title)
            (self.lines, self.remark) = (lines, remark)
        }
    }

    public var cards: [Card]

    public init(_ cards: [Card]) { self.cards = cards }

    func html() throws -> String {
        let cards = try cards.map { card in
            let lines = card.lines.map { "<br>" + SafeText.html($0, limit: 200) }.joined()
            let remark =
                card.remark.map { "<p class=\"warning\">\(SafeText.html($0, limit: 200))</p>" } ?? ""
            return "<div class=\"card\">"
                + (try HTMLFigure(card.drawing, description: card.description).html())
                + "<p><b>\(SafeText.html(card.title, limit: 100))</b>\(lines)</p>\(remark)</div>\n"
        }
        return "<div class=\"gallery\">\n\(cards.joined())</div>\n"
    }
}
