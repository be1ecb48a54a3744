public import QuartetFiles

/// Records in the order of their scores, the most anomalous first, together with what they really are.
///
/// Records of equal score stand in one group: no order among them is made up.
public struct Ranking: Sendable {
    /// In falling order of score.
    let isAnomaly: [Bool]
    /// The end of each group of equal scores in `isAnomaly`.
    let groupEnds: [Int]
    let anomalies: Int
    var normals: Int { isAnomaly.count - anomalies }

    /// - Parameters:
    ///   - scores: higher is more anomalous; what is not a number counts as the least anomalous.
    ///   - isAnomaly: one for each score.
    /// - Throws: ``EvaluationError`` where one of the two classes is missing, or a label.
    public init(scores: [Double], isAnomaly: [Bool]) throws(EvaluationError) {
        guard scores.count == isAnomaly.count else {
            throw .labelMissing(scores: scores.count, labels: isAnomaly.count)
        }
        let known = scores.map { $0.isNaN ? -Double.infinity : $0 }
        let order = known.indices.sorted { known[$0] > known[$1] }
        self.isAnomaly = order.map { isAnomaly[$0] }
        groupEnds = order.indices.filter { $0 + 1 == order.count || known[order[$0]] != known[order[$0 + 1]] }
            .map { $0 + 1 }
        anomalies = isAnomaly.count(where: \.self)
        guard anomalies > 0 else { throw .noAnomalies(records: isAnomaly.count) }
        guard anomalies < isAnomaly.count else { throw .noNormalRecords(records: isAnomaly.count) }
    }

    /// What a threshold just below each group of equal scores flags.
    struct Cut {
        var truePositives = 0.0
        var falsePositives = 0.0
    }

    /// The cuts from the strictest to the one that flags everything.
    ///
    /// - Parameter weights: how often each record counts, in the order of the ranking; once by default.
    func cuts(weights: [Float]? = nil) -> [Cut] {
        var cut = Cut()
        var start = 0
        return groupEnds.map { end in
            for index in start..<end {
                let weight = Double(weights?[index] ?? 1)
                if isAnomaly[index] { cut.truePositives += weight } else { cut.falsePositives += weight }
            }
            start = end
            return cut
        }
    }
}

/// Why scores cannot be judged.
public enum EvaluationError: UserFacingError, Equatable {
    case noAnomalies(records: Int)
    case noNormalRecords(records: Int)
    case labelMissing(scores: Int, labels: Int)

    public var kind: FailureKind { .badData }

    public var description: String {
        switch self {
        case .noAnomalies(let records):
            "All \(records) records are labelled normal: to judge a detector, records that are not are needed, too. Is --label the right column, and --normal the right value?"
        case .noNormalRecords(let records):
            "None of the \(records) records is labelled normal: are --label and --normal the right column and value?"
        case .labelMissing(let scores, let labels):
            "\(scores) scores and \(labels) labels: each score needs one label."
        }
    }
}
