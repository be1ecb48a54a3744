internal import Foundation
internal import QuartetReports

/// How one field's distribution has changed since the model was calibrated.
public struct FieldDrift: Sendable, Codable, Equatable {
    /// One bin of values and its shares.
    public struct Bin: Sendable, Codable, Equatable {
        /// Which values: "2.5 to 7 seconds", "ssl", "values never seen in training".
        public var values: String
        /// Shares of the records, then and now.
        public var before, now: Double
        /// Whether training never saw such a value.
        public var isUnknown: Bool

        /// The size of the change.
        var weight: Double { abs(now - before) }
    }

    /// The field's name in the log.
    public let field: String
    /// The name for a reader.
    public let title: String
    /// See ``DistributionComparison``.
    public let stabilityIndex: Double
    public let divergence: Double
    public let probability: Double
    /// Whether the index is beyond ``driftedIndex`` by more than chance.
    public let isDrifted: Bool
    /// Whether values that training never saw have become more frequent since the training: by at least
    /// ``unknownGrowth`` and by more than three standard deviations.
    public let isUnknown: Bool
    /// All bins that are not empty, in the order of their values.
    public let bins: [Bin]

    /// The population stability index beyond which a field has drifted (Siddiqi, 2006).
    public static let driftedIndex = 0.25
    /// The significance level over all fields together (Bonferroni).
    static let significance = 0.01

    /// Five percentage points.
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

    /// Fewer records cannot show a growth of five percentage points.
    private static let fewestRecords = 400.0

    /// The bins with the largest changes, unknown values before others.
    public func moved(_ most: Int = 2) -> [Bin] {
        let sorted = bins.filter { $0.weight > 0 }.sorted {
            (Self.prominence($0), $1.values) > (Self.prominence($1), $0.values)
        }
        return Array(sorted.prefix(most))
    }

    /// A percent of values that were never seen matters more than a percent that moved from one decile to the next.
    private static func prominence(_ bin: Bin) -> Double { bin.isUnknown ? 3 * bin.weight : bin.weight }

    /// The share of values that training never saw.
    var unknown: Double { bins.filter(\.isUnknown).reduce(0) { $0 + $1.now } }

    /// "service: values never seen in training 0.1 % → 7 %; ssl 40 % → 12 %".
    public var summary: String {
        let moved = moved().map {
            "\(SafeText.visible($0.values)) \(Self.percent($0.before)) → \(Self.percent($0.now))"
        }
        let unchanged = isUnknown ? "\(Self.percent(unknown)) outside the training data" : "unchanged"
        return "\(title): " + (moved.isEmpty ? unchanged : moved.joined(separator: "; "))
    }

    /// A share as a percentage for a reader.
    public static func percent(_ share: Double) -> String {
        let percent = 100 * share
        if percent < 0.005 { return percent > 0 ? "< 0.01 %" : "0 %" }
        return String(format: percent < 9.95 ? "%.2g %%" : "%.0f %%", percent)
    }
}

extension FieldDrift.Bin {
    /// The bins of a field that are not empty, named for a reader.
    static func bins(
        of index: Int, _ known: FieldDistributions.Field, now: [Double], _ reader: ColumnReader,
        _ encoder: RecordEncoder
    ) -> [FieldDrift.Bin] {
        let (n, m) = (max(known.total, 1), max(now.reduce(0, +), 1))
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
        case FieldDistributions.below: return "values below the training data"
        case FieldDistributions.above: return "values above the training data"
        case FieldDistributions.missing: return "missing values"
        default: break
        }
        if edges.isEmpty { return "values in the training data" }
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
        return low == value(place) ? high : unitless.text(low) + " to " + high
    }

    private static func category(
        _ slot: Int, of category: Int, _ reader: ColumnReader, _ encoder: RecordEncoder
    ) -> String {
        guard category < encoder.categories.count else { return combination(slot) }
        switch slot {
        case CategoryScale.unseen: return "values never seen in training"
        case CategoryScale.rare: return "rare values"
        default: return reader.text(encoder.categories[category].frequent[slot - 2], of: category)
        }
    }

    /// A bin of combinations.
    private static func combination(_ bin: Int) -> String {
        let counts = FieldBins.combinationCounts
        switch bin {
        case 0: return "never seen in training"
        case counts.count + 1: return "seen \(counts[bin - 2]) times or more"
        default: return "seen \(bin == 1 ? 1 : counts[bin - 2]) to \(counts[bin - 1] - 1) times"
        }
    }
}
