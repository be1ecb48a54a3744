internal import Foundation

/// Which article a message asks for, and which of its sections, as the team's own questions teach.
///
/// Two classifiers speak: a linear head on the message's vector knows sections, in whatever words they are asked for; the
/// words of the questions know articles. Their logarithmic pool is `p(a) ~ p_head(a) p_words(a)^k`.
package struct QuestionModel: Sendable {
    /// `k`: words that occur together say less than so many independent ones.
    private static let ofWords = 0.4

    package let head: QuestionHead?
    let words: QuestionWords

    package init(head: QuestionHead?, words: QuestionWords) { (self.head, self.words) = (head, words) }

    /// What the questions tell of a message.
    package struct Prediction: Sendable, Equatable {
        /// The probability of each article that has questions, if the message asks for one of them.
        package var articles: [String: Double] = [:]
        /// The probability of each section within its article.
        package var sections: [QuestionHead.Section: Double] = [:]
        /// The probability that no article answers.
        package var unanswered = 0.0

        /// That an article answers, as a logit from -1 to 1.
        package var answered: Double {
            let odds = (1 - unanswered + 1e-3) / (unanswered + 1e-3)
            return log(odds) / log(1e3)
        }

        /// How much more probable an article is than before the message was read, `log(p n)` of `n` articles with questions;
        /// nil for an article without any.
        package func information(on article: String) -> Double? {
            articles[article].map {
                max(log(max($0, 1e-12) * Double(articles.count)), Self.leastInformation)
            }
        }

        /// A classifier that is sure is not that sure.
        private static let leastInformation = -3.5

        /// How far a passage's section is behind the most probable one of its article, `log(p / max p)`; 0 where its
        /// sections are not known.
        package func information(on headings: [String], of article: String) -> Double {
            let own = sections.filter { $0.key.article == article }
            guard let best = own.values.max() else { return 0 }
            let probability = headings.compactMap { own[.init(article: article, heading: $0)] }.max() ?? 0
            return max(log(max(probability, 1e-12) / best), Self.leastSection)
        }

        private static let leastSection = -3.0

        package func nearestArticles(_ count: Int) -> [String] {
            articles.sorted { ($0.value, $1.key) > ($1.value, $0.key) }.prefix(count).map(\.key)
        }
    }

    /// - Parameters:
    ///   - vector: of the message; nil where there is no encoder.
    ///   - counts: of the message's words in the questions.
    ///   - rejected: articles that it does not ask for.
    package func callAsFunction(
        _ vector: [Float]?, counts: [QuestionWords.Counts], excluding rejected: Set<String> = []
    ) -> Prediction {
        let sections = vector.flatMap { head?.logits(of: $0) } ?? []
        let ofWords = words.logLikelihoods(counts)
        var scores = ofWords.mapValues { Self.ofWords * $0 }
        var prediction = Prediction()
        let groups = Dictionary(grouping: sections) { $0.section.article ?? QuestionWords.unanswered }
        for (article, group) in groups {
            let total = Self.logSum(group.map(\.logit))
            scores[article, default: 0] += total
            for member in group { prediction.sections[member.section] = exp(member.logit - total) }
        }
        scores = scores.filter { !rejected.contains($0.key) }
        let total = Self.logSum(Array(scores.values))
        let none = scores.removeValue(forKey: QuestionWords.unanswered)
        prediction.unanswered = none.map { exp($0 - total) } ?? 0
        let answered = Self.logSum(Array(scores.values))
        prediction.articles = scores.mapValues { exp($0 - answered) }
        return prediction
    }

    private static func logSum(_ values: [Double]) -> Double {
        guard let largest = values.max(), largest > -.infinity else { return -.infinity }
        return largest + log(values.reduce(0) { $0 + exp($1 - largest) })
    }
}
