/// Coarse bins of a number, for tables: one for each value that many records share, thirds of the other values, and one each
/// for values below and above the training range and for missing ones.
///
/// Coarse bins are better than fine ones: three bins describe what is usual, twenty what happened to occur.
struct NumberBins: Sendable, Codable {
    /// Values with their own bin, ascending.
    private let atoms: [Float]
    /// The limits between the bins of the other values, ascending.
    private let edges: [Float]
    private let low, high: Float

    private static let atomShare = 0.05
    private static let quantiles = 3
    private static let (below, above, missing, first) = (0, 1, 2, 3)

    /// - Parameter values: the training column; NaN where missing.
    init(_ values: [Float]) {
        let known = values.filter(\.isFinite).sorted()
        (low, high) = (known.first ?? 0, known.last ?? 0)
        var counts: [(value: Float, count: Int)] = []
        for value in known {
            if counts.last?.value == value {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((value, 1))
            }
        }
        let fewest = Self.atomShare * Double(values.count)
        let shared = counts.filter { Double($0.count) >= fewest }.map(\.value)
        let isAtom = Set(shared)
        let rest = known.filter { !isAtom.contains($0) }
        var cuts: [Float] = []
        if rest.count > 5 * Self.quantiles {
            for index in 1..<Self.quantiles {
                let cut = rest[index * rest.count / Self.quantiles]
                if cuts.last != cut { cuts.append(cut) }
            }
        }
        (atoms, edges) = (shared, cuts)
    }

    var count: Int { Self.first + atoms.count + edges.count + 1 }

    /// The bins of some records.
    func bins(_ values: [Float], _ records: Range<Int>) -> [Int32] { values[records].map { Int32(bin($0)) } }

    @inline(__always) func bin(_ value: Float) -> Int {
        if value > high { return Self.above }
        if value.isNaN || value == -.infinity { return Self.missing }
        if value < low { return Self.below }
        for index in atoms.indices where value == atoms[index] { return Self.first + index }
        var index = 0
        while index < edges.count, value > edges[index] { index += 1 }
        return Self.first + atoms.count + index
    }
}
