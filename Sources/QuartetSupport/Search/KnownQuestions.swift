internal import QuartetModels

/// The team's own questions as vectors: a message that is like several questions of an article asks for that article, in
/// whatever words the article is written.
package struct KnownQuestions: Sendable {
    /// Questions of an article whose mean counts: a single one may resemble the message by chance.
    private static let counted = 3

    private let index: Int8VectorIndex
    /// The places of the questions of each article.
    private let places: [String: [Int]]
    private let unanswered: [Int]
    /// The places of the questions to each section, by article and heading.
    private let sections: [String: [String: [Int]]]

    /// How like a message is to the questions of each article.
    package struct Likeness: Sendable {
        /// The mean cosine of the nearest questions of each article.
        package var articles: [String: Double] = [:]
        /// The cosine of the nearest question to each section, by article and heading.
        package var sections: [String: [String: Double]] = [:]
        /// The largest cosine with a question that no article answers, and with one that an article answers.
        package var unanswered = 0.0
        package var answered = 0.0

        /// How like a message is to the questions of a passage: to those of its article, and of its section where they are
        /// known.
        package func passage(of article: String, headings: [String]) -> Double? {
            guard let whole = articles[article] else { return nil }
            guard let known = sections[article], !known.isEmpty else { return whole }
            let section = headings.compactMap { known[$0] }.max() ?? 0.85 * whole
            return (1 - Self.ofSection) * whole + Self.ofSection * section
        }

        private static let ofSection = 0.4

        package func nearestArticles(_ count: Int) -> [String] {
            articles.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(count).map(\.key)
        }
    }

    /// - Returns: nil without questions.
    package init?(_ vectors: QuestionVectors) {
        guard let count = vectors.articles.isEmpty ? nil : vectors.articles.count else { return nil }
        index = Int8VectorIndex(
            width: max(vectors.codes.count / count, 1), scales: vectors.scales, codes: vectors.codes)
        var places: [String: [Int]] = [:]
        var unanswered: [Int] = []
        var sections: [String: [String: [Int]]] = [:]
        for (place, article) in vectors.articles.enumerated() {
            if let article, let heading = vectors.headings[place] {
                sections[article, default: [:]][heading, default: []].append(place)
            }
            if let article { places[article, default: []].append(place) } else { unanswered.append(place) }
        }
        (self.places, self.unanswered, self.sections) = (places, unanswered, sections)
    }

    package func likeness(of vector: [Float]) -> Likeness {
        func cosine(_ place: Int) -> Double { Double(index.score(of: place, for: vector)) }
        var likeness = Likeness()
        for (article, places) in places {
            let nearest = places.map(cosine).sorted(by: >).prefix(Self.counted)
            likeness.articles[article] = nearest.reduce(0, +) / Double(nearest.count)
            likeness.answered = max(likeness.answered, nearest.first ?? 0)
        }
        likeness.sections = sections.mapValues { $0.mapValues { $0.map(cosine).max() ?? 0 } }
        likeness.unanswered = unanswered.reduce(0) { max($0, cosine($1)) }
        return likeness
    }
}
