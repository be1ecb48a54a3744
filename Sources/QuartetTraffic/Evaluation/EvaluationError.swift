public import QuartetFiles
internal import QuartetMetrics

/// Why a detector cannot be judged by these labels.
public enum EvaluationError: UserFacingError, Equatable {
    case noAnomalies(records: Int)
    case noNormalRecords(records: Int)
    /// The detector judges records by the label itself.
    case labelIsJudged(column: String)
    case labelMissing(scores: Int, labels: Int)

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .noAnomalies(let records):
            "All \(records) records are labelled normal; evaluation also needs records that are not. Is --label the right column, and --normal the right value?"
        case .noNormalRecords(let records):
            "None of the \(records) records is labelled normal. Are --label and --normal the right column and value?"
        case .labelIsJudged(let column):
            "The model judges records by \(column), the label itself, so that its figures would mean nothing: train it with --label \(column) and --normal."
        case .labelMissing(let scores, let labels):
            "\(scores) scores and \(labels) labels: each score needs one label."
        }
    }
}

extension Ranking {
    /// Ranks records by their anomaly scores.
    ///
    /// - Throws: ``EvaluationError`` if a class or a label is missing.
    init(scores: [Double], isAnomaly: [Bool]) throws(EvaluationError) {
        do {
            try self.init(scores: scores, isPositive: isAnomaly)
        } catch .noPositives(let count) {
            throw .noAnomalies(records: count)
        } catch .noNegatives(let count) {
            throw .noNormalRecords(records: count)
        } catch {
            throw .labelMissing(scores: scores.count, labels: isAnomaly.count)
        }
    }
}
