internal import Foundation
internal import QuartetReports

/// How one field's values have moved since the model was calibrated.
public struct FieldDrift: Sendable, Codable, Equatable {
    /// The share of one bin of values.
    public struct Bin: Sendable, Codable, Equatable {
        /// Which values: "2.5 to 7 seconds", "ssl", "values never seen in training".
        public var values: String
        /// Shares of the records, then and now.
        public var before, now: Double
        /// Whether training knew no such value.
        public var isUnknown: Bool

        /// What it adds to the index.
        var weight: Double { abs(now - before) }
    }

    /// The field's name in the log.
    public let field: String
    /// Words for it.
    public let title: String
    /// See ``DistributionComparison``.
    public let stabilityIndex: Double
    public let divergence: Double
    public let probability: Double
    /// Beyond ``driftedIndex``, and by more than chance.
    public let isDrifted: Bool
    /// Whether values that training never saw have become more frequent than they were at the time of the training, by
    /// ``unknownGrowth`` and by more than three standard deviations.
    public let isUnknown: Bool
    /// All bins that hold anything, in the order of their values.
    public let bins: [Bin]

    /// The population stability index beyond which a field has drifted (Siddiqi, 2006).
    public static let driftedIndex = 0.25
    /// How probable a finding may be by chance, over all fields together (Bonferroni).
    static let significance = 0.01

    /// Of a hundred records five.
    static let unknownGrowth = 0.05

    init(
        _ field: Field, _ comparison: DistributionComparison, of fields: Int, bins: [Bin],
        usuallyUnknown: Double, dispersion: Double, records: Double
    ) {
        (self.field, title) = (field.name, field.title)
        (stabilityIndex, divergence) = (comparison.index, comparison.divergence)
        probability = comparison.probability
        isDrifted =
            comparison.index > Self.driftedIndex
            && comparison.probability * Double(fields) < Self.significance
        self.bins = bins
        let unknown = bins.filter(\.isUnknown).reduce(0) { $0 + $1.now }
        let chance = (unknown * (1 - min(unknown, 1)) * dispersion / max(records, 1)).squareRoot()
        isUnknown =
            unknown - usuallyUnknown >= Self.unknownGrowth && unknown - usuallyUnknown > 3 * chance
            && records >= Self.fewestRecords
    }

    /// Fewer records do not show five in a hundred.
    private static let fewestRecords = 400.0

    /// The bins that moved most, unknown values before others.
    public func moved(_ most: Int = 2) -> [Bin] {
        let sorted = bins.filter { $0.weight > 0 }.sorted {
            (Self.prominence($0), $1.values) > (Self.prominence($1), $0.values)
        }
        return Array(sorted.prefix(most))
    }

    /// A percent of values never seen says more than a percent from one decile to the next.
    private static func prominence(_ bin: Bin) -> Double { bin.isUnknown ? 3 * bin.weight : bin.weight }

    /// The share of values that training never saw.
    var unknown: Double { bins.filter(\.isUnknown).reduce(0) { $0 + $1.now } }

    /// "service: values never seen in training 0.1 % → 7 %; ssl 40 % → 12 %".
    public var words: String {
        let moved = moved().map {
            "\(SafeText.visible($0.values)) \(Self.percent($0.before)) → \(Self.percent($0.now))"
        }
        let still = isUnknown ? "\(Self.percent(unknown)) unlike all of training" : "as before"
        return "\(title): " + (moved.isEmpty ? still : moved.joined(separator: "; "))
    }

    /// A share as people write it.
    public static func percent(_ share: Double) -> String {
        let percent = 100 * share
        if percent < 0.005 { return percent > 0 ? "< 0.01 %" : "0 %" }
        return String(format: percent < 9.95 ? "%.2g %%" : "%.0f %%", percent)
    }
}

extension FieldDrift.Bin {
    /// The bins of a field that hold anything, in words.
    static func bins(
        of index: Int, _ known: FieldDistributions.Field, now: [Double], _ reader: ColumnReader,
        _ encoder: RecordEncoder
    ) -> [FieldDrift.Bin] {
        let (n, m) = (Double(max(known.counts.reduce(0, +), 1)), max(now.reduce(0, +), 1))
        let isNumber = index < encoder.numberCount
        let unknown = FieldDistributions.unknownBins(index, encoder)
        // Missing, below, the bins between the edges, above.
        let order =
            isNumber
            ? [FieldDistributions.missing, FieldDistributions.below]
                + Array(FieldDistributions.first..<known.counts.count) + [FieldDistributions.above]
            : Array(known.counts.indices)
        return order.compactMap { bin in
            guard known.counts[bin] > 0 || now[bin] > 0 else { return nil }
            let values =
                isNumber
                ? number(bin, of: index, known.edges, reader, encoder)
                : category(bin, of: index - encoder.numberCount, reader, encoder)
            return FieldDrift.Bin(
                values: values, before: Double(known.counts[bin]) / n, now: now[bin] / m,
                isUnknown: unknown.contains(bin))
        }
    }

    private static func number(
        _ bin: Int, of index: Int, _ edges: [Float], _ reader: ColumnReader, _ encoder: RecordEncoder
    ) -> String {
        let field = reader.field(index)
        if field.kind == .flag, bin != FieldDistributions.missing {
            let only = encoder.scales[index].lowest > 0.5
            switch bin {
            case FieldDistributions.below: return "false"
            case FieldDistributions.above: return "true"
            default: return (edges.isEmpty ? only : bin > FieldDistributions.first) ? "true" : "false"
            }
        }
        switch bin {
        case FieldDistributions.below: return "values below all of training"
        case FieldDistributions.above: return "values above all of training"
        case FieldDistributions.missing: return "missing values"
        default: break
        }
        if edges.isEmpty { return "values that training knows" }
        let place = bin - FieldDistributions.first
        func value(_ edge: Int) -> Double {
            let value = reader.value(edges[edge], of: index)
            return field.kind == .count ? value.rounded() : value
        }
        if place == 0 {
            let isOne = edges[0] == encoder.scales[index].lowest
            return (isOne ? "" : "up to ") + field.text(value(0))
        }
        if place == edges.count { return "more than " + field.text(value(place - 1)) }
        let high = field.text(value(place))
        // Bins of counts hold whole numbers: beyond 2 up to 4 is 3 to 4.
        let low = value(place - 1) + (field.kind == .count ? 1 : 0)
        var unitless = field
        unitless.unit = nil
        let words = unitless.text(low)
        return low == value(place) ? high : words + " to " + high
    }

    private static func category(
        _ slot: Int, of category: Int, _ reader: ColumnReader, _ encoder: RecordEncoder
    ) -> String {
        guard category < encoder.categories.count else { return combination(slot) }
        switch slot {
        case CategoryScale.unseen: return "values never seen in training"
        case CategoryScale.rare: return "seldom values"
        default: return reader.text(encoder.categories[category].frequent[slot - 2], of: category)
        }
    }

    /// A bin of combinations.
    private static func combination(_ bin: Int) -> String {
        let counts = FieldBins.combinationCounts
        switch bin {
        case 0: return "values never seen together in training"
        case counts.count + 1: return "seen \(counts[bin - 2]) times or more"
        default: return "seen \(bin == 1 ? 1 : counts[bin - 2]) to \(counts[bin - 1] - 1) times"
        }
    }
}
