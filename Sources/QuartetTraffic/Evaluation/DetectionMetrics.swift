/// How well scores tell anomalous records from normal ones.
public struct DetectionMetrics: Sendable, Codable, Equatable {
    /// Area under the receiver operating characteristic: the probability that an anomalous record scores higher than a
    /// normal one, ties counting half (Fawcett, 2006).
    public var auroc: Double
    /// Area under the precision-recall curve as average precision: precision summed over the rises of recall, without
    /// interpolation (Davis & Goadrich, 2006).
    public var auprc: Double
    /// The highest harmonic mean of precision and recall over all thresholds.
    public var bestF1: Double
    /// The share of anomalous records above the lowest threshold that flags at most this share of normal records.
    public var recallAt: [String: Double]

    /// The false-alarm rates of `recallAt`, as they are written.
    public static let falseAlarmRates: [(name: String, rate: Double)] = [
        ("0.001", 0.001), ("0.01", 0.01), ("0.05", 0.05),
    ]

    init(_ cuts: [Ranking.Cut]) {
        let positives = max(cuts.last?.truePositives ?? 0, .leastNormalMagnitude)
        let negatives = max(cuts.last?.falsePositives ?? 0, .leastNormalMagnitude)
        (auroc, auprc, bestF1) = (0, 0, 0)
        recallAt = Dictionary(uniqueKeysWithValues: Self.falseAlarmRates.map { ($0.name, 0) })
        var before = Ranking.Cut()
        for cut in cuts {
            let risen = cut.truePositives - before.truePositives
            auroc += (cut.falsePositives - before.falsePositives) * (before.truePositives + risen / 2)
            let flagged = cut.truePositives + cut.falsePositives
            if flagged > 0 {
                auprc += risen / positives * cut.truePositives / flagged
                bestF1 = max(bestF1, 2 * cut.truePositives / (flagged + positives))
            }
            for (name, rate) in Self.falseAlarmRates where cut.falsePositives <= rate * negatives {
                recallAt[name] = cut.truePositives / positives
            }
            before = cut
        }
        auroc /= positives * negatives
    }
}

extension Ranking {
    public func metrics() -> DetectionMetrics { DetectionMetrics(cuts()) }

    /// False-alarm rate and recall of every threshold, from (0, 0) to (1, 1).
    public func operatingCharacteristic() -> [(falseAlarmRate: Double, recall: Double)] {
        [(0, 0)]
            + cuts().map { ($0.falsePositives / Double(normals), $0.truePositives / Double(anomalies)) }
    }

    /// Recall and precision of every threshold.
    public func precisionRecall() -> [(recall: Double, precision: Double)] {
        cuts().map {
            ($0.truePositives / Double(anomalies), $0.truePositives / ($0.truePositives + $0.falsePositives))
        }
    }
}
