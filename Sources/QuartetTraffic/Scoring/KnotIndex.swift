/// Where to begin to look for a number among rising ones: a table by the leading bits of positive floats, which rise with
/// them. It replaces a search in which every step is an unpredictable branch.
package struct KnotIndex: Sendable {
    /// The first knot of each step of a sixty-fourth of a power of two.
    private let starts: [UInt16]
    /// The step of the first positive knot.
    private let first: Int

    /// Bits of a float that are left out: 6 of its 23 bits of fraction stay.
    private static let shift: UInt32 = 17

    /// - Parameter knots: rising, at most 65,535.
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
        // Below the first positive knot the few others are looked through.
        var knot = value > 0 && step >= 0 && step < starts.count ? Int(starts[step]) : 0
        while knots[knot] < value { knot += 1 }
        return knot
    }
}
