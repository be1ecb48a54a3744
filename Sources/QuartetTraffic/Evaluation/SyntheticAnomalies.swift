internal import Foundation
internal import QuartetFiles

/// Anomalies made from unseen normal records, to compare configurations of a detector without attacks. The same number of
/// each kind:
///
/// - swapped: a fifth to half of the fields come from another record;
/// - extreme: one to three numbers lie between the 99.9 % point and the maximum of training, or at one to four times the
///   maximum, or at the 0.1 % point;
/// - unseen: a category that training never saw, or one drawn uniformly from all values, independently of the other fields;
/// - burst: a tuple of categories drawn uniformly from all tuples, with a tenth to half of the numbers at the 0.1 % or 99.9 %
///   point, as in floods and scans.
package struct SyntheticAnomalies {
    package enum Kind: Int, CaseIterable { case swapped, extreme, unseen, burst }

    package let columns: RecordColumns
    /// The kind of each record.
    package let kinds: [Kind]

    package static let perKind = 1500
    /// A key that is no value's hash except by chance.
    private static let unseenKey: UInt64 = 0x0DD_C0DE_0DD_C0DE

    /// The range of a number in training.
    private struct Span {
        let low, high, highest: Float
        let isLogarithmic: Bool

        init(_ values: [Float], isLogarithmic: Bool) {
            let known = values.filter(\.isFinite).sorted()
            func quantile(_ share: Double) -> Float {
                known.isEmpty ? 0 : known[Int((share * Double(known.count - 1)).rounded())]
            }
            (low, high, highest) = (quantile(0.001), quantile(0.999), known.last ?? 0)
            self.isLogarithmic = isLogarithmic
            isConstant = known.first == known.last
        }

        let isConstant: Bool

        /// The maximum times a factor; a maximum of at most 1 belongs to a share or a flag, and is not scaled.
        func beyond(_ factor: Float) -> Float {
            let raw = isLogarithmic ? expm1(highest) : highest
            guard raw > 1 else { return highest }
            return isLogarithmic ? log1p(raw * factor) : raw * factor
        }
    }

    /// - Parameters:
    ///   - unseen: normal records that no part of the detector was fitted to.
    ///   - training: the training records, for the ranges of their numbers.
    ///   - isLogarithmic: which number columns are logarithms.
    package init(
        from unseen: RecordColumns, training: RecordColumns, isLogarithmic: [Bool],
        perKind: Int = Self.perKind, seed: UInt64
    ) {
        let spans = zip(training.numbers, isLogarithmic).map { Span($0, isLogarithmic: $1) }
        let values = unseen.categories.map { Array(Set($0)).sorted() }
        let tuples = Self.distinctTuples(unseen)
        let moving = spans.indices.filter { !spans[$0].isConstant }
        var all = RecordColumns(
            count: 0, numbers: unseen.numbers.map { _ in [] }, categories: unseen.categories.map { _ in [] })
        var kinds: [Kind] = []
        for kind in Kind.allCases where unseen.count > 0 {
            // This kind of anomaly needs fields that the log lacks.
            if kind == .extreme && moving.isEmpty || kind == .unseen && values.isEmpty { continue }
            var generator = PhiloxGenerator(seed: seed, stream: 0x5A00 + UInt32(kind.rawValue))
            var made = unseen.selected(
                (0..<perKind).map { _ in Int.random(in: 0..<unseen.count, using: &generator) })
            for record in 0..<perKind {
                switch kind {
                case .swapped: Self.swap(&made, record, unseen, &generator)
                case .extreme: Self.push(&made, record, spans, moving, &generator)
                case .unseen: Self.rename(&made, record, values, &generator)
                case .burst: Self.burst(&made, record, spans, unseen, tuples, &generator)
                }
            }
            all.append(made)
            kinds += [Kind](repeating: kind, count: perKind)
        }
        (columns, self.kinds) = (all, kinds)
    }

    /// One record of each tuple of categories.
    private static func distinctTuples(_ columns: RecordColumns) -> [Int] {
        var seen: Set<UInt64> = []
        return (0..<columns.count).filter { seen.insert(TupleRarity.key(columns, $0)).inserted }
    }

    private static func swap(
        _ made: inout RecordColumns, _ record: Int, _ unseen: RecordColumns,
        _ generator: inout PhiloxGenerator
    ) {
        let (other, share) = (
            Int.random(in: 0..<unseen.count, using: &generator), 0.2 + 0.3 * generator.uniform()
        )
        for field in made.numbers.indices where generator.uniform() < share {
            made.numbers[field][record] = unseen.numbers[field][other]
        }
        for field in made.categories.indices where generator.uniform() < share {
            made.categories[field][record] = unseen.categories[field][other]
        }
    }

    private static func push(
        _ made: inout RecordColumns, _ record: Int, _ spans: [Span], _ moving: [Int],
        _ generator: inout PhiloxGenerator
    ) {
        for _ in 0..<1 + Int.random(in: 0..<3, using: &generator) {
            let field = moving[Int.random(in: 0..<moving.count, using: &generator)]
            let (span, uniform) = (spans[field], generator.uniform())
            if generator.uniform() < 0.5 {
                made.numbers[field][record] = span.high + uniform * (span.highest - span.high)
            } else {
                made.numbers[field][record] =
                    generator.uniform() < 0.7 ? span.beyond(1 + 3 * uniform) : span.low
            }
        }
    }

    private static func rename(
        _ made: inout RecordColumns, _ record: Int, _ values: [[UInt64]], _ generator: inout PhiloxGenerator
    ) {
        let field = Int.random(in: 0..<values.count, using: &generator)
        made.categories[field][record] =
            generator.uniform() < 0.5
            ? unseenKey : values[field][Int.random(in: 0..<values[field].count, using: &generator)]
    }

    private static func burst(
        _ made: inout RecordColumns, _ record: Int, _ spans: [Span], _ unseen: RecordColumns,
        _ tuples: [Int], _ generator: inout PhiloxGenerator
    ) {
        let tuple = tuples[Int.random(in: 0..<tuples.count, using: &generator)]
        for field in made.categories.indices {
            made.categories[field][record] = unseen.categories[field][tuple]
        }
        let share = 0.1 + 0.4 * generator.uniform()
        for field in made.numbers.indices {
            let draw = generator.uniform()
            if draw < share {
                made.numbers[field][record] = draw < share / 2 ? spans[field].low : spans[field].high
            }
        }
    }
}
