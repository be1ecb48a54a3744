/// Where to start the search for a number among ascending ones: a table indexed by the leading bits of positive floats,
/// which have the same order. It replaces a binary search, in which every step is an unpredictable branch.
package struct KnotIndex: Sendable {
    /// The first knot of each step of a sixty-fourth of a power of two.
    private let starts: [UInt16]
    /// The step of the first positive knot.
    private let first: Int

    /// Low bits that are ignored: 6 of the 23 fraction bits remain.
    private static let shift: UInt32 = 17

    /// - Parameter knots: ascending, at most 65,535.
    package init(_ knots: [Float]) {
        let firstPositive = knots.firstIndex { $0 > 0 } ?? knots.count
        guard firstPositive < knots.count, let last = knots.last, last.isFinite else {
            (starts, first) = ([], 0)
            return
        }
        let first = Self.step(knots[firstPositive])
        var starts = [UInt16](repeating: 0, count: Self.step(last) - first + 1)
        var knot = firstPositive
        for step in starts.indices {
            while Self.step(knots[knot]) < first + step { knot += 1 }
            starts[step] = UInt16(knot)
        }
        (self.starts, self.first) = (starts, first)
    }

    @inline(__always) private static func step(_ value: Float) -> Int { Int(value.bitPattern >> shift) }

    /// The first knot that is not below the value.
    ///
    /// - Parameters:
    ///   - value: above the first knot, and not above the last.
    ///   - knots: those of the index.
    @inline(__always) package func place(of value: Float, in knots: Span<Float>) -> Int {
        let step = Self.step(value) - first
        // Values below the first positive knot are searched from the beginning.
        var knot = value > 0 && step >= 0 && step < starts.count ? Int(starts[step]) : 0
        while knots[knot] < value { knot += 1 }
        return knot
    }
}
