internal import Foundation

/// The thresholds that a team's own questions set, and what they promise. It is stored with the knowledge base.
public struct Tuning: Sendable, Codable, Equatable {
    /// The probability becomes `1 / (1 + exp(-(scale · logit + offset)))` (Platt, 1999).
    public var scale: Double
    public var offset: Double
    /// Answers from this probability on are shown; above 1 none is.
    public var answersFrom: Double
    public var wrongShare: Double
    public var confidence: Double
    /// Of the questions asked, the share that is answered, and how many.
    public var answeredShare: Double
    public var questions: Int
    public var wrong: Int
    /// Whether the questions were made of the articles, because there were no own ones.
    public var isFromArticles: Bool

    /// - Parameters:
    ///   - outcomes: of the team's questions, with probabilities before tuning.
    ///   - isFromArticles: see ``isFromArticles``.
    package init(
        _ outcomes: [Promise.Outcome], wrongShare: Double, confidence: Double = 0.9,
        isFromArticles: Bool = false
    ) {
        let platt = LogisticModel(
            outcomes.map { [Self.logit($0.probability)] }, labels: outcomes.map(\.isRight), penalty: 0.1)
        // A negative scale would turn the order around: too few questions say so.
        scale = max(platt.weights.first ?? 1, 0.1)
        offset = platt.bias
        (self.wrongShare, self.confidence, self.isFromArticles) = (wrongShare, confidence, isFromArticles)
        questions = outcomes.count
        (answersFrom, answeredShare, wrong) = (2, 0, 0)
        let calibrated = outcomes.map {
            Promise.Outcome(probability: self($0.probability), isRight: $0.isRight)
        }
        let promise = Promise(calibrated, wrongShare: wrongShare, confidence: confidence)
        if let threshold = promise.threshold {
            answersFrom = threshold
            answeredShare = Double(promise.answered) / Double(max(promise.questions, 1))
            wrong = promise.wrong
        }
    }

    /// The calibrated probability.
    package func callAsFunction(_ probability: Double) -> Double {
        1 / (1 + exp(-(scale * Self.logit(probability) + offset)))
    }

    private static func logit(_ probability: Double) -> Double {
        let bounded = min(max(probability, 1e-6), 1 - 1e-6)
        return log(bounded / (1 - bounded))
    }

    /// Whether any answer can be shown under the promise.
    public var isPossible: Bool { answersFrom <= 1 }
}

extension Tuning {
    /// Asks questions and judges the answers: right is one from an article that answers.
    public init(
        asking items: [QuestionSet.Item], _ desk: Desk, wrongShare: Double, confidence: Double = 0.9,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        self.init(
            try Self.outcomes(asking: items, desk, progress: progress), wrongShare: wrongShare,
            confidence: confidence)
    }

    /// Tunes on questions that the articles' own titles and headings make, for a team without questions of its own. Each is
    /// asked a second time with its article left out: then nothing answers. Customers ask in other words, so that the promise
    /// is worth less.
    public init(
        articlesOf desk: Desk, wrongShare: Double, confidence: Double = 0.9,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        let passages = try desk.knowledge.articles().filter { $0.audience == .customers }.flatMap {
            try desk.knowledge.passages(of: $0.id).map(\.passage)
        }
        let finder = desk.finder.untuned
        var outcomes: [Promise.Outcome] = []
        for (index, passage) in passages.enumerated() {
            let question = ([passage.title] + passage.headings).joined(separator: " ")
            for rejected in [[], [passage.article]] {
                let found = try finder(question, excluding: Set(rejected))
                outcomes.append(
                    Promise.Outcome(
                        probability: found.probability, isRight: found.best?.article.id == passage.article))
            }
            progress(index + 1, passages.count)
        }
        self.init(outcomes, wrongShare: wrongShare, confidence: confidence, isFromArticles: true)
    }

    /// Asks questions and judges the answers.
    static func outcomes(
        asking items: [QuestionSet.Item], _ desk: Desk, progress: (Int, Int) -> Void
    ) throws -> [Promise.Outcome] {
        let finder = desk.finder.untuned
        var outcomes: [Promise.Outcome] = []
        for (index, item) in items.enumerated() {
            let found = try finder(item.question, after: item.previous)
            let isRight =
                item.isAnswerable && (found.best.map { item.articles.contains($0.article.id) } ?? false)
            outcomes.append(Promise.Outcome(probability: found.probability, isRight: isRight))
            progress(index + 1, items.count)
        }
        return outcomes
    }
}
