internal import QuartetMetrics

/// How well scores tell anomalous records from normal ones.
public struct DetectionMetrics: Sendable, Codable, Equatable {
    /// Area under the receiver operating characteristic.
    public var auroc: Double
    /// Area under the precision-recall curve, as average precision.
    public var auprc: Double
    /// The highest harmonic mean of precision and recall over all thresholds.
    public var bestF1: Double
    /// The share of anomalous records above the lowest threshold that flags at most this share of normal records.
    public var recallAt: [String: Double]

    /// The false-alarm rates of `recallAt`, as they are written.
    public static let falseAlarmRates: [(name: String, rate: Double)] = [
        ("0.001", 0.001), ("0.01", 0.01), ("0.05", 0.05),
    ]

    init(_ curve: RankingCurve) {
        auroc = curve.areaUnderROC
        auprc = curve.averagePrecision
        bestF1 = curve.bestF1
        recallAt = Dictionary(
            uniqueKeysWithValues: Self.falseAlarmRates.map { name, rate in
                (name, curve.recall(atFalseAlarmRate: rate))
            })
    }
}
