/// A part of an article that is searched and cited as a whole. With its title and headings it fits the encoder.
public struct Passage: Sendable, Equatable {
    /// The article's ``Article/id``.
    public var article: String
    /// Its place in the article, from 0.
    public var place: Int
    public var title: String
    /// The headings that it stands under, the outermost first, without the title.
    public var headings: [String]
    /// What may be cut out and shown by itself: sentences, items of lists, rows of tables with their header.
    public var statements: [String]

    public init(article: String, place: Int, title: String, headings: [String], statements: [String]) {
        (self.article, self.place, self.title) = (article, place, title)
        (self.headings, self.statements) = (headings, statements)
    }

    public var text: String { statements.joined(separator: " ") }

    /// What an encoder reads: title and headings in front.
    public var encodedText: String { encoded(text) }

    /// A statement of the passage as an encoder reads it.
    public func encoded(_ statement: String) -> String {
        ([title] + headings).joined(separator: ". ") + ". " + statement
    }
}
