internal import CFingerprints
internal import QuartetEngine

/// Two members of a list that are alike.
struct SimilarPair: Sendable, Equatable {
    /// The smaller index.
    let first: Int32
    let second: Int32
    let similarity: Double
}

/// Fingerprints of one size, side by side, to be compared all with all.
struct SimilarPairs: Sendable {
    /// Pairs that are kept at most, about half a gigabyte.
    static let limit = 20_000_000

    private let words: [UInt64]
    private let bitCounts: [Int]
    private let width: Int

    init(_ fingerprints: [MorganFingerprint]) {
        width = fingerprints.first?.words.count ?? 0
        words = fingerprints.flatMap(\.words)
        bitCounts = fingerprints.map(\.bitCount)
    }

    /// All pairs with at least a Tanimoto similarity, by rising first and then second index.
    ///
    /// - Parameter keeps: further asks of a pair, by its indices.
    /// - Throws: ``SeriesError`` for more than ``limit`` pairs.
    func atLeast(
        _ similarity: Double, progress: ShareDone? = nil,
        keeps: @escaping @Sendable (Int, Int) -> Bool = { _, _ in true }
    ) throws -> [SimilarPair] {
        var pairs: [SimilarPair] = []
        let rowsAtOnce = 64
        let blocks = (bitCounts.count + rowsAtOnce - 1) / rowsAtOnce
        var done = 0
        // Not kept block by block: a list that grows too long ends the work.
        for begin in stride(from: 0, to: blocks, by: 8) {
            let part = parallelMap(min(8, blocks - begin)) { block in
                let first = (begin + block) * rowsAtOnce
                return self.pairs(
                    first..<min(first + rowsAtOnce, bitCounts.count), similarity: similarity, keeps)
            }
            for found in part { pairs += found }
            if pairs.count > Self.limit { throw SeriesError.tooManyPairs(pairs.count, limit: Self.limit) }
            done = min(bitCounts.count, (begin + 8) * rowsAtOnce)
            // Row i is compared with those behind it.
            let left = Double(bitCounts.count - done) / Double(max(bitCounts.count, 1))
            progress?(1 - left * left)
        }
        return pairs
    }

    private func pairs(
        _ rows: Range<Int>, similarity: Double, _ keeps: (Int, Int) -> Bool
    ) -> [SimilarPair] {
        var found: [SimilarPair] = []
        var shared = [Int32](repeating: 0, count: bitCounts.count)
        for i in rows {
            // Those behind it alone: each pair once.
            let others = i + 1
            words.withUnsafeBufferPointer { words in
                guard let start = words.baseAddress else { return }
                cf_shared_bits(
                    start + i * width, start + others * width, Int64(width),
                    Int64(bitCounts.count - others), &shared)
            }
            for j in others..<max(bitCounts.count, others) {
                let both = Int(shared[j - others])
                let either = bitCounts[i] + bitCounts[j] - both
                let value = either == 0 ? 0 : Double(both) / Double(either)
                if value >= similarity, keeps(i, j) {
                    found.append(SimilarPair(first: Int32(i), second: Int32(j), similarity: value))
                }
            }
        }
        return found
    }
}
