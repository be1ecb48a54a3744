internal import QuartetFiles

/// A promise that is tuned on a random half of the questions and counted on the other half.
public struct PromiseTrial: Sendable, Encodable {
    /// Of the other half, the share that is answered, and the share of those answers that is wrong.
    public var answered, wrong: Double
    /// How far the calibrated probabilities are from the truth; see ``ReplyEvaluation/calibrationError``.
    public var calibrationError: Double

    /// - Parameter seed: of the halves.
    package init(_ outcomes: [Promise.Outcome], wrongShare: Double, confidence: Double, seed: UInt64) {
        var generator = PhiloxGenerator(seed: seed, step: 0, stream: 0x4841_4C46)
        let shuffled = outcomes.shuffled(using: &generator)
        let half = shuffled.count / 2
        let tuning = Tuning(Array(shuffled.prefix(half)), wrongShare: wrongShare, confidence: confidence)
        let judged = shuffled.dropFirst(half).map {
            Promise.Outcome(probability: tuning($0.probability), isRight: $0.isRight)
        }
        let shown = judged.filter { $0.probability >= tuning.answersFrom }
        answered = Double(shown.count) / Double(max(judged.count, 1))
        wrong = Double(shown.count { !$0.isRight }) / Double(max(shown.count, 1))
        calibrationError =
            ReplyEvaluation.calibrationError(judged.map { ($0.probability, $0.isRight) }) ?? 0
    }
}

extension PromiseTrial {
    /// Trials on random halves of questions.
    ///
    /// - Parameter count: of trials, at least one.
    public static func trials(
        _ count: Int, asking items: [QuestionSet.Item], _ desk: Desk, wrongShare: Double, confidence: Double,
        progress: (Int, Int) -> Void = { _, _ in }
    ) throws -> [PromiseTrial] {
        let outcomes = try Tuning.outcomes(asking: items, desk, progress: progress)
        return (1...count).map {
            PromiseTrial(outcomes, wrongShare: wrongShare, confidence: confidence, seed: UInt64($0))
        }
    }
}
