internal import Foundation

/// How often the questions to each article have a word: a multinomial naive Bayes classifier (McCallum & Nigam, 1998) whose
/// counts stay in the knowledge base.
package struct QuestionWords: Sendable, Equatable {
    /// Stands for the questions that no article answers.
    package static let unanswered = ""

    /// Questions with a word, by article.
    package typealias Counts = [String: Int]

    /// Words of the questions to each article, each once a question.
    let totals: Counts
    /// Distinct words of all questions.
    let vocabulary: Int

    /// Added to every count, so that no word is impossible.
    private static let smoothing = 0.2

    package init(totals: Counts, vocabulary: Int) {
        (self.totals, self.vocabulary) = (totals, vocabulary)
    }

    /// `sum_w log p(w | a)` for each article, over the words that the questions have.
    ///
    /// - Parameter counts: of each distinct word of a message that some question has.
    func logLikelihoods(_ counts: [Counts]) -> [String: Double] {
        totals.reduce(into: [:]) { result, article in
            let all = Double(article.value) + Self.smoothing * Double(vocabulary)
            result[article.key] = counts.reduce(0) { sum, word in
                sum + log((Double(word[article.key] ?? 0) + Self.smoothing) / all)
            }
        }
    }
}
