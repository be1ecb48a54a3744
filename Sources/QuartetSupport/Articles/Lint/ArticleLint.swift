/// Looks for what makes a knowledge base answer badly: duplicates, contradicting figures, dead ends, orders to a bot,
/// articles that are out of date.
public struct ArticleLint {
    public init() {}

    /// What is found in articles, in the order of the cases of ``ArticleFinding``, each in the order of the articles.
    ///
    /// - Parameter day: articles whose last day is before it are out of date.
    public func findings(in articles: [Article], on day: CalendarDay) -> [ArticleFinding] {
        let read = articles.map { ReadStatements($0) }
        return equalTitles(articles) + NearDuplicates(read).findings + FigureContradictions(read).findings
            + read.flatMap { orders(in: $0) } + read.flatMap { deadEnds(in: $0) }
            + articles.compactMap { article in
                guard let last = article.validUntil, last < day else { return nil }
                return .outOfDate(article: article.id, since: last)
            }
    }

    /// As ``findings(in:on:)``, of articles that were just read, with their links.
    public func findings(in read: ReadArticles, on day: CalendarDay) -> [ArticleFinding] {
        findings(in: read.articles, on: day) + DeadLinks(read).findings
    }

    /// The orders to a bot in one article, for its import.
    public func orders(in article: Article) -> [ArticleFinding] {
        orders(in: ReadStatements(article))
    }

    /// An article with its statements.
    struct ReadStatements {
        let article: Article
        /// None of an article without a text.
        let sections: [(headings: [String], texts: [String])]

        init(_ article: Article) {
            self.article = article
            let sections =
                article.blocks.isEmpty ? [] : ArticleSections(article).sections
            self.sections = sections.map { ($0.headings, $0.statements.map(\.text)) }
        }

        var statements: [String] { sections.flatMap(\.texts) }
    }

    private func equalTitles(_ articles: [Article]) -> [ArticleFinding] {
        var groups: [String: [Article]] = [:]
        var order: [String] = []
        for article in articles {
            let key = article.language + " " + SearchWords(article.title).words.joined(separator: " ")
            if groups[key] == nil { order.append(key) }
            groups[key, default: []].append(article)
        }
        return order.compactMap { groups[$0] }.filter { $0.count > 1 }.map {
            .equalTitles(title: $0[0].title, articles: $0.map(\.id))
        }
    }

    private func orders(in read: ReadStatements) -> [ArticleFinding] {
        ([read.article.title] + read.statements).compactMap { statement in
            guard let order = OrdersToBot.order(in: statement),
                OrdersToBot.isOrder(statement, audience: read.article.audience)
            else { return nil }
            return .orderToBot(.init(article: read.article.id, statement: statement), order)
        }
    }

    private func deadEnds(in read: ReadStatements) -> [ArticleFinding] {
        let article = read.article
        if article.blocks.isEmpty { return [.emptyArticle(article.id)] }
        var findings: [ArticleFinding] = []
        if let first = read.statements.first, read.statements.count <= 2,
            read.statements.allSatisfy({ Reference.isOnlyReference($0) })
        {
            findings.append(.onlyRefers(article: article.id, statement: first))
        }
        for (place, block) in article.blocks.enumerated() {
            guard case .heading(let level, let heading) = block else { continue }
            let next = place + 1 < article.blocks.count ? article.blocks[place + 1] : nil
            switch next {
            case .heading(let below, _)? where below > level: continue
            case .heading?, nil: findings.append(.emptySection(article: article.id, heading: heading))
            default: continue
            }
        }
        return findings
    }
}

/// Statements that only say where else something stands.
private enum Reference {
    private static let longest = 25
    private static let verbs: Set<String> = [
        "see", "refer", "consult", "visit", "read", "found", "described", "explained", "contact", "ask",
        "check", "siehe", "lesen",
        "lies", "findest", "finden", "steht", "stehen", "beschrieben", "kontaktieren", "wenden", "besuchen",
        "voir",
        "voyez", "consultez", "lisez", "trouverez", "contactez", "veuillez", "visitez", "vease", "consulte",
        "consulta",
        "lea", "encontrara", "encontraras", "contacte", "contacta", "visite", "visita",
    ]
    private static let places: Set<String> = [
        "article", "page", "section", "guide", "website", "site", "faq", "help", "link", "terms", "policy",
        "here", "below",
        "us", "team", "support", "service", "artikel", "seite", "abschnitt", "hilfe", "hier", "unten", "uns",
        "kundenservice", "kundendienst", "ici", "aide", "nous", "articulo", "pagina", "seccion", "aqui",
        "ayuda",
        "nosotros", "conditions", "condiciones", "bedingungen",
    ]

    static func isOnlyReference(_ statement: String) -> Bool {
        let words = SearchWords(statement).words
        guard (1...longest).contains(words.count), !words.contains(where: { $0.first?.isNumber == true })
        else { return false }
        // The verb leads the statement: "Please see our guide", not "We check the parcel when it comes to us".
        let opening = words.prefix(4)
        let refers = opening.contains(where: verbs.contains) || (words.count < 15 && words.contains("found"))
        let names =
            words.contains(where: places.contains) || statement.contains("://") || statement.contains("@")
        return refers && names
    }
}
