/// The confusion counts of a ranking at every threshold, and the figures that summarise them.
///
/// A curve without positives or without negatives, which a bootstrap resample can be, gives finite figures.
public struct RankingCurve: Sendable, Equatable {
    /// Examples selected by one threshold.
    public struct Cut: Sendable, Equatable {
        public var truePositives: Double
        public var falsePositives: Double

        public var selected: Double { truePositives + falsePositives }
    }

    /// From the strictest threshold to the one that selects everything.
    public let cuts: [Cut]

    private var positives: Double { max(cuts.last?.truePositives ?? 0, .leastNormalMagnitude) }
    private var negatives: Double { max(cuts.last?.falsePositives ?? 0, .leastNormalMagnitude) }

    /// Area under the receiver operating characteristic: the probability that a positive example scores higher than a
    /// negative one, ties counting half (Fawcett, 2006).
    public var areaUnderROC: Double {
        var area = 0.0
        var before = Cut(truePositives: 0, falsePositives: 0)
        for cut in cuts {
            let risen = cut.truePositives - before.truePositives
            area += (cut.falsePositives - before.falsePositives) * (before.truePositives + risen / 2)
            before = cut
        }
        return area / (positives * negatives)
    }

    /// Area under the precision-recall curve: precision summed over the rises of recall, without interpolation
    /// (Davis & Goadrich, 2006).
    public var averagePrecision: Double {
        let positives = positives
        var (sum, before) = (0.0, 0.0)
        for cut in cuts where cut.selected > 0 {
            sum += (cut.truePositives - before) / positives * cut.truePositives / cut.selected
            before = cut.truePositives
        }
        return sum
    }

    /// The highest harmonic mean of precision and recall over all thresholds.
    public var bestF1: Double {
        let positives = positives
        var best = 0.0
        for cut in cuts where cut.selected > 0 {
            best = max(best, 2 * cut.truePositives / (cut.selected + positives))
        }
        return best
    }

    /// The share of positives above the lowest threshold that selects at most `rate` of the negatives.
    public func recall(atFalseAlarmRate rate: Double) -> Double {
        let allowed = rate * negatives
        let end = cuts.firstIndex { $0.falsePositives > allowed } ?? cuts.count
        return end == 0 ? 0 : cuts[end - 1].truePositives / positives
    }

    /// How many times more positives the highest-scoring `fraction` of the examples holds than a random selection of the
    /// same size: `(hits / selected) / (positives / count)`, with `selected` rounded up to whole examples.
    ///
    /// A group of equal scores that the selection divides counts in proportion, as the mean over its random orders.
    /// - Throws: ``MetricError/outOfRange(what:found:expected:)`` unless `0 < fraction <= 1`.
    public func enrichmentFactor(fraction: Double) throws(MetricError) -> Double {
        guard fraction > 0, fraction <= 1 else {
            throw .outOfRange(what: "the fraction", found: fraction, expected: "above 0 and at most 1")
        }
        let total = cuts.last?.selected ?? 0
        // 0.07 * 100 is a little more than 7: rounding alone must not add an example.
        let selected = min(max((fraction * total - 1e-9).rounded(.up), 1), total)
        guard total > 0, let end = cuts.firstIndex(where: { $0.selected >= selected }) else { return 0 }
        let before = end > 0 ? cuts[end - 1] : Cut(truePositives: 0, falsePositives: 0)
        let share = (selected - before.selected) / (cuts[end].selected - before.selected)
        let hits = before.truePositives + share * (cuts[end].truePositives - before.truePositives)
        return hits / selected / (positives / total)
    }

    /// False-alarm rate and recall at every threshold, from (0, 0) to (1, 1).
    public var operatingCharacteristic: [(falseAlarmRate: Double, recall: Double)] {
        [(0, 0)] + cuts.map { ($0.falsePositives / negatives, $0.truePositives / positives) }
    }

    /// Recall and precision at every threshold.
    public var precisionRecall: [(recall: Double, precision: Double)] {
        cuts.map { ($0.truePositives / positives, $0.selected > 0 ? $0.truePositives / $0.selected : 1) }
    }
}
