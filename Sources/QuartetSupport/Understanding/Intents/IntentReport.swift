internal import Foundation
internal import QuartetMetrics

/// What a training of intents found out about itself, on messages that its classifiers had not seen.
public struct IntentReport: Sendable, Encodable {
    /// Messages and intents.
    public let texts, classes: Int
    /// Share of the messages with their own intent; nil where there were too few to count.
    public let accuracy: Double?
    /// The same without vectors.
    public let accuracyOfWords: Double?
    /// The probability that a message of a hidden intent is stranger than one of the others (AUROC).
    public let hiddenIntents: Double?
    /// The same for the given messages out of scope. The score was fitted on them, too.
    public let outOfScope: Double?
    /// Pairs of intents that are most often mistaken for one another.
    public let confusions: [Confusion]
    /// Texts that stand in the data with more than one intent.
    public let contradictions: [String]

    public struct Confusion: Sendable, Encodable, Equatable {
        public let intent: String
        /// What its messages were taken for.
        public let takenFor: String
        public let count: Int
    }
}

extension IntentReport {
    /// Lines for people.
    public var summary: [String] {
        func percent(_ share: Double) -> String { String(format: "%.1f %%", share * 100) }
        var lines: [String] = []
        if let accuracy {
            let words = accuracyOfWords.map { " (words and characters alone: \(percent($0)))" } ?? ""
            lines.append("right intent in cross-validation: \(percent(accuracy))\(words)")
        } else {
            lines.append("too few messages for cross-validation: the usual settings were taken")
        }
        if let hiddenIntents {
            lines.append(
                "messages of hidden intents told from others: AUROC " + String(format: "%.3f", hiddenIntents))
        }
        if let outOfScope {
            lines.append(
                "the given messages out of scope told from others: AUROC "
                    + String(format: "%.3f", outOfScope))
        }
        for pair in confusions {
            lines.append("\(pair.count) × '\(pair.intent)' taken for '\(pair.takenFor)'")
        }
        return lines
    }
}

extension IntentValidation {
    /// The score fitted to hidden intents and to given messages; the usual one where there are too few of either side.
    ///
    /// - Parameter given: evidence of messages out of scope.
    func strangeness(_ pool: LogarithmicPool, _ given: [IntentEvidence]) -> Strangeness {
        let isFull = pool == full
        let known = familiar.map { isFull ? $0.full : $0.wordsOnly }
        var strangers = [Strangeness.Strangers(signs: hidden.map { isFull ? $0.full : $0.wordsOnly })]
        let own = Strangeness.Strangers(
            signs: given.map { pool.signs($0) },
            weight: Double(max(hidden.count, 1)) / Double(max(given.count, 1)))
        if !given.isEmpty { strangers.append(own) }
        // A line through fewer points than these says little.
        if known.count < 20 || hidden.count + given.count < 20 { return .usual(pool) }
        return Strangeness(familiar: known, strangers: strangers, judged: given.isEmpty ? nil : own)
    }

    func report(_ examples: LabelledTexts, _ model: IntentModel, _ given: [IntentEvidence]) -> IntentReport {
        let known = familiar.map { model.full.strangeness($0.full) }
        func area(_ strange: [Double]) -> Double? {
            let labels = known.map { _ in false } + strange.map { _ in true }
            return try? Ranking(scores: known + strange, isPositive: labels).curve().areaUnderROC
        }
        return IntentReport(
            texts: examples.texts.count, classes: classes.count, accuracy: accuracy,
            accuracyOfWords: accuracy(wordsOnly),
            hiddenIntents: area(hidden.map { model.full.strangeness($0.full) }),
            outOfScope: given.isEmpty
                ? nil : area(given.map { model.full.strangeness(model.full.pool.signs($0)) }),
            confusions: confusions, contradictions: examples.contradictions)
    }

    private var confusions: [IntentReport.Confusion] {
        var counts: [[Int]: Int] = [:]
        for (label, evidence) in heldOut {
            let best = full.best(evidence)
            if best != label { counts[[label, best], default: 0] += 1 }
        }
        let order = counts.sorted { ($1.value, $0.key[0], $0.key[1]) < ($0.value, $1.key[0], $1.key[1]) }
        return order.prefix(10).map {
            .init(intent: classes[$0.key[0]], takenFor: classes[$0.key[1]], count: $0.value)
        }
    }
}

extension LogarithmicPool {
    func signs(_ evidence: IntentEvidence) -> [Double] {
        // A pool of words alone judges as it does without an encoder.
        var own = evidence
        if weights[.head] == nil { (own.scores, own.closest) = (own.scores.filter { $0.key == .words }, []) }
        return Strangeness.signs(own, logProbabilities: logProbabilities(own))
    }

    /// The most probable class.
    func best(_ evidence: IntentEvidence) -> Int {
        let logs = logProbabilities(evidence)
        return logs.indices.max { (logs[$0], $1) < (logs[$1], $0) } ?? 0
    }
}
