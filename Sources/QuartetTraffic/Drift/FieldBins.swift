/// Sorts records into the bins of ``FieldDistributions``.
struct FieldBins: Sendable {
    private struct Number: Sendable {
        let low, high: Float
        let edges: [Float]
    }

    private let numbers: [Number]
    private let categories: [CategoryScale]

    /// - Parameter edges: of each number.
    init(_ encoder: RecordEncoder, edges: [[Float]]) {
        numbers = zip(encoder.scales, edges).map { scale, edges in
            Number(low: scale.knots.first ?? 0, high: scale.knots.last ?? 0, edges: edges)
        }
        categories = encoder.categories
    }

    init(_ encoder: RecordEncoder, _ known: FieldDistributions) {
        self.init(encoder, edges: known.fields.prefix(encoder.numberCount).map(\.edges))
    }

    /// A count of nothing, `[field][bin]`: numbers, then categories.
    var none: [[Double]] {
        numbers.map { [Double](repeating: 0, count: FieldDistributions.first + $0.edges.count + 1) }
            + categories.map { [Double](repeating: 0, count: $0.count) }
    }

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
