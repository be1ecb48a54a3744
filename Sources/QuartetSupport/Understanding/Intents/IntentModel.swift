internal import Foundation
internal import QuartetEngine
internal import QuartetFiles

/// Tells the intent of a message, with a probability, and how strange the message is to all intents.
///
/// Three classifiers speak, and a ``LogarithmicPool`` makes one distribution of them: linear machines on words and
/// characters, a linear head on the vectors of a sentence encoder, and the cosines with the nearest known messages. The
/// first works alone where there are no vectors.
public struct IntentModel: Sendable {
    /// The intents' names, sorted.
    public let classes: [String]
    /// The encoder whose vectors it was trained on, by its fingerprint; nil for words and characters alone.
    public let encoder: String?
    /// Numbers of a vector; 0 without an encoder.
    public var width: Int { vectors?.width ?? 0 }
    /// Share of the training messages that got their own intent from classifiers that had not seen them; nil where
    /// there were too few to count.
    public let accuracy: Double?

    let features: WordFeatures
    let machines: LinearMachines
    let vectors: VectorClassifier?
    /// With all evidence, and with words alone.
    let full, wordsOnly: Judgement

    /// How evidence becomes a prediction.
    struct Judgement: Sendable, Codable, Equatable {
        var pool: LogarithmicPool
        var strangeness: Strangeness
    }

    /// Intents of a prediction.
    private static let choices = 5

    /// The intent of a message.
    ///
    /// - Parameter vector: from the encoder that the model was trained with; nil where it is not there: words and
    ///   characters alone decide then.
    public func predict(_ text: String, vector: [Float]? = nil) throws(IntentError) -> IntentPrediction {
        try predict([text], vectors: vector.map { [$0] })[0]
    }

    /// The intents of messages.
    ///
    /// - Parameter vectors: one for each message, or nil.
    /// - Throws: ``IntentError/width(found:expected:)`` for vectors of another encoder.
    public func predict(_ texts: [String], vectors: [[Float]]? = nil) throws(IntentError)
        -> [IntentPrediction]
    {
        let evidence = try evidence(texts.map { TextNGrams($0) }, vectors: vectors)
        let judgement = vectors == nil || self.vectors == nil ? wordsOnly : full
        return zip(texts, evidence).map { text, evidence in
            prediction(judgement, evidence, isBlank: text.allSatisfy(\.isWhitespace))
        }
    }

    func evidence(_ texts: [TextNGrams], vectors given: [[Float]]?) throws(IntentError) -> [IntentEvidence] {
        let scores = machines.scores(features.rows(texts))
        var evidence = texts.indices.map { row in
            IntentEvidence(scores: [.words: Array(scores[row * classes.count..<(row + 1) * classes.count])])
        }
        guard let given, let vectors else { return evidence }
        for vector in given where vector.count != vectors.width {
            throw .width(found: vector.count, expected: vectors.width)
        }
        for (row, result) in vectors(given.map(\.normalized)[...]).enumerated() {
            evidence[row].scores[.head] = result.logits
            evidence[row].scores[.nearest] = result.nearest.means
            evidence[row].closest = result.nearest.largest
        }
        return evidence
    }

    private func prediction(
        _ judgement: Judgement, _ evidence: IntentEvidence, isBlank: Bool
    ) -> IntentPrediction {
        let logs = judgement.pool.logProbabilities(evidence)
        let best = logs.indices.sorted { (logs[$1], $0) < (logs[$0], $1) }.prefix(Self.choices)
        let strangeness =
            isBlank ? 1 : judgement.strangeness(Strangeness.signs(evidence, logProbabilities: logs))
        return IntentPrediction(
            choices: best.map { .init(label: classes[$0], probability: Double(exp(logs[$0]))) },
            strangeness: strangeness,
            isOutOfScope: strangeness >= judgement.strangeness.threshold)
    }
}

extension [Float] {
    /// The vector with a length of 1; one of zeros stays as it is.
    var normalized: [Float] {
        let square = reduce(0) { $0 + $1 * $1 }
        if square == 0 || !square.isFinite { return map { _ in 0 } }
        let scale = 1 / square.squareRoot()
        return map { $0 * scale }
    }
}

extension IntentModel {
    /// The same classifiers with other scores of strangeness.
    func judging(full: Strangeness, wordsOnly: Strangeness) -> IntentModel {
        IntentModel(
            classes: classes, encoder: encoder, accuracy: accuracy, features: features, machines: machines,
            vectors: vectors, full: Judgement(pool: self.full.pool, strangeness: full),
            wordsOnly: Judgement(pool: self.wordsOnly.pool, strangeness: wordsOnly))
    }
}
