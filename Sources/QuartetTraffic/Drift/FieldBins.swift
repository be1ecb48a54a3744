/// Sorts records into the bins of ``FieldDistributions``.
struct FieldBins: Sendable {
    private struct Number: Sendable {
        let low, high: Float
        let edges: [Float]
    }

    private let numbers: [Number]
    private let categories: [CategoryScale]
    /// Combinations of categories; nil for a log with at most one category.
    private let combinations: TupleRarity?

    /// Combinations by how often training saw them: never, below each of these, and more often.
    static let combinationCounts = [5, 50, 500]

    /// - Parameter edges: one list for each number.
    init(_ parts: Detector.Parts, edges: [[Float]]) {
        let encoder = parts.encoder
        combinations = encoder.categories.count > 1 ? parts.rarity : nil
        numbers = zip(encoder.scales, edges).map { scale, edges in
            Number(low: scale.lowest, high: scale.highest, edges: edges)
        }
        categories = encoder.categories
    }

    init(_ parts: Detector.Parts, _ known: FieldDistributions) {
        self.init(parts, edges: known.fields.prefix(parts.encoder.numberCount).map(\.edges))
    }

    /// How many bins each field has: numbers, categories, their combinations.
    var sizes: [Int] {
        numbers.map { FieldDistributions.first + $0.edges.count + 1 } + categories.map(\.count)
            + (combinations == nil ? [] : [2 + Self.combinationCounts.count])
    }

    /// Zero counts, `[field][bin]`.
    var none: [[Double]] { sizes.map { [Double](repeating: 0, count: $0) } }

    func count(_ columns: RecordColumns, _ records: Range<Int>, into counts: inout [[Double]]) {
        for (field, number) in numbers.enumerated() {
            counts[field].withUnsafeMutableBufferPointer { counts in
                number.edges.withUnsafeBufferPointer { edges in
                    for value in columns.numbers[field][records] {
                        counts[Self.bin(value, number.low, number.high, edges)] += 1
                    }
                }
            }
        }
        for (index, scale) in categories.enumerated() {
            let slots = scale.slots(columns.categories[index], records)
            counts[numbers.count + index].withUnsafeMutableBufferPointer { counts in
                for slot in slots { counts[Int(slot)] += 1 }
            }
        }
        guard let combinations else { return }
        let last = counts.count - 1
        for key in TupleRarity.keys(columns, records) {
            let seen = combinations.count(key)
            let bin = seen == 0 ? 0 : 1 + Self.combinationCounts.count { $0 <= seen }
            counts[last][bin] += 1
        }
    }

    @inline(__always) static func bin(
        _ value: Float, _ low: Float, _ high: Float, _ edges: UnsafeBufferPointer<Float>
    ) -> Int {
        if value > high { return FieldDistributions.above }
        if value.isNaN || value == -.infinity { return FieldDistributions.missing }
        if value < low { return FieldDistributions.below }
        var index = 0
        while index < edges.count, value > edges[index] { index += 1 }
        return FieldDistributions.first + index
    }
}
