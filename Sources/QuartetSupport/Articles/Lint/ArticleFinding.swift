/// Something that a team should look at in its articles.
public enum ArticleFinding: Sendable, Equatable, CustomStringConvertible {
    /// A statement with the article that it stands in.
    public struct Place: Sendable, Equatable {
        public var article: String
        public var statement: String

        public init(article: String, statement: String) {
            (self.article, self.statement) = (article, statement)
        }
    }

    case equalTitles(title: String, articles: [String])
    /// Two articles with the same text.
    case duplicate(String, String)
    /// Two articles of which the smaller one stands mostly in the other.
    ///
    /// - Parameter share: of the smaller one's runs of words.
    case nearDuplicate(String, String, share: Double)
    /// Two statements that say the same of different figures.
    case contradiction(Place, Place)
    case orderToBot(Place, OrdersToBot.Order)
    /// An article that says nothing itself.
    case onlyRefers(article: String, statement: String)
    case emptyArticle(String)
    case emptySection(article: String, heading: String)
    /// A link to a file or a place in a file that does not exist.
    case deadLink(article: String, label: String, target: String)
    case outOfDate(article: String, since: CalendarDay)
    /// An article that is not among the first three that any of a team's questions finds.
    ///
    /// - Parameter questions: of them, those that name it as their answer.
    case unfound(article: String, questions: [String])

    public var description: String {
        switch self {
        case .equalTitles(let title, let articles):
            "\(articles.joined(separator: ", ")): the same title '\(title)'; name what distinguishes them"
        case .duplicate(let one, let other): "\(one), \(other): the same text; keep one of them"
        case .nearDuplicate(let one, let other, let share):
            "\(one), \(other): \(Int((share * 100).rounded())) % of the smaller one stands in the other; keep one text for each subject"
        case .contradiction(let one, let other):
            "\(one.article), \(other.article): two figures for one thing; which one holds?\n  \(one.statement)\n  \(other.statement)"
        case .orderToBot(let place, _):
            "\(place.article): an order to a bot, which customers are not shown; remove it\n  \(place.statement)"
        case .onlyRefers(let article, let statement):
            "\(article): it only refers to another place; give the answer, or remove it\n  \(statement)"
        case .emptyArticle(let article): "\(article): no text below its title; write one, or remove it"
        case .emptySection(let article, let heading):
            "\(article): no text below '\(heading)'; write one, or remove the heading"
        case .deadLink(let article, let label, let target):
            "\(article): the link '\(label)' leads to '\(target)', which does not exist; mend it"
        case .outOfDate(let article, let day): "\(article): valid until \(day); renew it, or remove it"
        case .unfound(let article, let questions) where questions.isEmpty:
            "\(article): no question finds it, and none is about it; add one, or remove the article"
        case .unfound(let article, let questions):
            "\(article): its questions do not find it; add their words as synonyms\n  "
                + questions.prefix(3).joined(separator: "\n  ")
        }
    }
}
