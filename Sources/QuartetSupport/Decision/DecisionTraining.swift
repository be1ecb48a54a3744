internal import Foundation
internal import QuartetFiles
internal import QuartetMetrics

/// Examples of right and wrong answers, from questions whose article is known. Half of the material costs nothing: the
/// right article is left out, and the same question is asked again.
package struct DecisionExamples: Sendable {
    package struct Example: Sendable, Codable {
        package var evidence: Evidence
        /// The best article found is one that answers.
        package var isRight: Bool
        /// Whether the answer was left out on purpose.
        package var isLeftOut: Bool
        /// Questions of one group are never in the training and the validation part at once.
        package var group: Int
    }

    package var examples: [Example] = []

    package init() {}

    /// - Parameter leavesOut: also asks each question without its articles.
    package init(
        _ items: [QuestionSet.Item], _ finder: AnswerFinder, leavesOut: Bool = true,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws {
        for (group, item) in items.enumerated() {
            let found = try finder(item.question, after: item.previous)
            let best = found.best?.article.id
            let isRight = item.isAnswerable && best.map { item.articles.contains($0) } ?? false
            examples.append(
                Example(evidence: found.evidence, isRight: isRight, isLeftOut: false, group: group))
            if leavesOut, !item.articles.isEmpty {
                let without = try finder(
                    item.question, after: item.previous, excluding: Set(item.articles))
                examples.append(
                    Example(evidence: without.evidence, isRight: false, isLeftOut: true, group: group))
            }
            progress(group + 1, items.count)
        }
    }

    /// Those of two ways of searching for the same questions.
    package static func + (one: Self, other: Self) -> Self {
        var all = one
        all.examples += other.examples
        return all
    }

    /// How much a question with its articles left out counts beside one as it was asked: it teaches what a missing answer
    /// looks like, but customers ask such questions much more seldom.
    private static let leftOutImportance = 0.1

    /// Fits both models: with the pair encoder's evidence where it is there, and without.
    package func fitted(penalty: Double = 1) -> DecisionModel {
        func importance(_ examples: [Example]) -> [Double] {
            examples.map { $0.isLeftOut ? Self.leftOutImportance : 1 }
        }
        let plain = LogisticModel(
            examples.map(\.evidence.features), labels: examples.map(\.isRight), penalty: penalty,
            importance: importance(examples))
        let paired = examples.filter { $0.evidence.pair != nil }
        let withPairs =
            paired.isEmpty
            ? LogisticModel(weights: plain.weights + [Double](repeating: 0, count: 5), bias: plain.bias)
            : LogisticModel(
                paired.map(\.evidence.pairFeatures), labels: paired.map(\.isRight), penalty: penalty,
                importance: importance(paired))
        return DecisionModel(withPairs: withPairs, withoutPairs: plain)
    }

    /// The probability of each example by models that never saw its question.
    package func crossValidated(folds: Int = 5) -> [Double] {
        var probabilities = [Double](repeating: 0, count: examples.count)
        for fold in 0..<folds {
            var training = DecisionExamples()
            training.examples = examples.filter { $0.group % folds != fold }
            let model = training.fitted()
            for (index, example) in examples.enumerated() where example.group % folds == fold {
                probabilities[index] = model(example.evidence)
            }
        }
        return probabilities
    }
}

/// A fit of the decision with its figures.
public struct DecisionTraining: Sendable {
    /// The model as JSON.
    public let model: String
    /// The evidence of each question, as JSON lines.
    public let evidence: String
    /// By models that never saw the question.
    public let figures: [(name: String, value: Double)]

    public init(_ items: [QuestionSet.Item], _ desk: Desk, progress: (Int, Int) -> Void = { _, _ in }) throws
    {
        let finder = desk.finder.reranking(.always)
        let own = try DecisionExamples(items, finder) { progress($0, 2 * $1) }
        // One model serves knowledge bases with questions of their own and without.
        let plain = try DecisionExamples(items, finder.withoutQuestions) { progress($1 + $0, 2 * $1) }
        let examples = own + plain
        model = try JSONEncoder.sorted.text(examples.fitted())
        evidence = try examples.examples.map { try JSONEncoder.sorted.text($0) + "\n" }.joined()
        let probabilities = examples.crossValidated()
        let labels = examples.examples.map(\.isRight)
        func area(_ indices: some Collection<Int>) throws -> Double {
            try Ranking(scores: indices.map { probabilities[$0] }, isPositive: indices.map { labels[$0] })
                .curve().areaUnderROC
        }
        let first = Array(labels.indices.prefix(own.examples.count))
        let second = Array(labels.indices.dropFirst(own.examples.count))
        func isAnswerable(_ index: Int) -> Bool { examples.examples[index].isLeftOut || labels[index] }
        let error =
            labels.indices.reduce(0) { $0 + abs(probabilities[$1] - (labels[$1] ? 1 : 0)) }
            / Double(max(labels.count, 1))
        let against = "right answers against the same questions without their article"
        figures = [
            ("AUROC, right answers against all others", try area(first)),
            ("AUROC, \(against)", try area(first.filter(isAnswerable))),
            ("AUROC without the team's questions, right answers against all others", try area(second)),
            ("AUROC without the team's questions, \(against)", try area(second.filter(isAnswerable))),
            ("mean distance of the probability from the outcome", error),
        ]
    }
}
