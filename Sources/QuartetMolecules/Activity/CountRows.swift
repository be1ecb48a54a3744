internal import CGaussianProcess

/// A counted fingerprint without its zeros.
package struct FoldedCounts: Sendable {
    let bins: [UInt16]
    let counts: [UInt8]

    /// - Parameter counts: of each bin, of which there are at most ``CountRows/mostBins``.
    package init(_ counts: some Sequence<UInt8>) {
        let present = counts.enumerated().filter { $0.element > 0 }
        (bins, self.counts) = (present.map { UInt16($0.offset) }, present.map(\.element))
    }
}

/// The counted fingerprints of many molecules, one after another.
package struct CountRows: Sendable {
    static let mostBins = 8192

    let bins: [UInt16]
    let counts: [UInt8]
    /// Where each row begins, and where the last one ends.
    private let starts: [Int64]
    private let totals: [Int32]

    package var count: Int { totals.count }

    package init(_ rows: [FoldedCounts]) {
        bins = rows.flatMap(\.bins)
        counts = rows.flatMap(\.counts)
        starts = rows.reduce(into: [0]) { $0.append($0[$0.count - 1] + Int64($1.counts.count)) }
        totals = rows.map { $0.counts.reduce(0) { $0 + Int32($1) } }
        if bins.contains(where: { $0 >= Self.mostBins }) { fatalError("CountRows: too many bins.") }
    }

    /// Where the bins and counts of a row stand.
    func places(of row: Int) -> Range<Int> { Int(starts[row])..<Int(starts[row + 1]) }

    func withPointers<Value>(_ body: (gp_counts) -> Value) -> Value {
        starts.withUnsafeBufferPointer { starts in
            bins.withUnsafeBufferPointer { bins in
                counts.withUnsafeBufferPointer { counts in
                    totals.withUnsafeBufferPointer { totals in
                        body(
                            gp_counts(
                                starts: starts.baseAddress, bins: bins.baseAddress,
                                counts: counts.baseAddress, totals: totals.baseAddress,
                                rows: Int64(totals.count)))
                    }
                }
            }
        }
    }
}
