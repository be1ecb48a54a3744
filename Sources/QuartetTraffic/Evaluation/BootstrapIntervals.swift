internal import QuartetEngine

/// Where figures would lie if other records of the same kind had been judged: 95 % intervals between percentiles of
/// resamples (Efron & Tibshirani, 1993), each drawn with replacement.
public struct BootstrapIntervals: Sendable, Codable, Equatable {
    /// Lower and upper end.
    public typealias Interval = [Double]

    public var auroc: Interval
    public var auprc: Interval
    public var bestF1: Interval
    public var recallAt: [String: Interval]

    /// - Parameter resamples: 200 give ends that are steady to about a tenth of the interval.
    public init(_ ranking: Ranking, resamples: Int = 200, seed: UInt64 = 0) {
        let count = ranking.isAnomaly.count
        let drawn = (0..<max(resamples, 2)).map { resample in
            var weights = [Float](repeating: 0, count: count)
            for uniform in CounterRandom.uniforms(count, seed: seed, step: resample, stream: 0xB007) {
                weights[min(Int(uniform * Float(count)), count - 1)] += 1
            }
            return DetectionMetrics(ranking.cuts(weights: weights))
        }
        func interval(_ figure: (DetectionMetrics) -> Double) -> Interval {
            let sorted = drawn.map(figure).sorted()
            let last = Double(sorted.count - 1)
            return [sorted[Int((0.025 * last).rounded())], sorted[Int((0.975 * last).rounded())]]
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
