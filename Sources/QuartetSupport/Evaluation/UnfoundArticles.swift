/// Articles that are of no use as they are: of a team's questions none finds them among the first three. An article that
/// some of the questions name has to be found by one of those.
public struct UnfoundArticles {
    public private(set) var findings: [ArticleFinding] = []

    /// Articles of a search that a customer may see: as answer or as choices.
    private static let shown = 3

    /// - Parameters:
    ///   - articles: those for the desk and those out of date are left out, because customers never see them.
    ///   - progress: is given the numbers of questions asked and of all.
    public init(
        _ articles: [Article], asking items: [QuestionSet.Item], _ desk: Desk, on day: CalendarDay,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        var found: Set<String> = []
        var foundByAny: Set<String> = []
        var questions: [String: [String]] = [:]
        for (index, item) in items.enumerated() {
            for article in item.articles { questions[article, default: []].append(item.question) }
            var first: [String] = []
            for passage in try desk.finder(item.question, on: day, count: 30).passages
            where first.count < Self.shown && !first.contains(passage.article.id) {
                first.append(passage.article.id)
            }
            found.formUnion(first.filter(item.articles.contains))
            foundByAny.formUnion(first)
            progress(index + 1, items.count)
        }
        findings = articles.filter { article in
            article.audience == .customers && article.validUntil.map { $0 >= day } ?? true
                && !(questions[article.id] == nil ? foundByAny : found).contains(article.id)
        }.map { .unfound(article: $0.id, questions: questions[$0.id] ?? []) }
    }
}
