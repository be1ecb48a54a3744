/// Examples in the order of their scores, highest first, each known to be positive or negative.
///
/// Examples with equal scores form one group, so that no order among them is invented.
public struct Ranking: Sendable {
    /// In descending order of score.
    private let isPositive: [Bool]
    /// The end of each group of equal scores in `isPositive`.
    private let groupEnds: [Int]
    public let positives: Int

    public var count: Int { isPositive.count }
    public var negatives: Int { count - positives }

    /// - Parameters:
    ///   - scores: higher means more likely positive; a NaN ranks last.
    ///   - isPositive: one label for each score.
    /// - Throws: ``MetricError`` if the counts differ or all examples belong to one class.
    public init(scores: some Sequence<some BinaryFloatingPoint>, isPositive: [Bool]) throws(MetricError) {
        let scores = scores.map { $0.isNaN ? -Double.infinity : Double($0) }
        guard scores.count == isPositive.count else {
            throw .countsDiffer(scores: scores.count, labels: isPositive.count)
        }
        let order = scores.indices.sorted { scores[$0] > scores[$1] }
        self.isPositive = order.map { isPositive[$0] }
        groupEnds = order.indices
            .filter { $0 + 1 == order.count || scores[order[$0]] != scores[order[$0 + 1]] }
            .map { $0 + 1 }
        positives = isPositive.count(where: \.self)
        guard positives > 0 else { throw .noPositives(count: isPositive.count) }
        guard positives < isPositive.count else { throw .noNegatives(count: isPositive.count) }
    }

    /// What a threshold just below each group of equal scores selects, from the strictest threshold to the one that
    /// selects everything.
    ///
    /// - Parameter weights: how often each example counts, in the order of the ranking; once by default. A bootstrap
    ///   resample is such a list.
    public func curve(weights: [Float]? = nil) -> RankingCurve {
        if let weights, weights.count != count {
            fatalError("\(weights.count) weights for a ranking of \(count) examples")
        }
        var cut = RankingCurve.Cut(truePositives: 0, falsePositives: 0)
        var start = 0
        return RankingCurve(
            cuts: groupEnds.map { end in
                for index in start..<end {
                    let weight = Double(weights?[index] ?? 1)
                    if isPositive[index] { cut.truePositives += weight } else { cut.falsePositives += weight }
                }
                start = end
                return cut
            })
    }
}
