/// A text of the knowledge base on one subject.
public struct Article: Sendable, Equatable {
    /// Who may read it.
    public enum Audience: String, Sendable, Codable, CaseIterable {
        case customers
        /// Only the people of the desk: no customer is shown any part of it.
        case staff
    }

    /// Whether questions that this article answers go to a person.
    public enum Handover: String, Sendable, Codable, CaseIterable {
        /// A person takes over; the article's advice is shown first.
        case always
        /// The bot answers, even when its evidence is weak.
        case never
    }

    /// Names the article in citations and when it is imported again.
    public var id: String
    public var title: String
    public var blocks: [ArticleBlock]
    public var tags: [String] = []
    /// The primary subtag of BCP 47, such as `en`.
    public var language: String
    public var audience = Audience.customers
    /// Nil: the evidence decides.
    public var handover: Handover?
    /// The last day on which the article holds.
    public var validUntil: CalendarDay?
    /// Customers' own words for the subject, which the text does not use.
    public var synonyms: [String] = []
    /// The page on which customers can read it.
    public var address: String?

    public init(id: String, title: String, blocks: [ArticleBlock], language: String = "en") {
        (self.id, self.title, self.blocks, self.language) = (id, title, blocks, language)
    }
}

/// A part of an article's text. Texts are plain: no markup is left in them.
public enum ArticleBlock: Sendable, Equatable {
    /// A level from 1, the title's, to 6.
    case heading(level: Int, String)
    case paragraph(String)
    /// An item of a list.
    ///
    /// - Parameters:
    ///   - depth: lists around the item's own.
    ///   - number: of an item of a numbered list.
    case item(String, depth: Int, number: Int?)
    /// Each row has as many cells as the header.
    case table(header: [String], rows: [[String]])
}
