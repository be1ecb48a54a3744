/// Statements of two articles that say the same with different figures: returns within 30 days here, within 28 days there.
///
/// It would rather miss one than report two rules of which one is narrower: each word of one statement must stand in the
/// other or above it, and titles and headings must not name different things.
struct FigureContradictions {
    private(set) var findings: [ArticleFinding] = []

    /// A statement whose figures can be compared.
    fileprivate struct Claim {
        let article: Int
        let place: ArticleFinding.Place
        let values: Set<Double>
        /// What it speaks of, by stems.
        let subject: Set<String>
        let title: Set<String>
        let headings: Set<String>
        var around: Set<String> { subject.union(title).union(headings) }
    }

    private struct Kind: Hashable {
        let language: String
        let unit: String
        let isBound: Bool
        let audience: Article.Audience
    }

    /// Statements with more figures are lists.
    private static let mostFigures = 3
    /// A word of more statements says little about their subject.
    private static let mostClaims = 300

    init(_ articles: [ArticleLint.ReadStatements]) {
        var claims: [Kind: [Claim]] = [:]
        for (number, read) in articles.enumerated() { Self.collect(read, number, &claims) }
        var found: [(one: Claim, other: Claim)] = []
        for claims in claims.values {
            var holders: [String: [Int]] = [:]
            for (index, claim) in claims.enumerated() {
                for word in claim.subject { holders[word, default: []].append(index) }
            }
            var seen: Set<[Int]> = []
            for holders in holders.values where holders.count > 1 && holders.count <= Self.mostClaims {
                for (place, one) in holders.enumerated() {
                    for other in holders[(place + 1)...]
                    where claims[one].article != claims[other].article && seen.insert([one, other]).inserted {
                        if Self.contradict(claims[one], claims[other]) {
                            found.append((claims[one], claims[other]))
                        }
                    }
                }
            }
        }
        findings = found.sorted {
            ($0.one.article, $0.other.article, $0.one.place.statement, $0.other.place.statement)
                < ($1.one.article, $1.other.article, $1.one.place.statement, $1.other.place.statement)
        }.map { .contradiction($0.one.place, $0.other.place) }
    }

    private static func collect(
        _ read: ArticleLint.ReadStatements, _ number: Int, _ claims: inout [Kind: [Claim]]
    ) {
        let article = read.article
        let title = stems(SearchWords(article.title).words)
        for section in read.sections {
            let headings = stems(SearchWords(section.headings.joined(separator: " ")).words)
            for statement in section.texts {
                let (figures, words) = Figure.all(in: statement)
                guard (1...mostFigures).contains(figures.count) else { continue }
                var subject = stems(words)
                if subject.isEmpty { subject = headings.isEmpty ? title : headings }
                for (kind, figures) in Dictionary(
                    grouping: figures, by: { [$0.unit, $0.isBound ? "bound" : ""] })
                {
                    let kind = Kind(
                        language: article.language, unit: kind[0], isBound: !kind[1].isEmpty,
                        audience: article.audience)
                    claims[kind, default: []].append(
                        Claim(
                            article: number, place: .init(article: article.id, statement: statement),
                            values: Set(figures.map(\.value)), subject: subject, title: title,
                            headings: headings))
                }
            }
        }
    }

    private static func contradict(_ one: Claim, _ other: Claim) -> Bool {
        guard one.values.isDisjoint(with: other.values) else { return false }
        let shared = one.subject.intersection(other.subject)
        let (more, less) = (one.subject.subtracting(shared), other.subject.subtracting(shared))
        guard !shared.isEmpty, more.isEmpty || less.isEmpty else { return false }
        return one.isCovered(by: other, shared) && other.isCovered(by: one, shared)
    }

    /// Words that say nothing about which thing is meant.
    private static let general = stems(
        """
        good goods item items product products article articles purchase purchases customer customers parcel parcels order \
        orders possible please take takes accept accepted allow allowed send sent back arrive arrives within period time times \
        faq question questions info information guide policy overview help general way page rule rules shop always usually \
        normally online currently cost costs last lasts kostet kosten betragt coute coutent dure cuesta cuestan dura duran working business ware waren artikel kunden bestellung bestellungen moglich bitte \
        innerhalb frist fragen hilfe ubersicht zeit zeiten dauert produit produits commande commandes possible delai \
        questions aide temps pedido pedidos producto productos plazo ayuda tiempo preguntas
        """.split(whereSeparator: \.isWhitespace).map(String.init), isGeneral: [])

    private static func stems(_ words: [String], isGeneral: Set<String> = general) -> Set<String> {
        var stems: Set<String> = []
        for word in words where !FunctionWords.all.contains(word) && Figure.unit(word) == nil {
            if word.first?.isNumber == true { continue }
            let stem = stem(word)
            if !isGeneral.contains(stem) { stems.insert(stem) }
        }
        return stems
    }

    /// Without the endings of the plural and of verbs, as far as that is safe in all four languages.
    private static func stem(_ word: String) -> String {
        for ending in ["ings", "ing", "ed", "es", "en", "s", "e", "n"] where word.hasSuffix(ending) {
            let base = word.dropLast(ending.count)
            if base.count > 3 { return String(base) }
        }
        return word
    }
}

extension FigureContradictions.Claim {
    /// Whether another claim is about all that this one is about. A title that shares no word with the subject says
    /// where the statement stands, not what it is about.
    fileprivate func isCovered(by other: Self, _ shared: Set<String>) -> Bool {
        let around = other.around
        let names = title.isDisjoint(with: shared) ? [] : title
        return subject.isSubset(of: around) && names.isSubset(of: around) && headings.isSubset(of: around)
    }
}
