internal import QuartetFiles
internal import QuartetMetrics

/// 95 % bootstrap intervals of the detection metrics: where they would lie for other records of the same kind.
public struct DetectionIntervals: Sendable, Codable, Equatable {
    /// Lower and upper end.
    public typealias Interval = [Double]

    public var auroc: Interval
    public var auprc: Interval
    public var bestF1: Interval
    public var recallAt: [String: Interval]

    init(_ ranking: Ranking, seed: UInt64) {
        var random = PhiloxGenerator(seed: seed, stream: 0xB007)
        let bootstrap = Bootstrap(count: ranking.count, using: &random) { weights in
            DetectionMetrics(ranking.curve(weights: weights))
        }
        func interval(_ figure: (DetectionMetrics) -> Double) -> Interval {
            let interval = bootstrap.interval(figure)
            return [interval.lower, interval.upper]
        }
        auroc = interval(\.auroc)
        auprc = interval(\.auprc)
        bestF1 = interval(\.bestF1)
        recallAt = Dictionary(
            uniqueKeysWithValues: DetectionMetrics.falseAlarmRates.map { name, _ in
                (name, interval { $0.recallAt[name] ?? 0 })
            })
    }
}
