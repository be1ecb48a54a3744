internal import QuartetEngine
internal import QuartetFiles

/// Batches of sequences of like lengths, so that little of a batch is padding. The whole set is shuffled for each epoch,
/// sorted by length within pools of many batches, cut into batches, and these are shuffled again: every step draws from
/// the whole set, whatever the order of the file.
///
/// Batches are padded to one of a few lengths, chosen for the set: a training needs a plan for each.
public struct LengthBatches {
    /// The lengths that batches are padded to, ascending.
    public let times: [Int]
    public let batch: Int
    private let lengths: [Int]
    private let pool: Int
    private let seed: UInt64
    private var epoch = -1
    private var batches: [[Int32]] = []

    /// - Parameters:
    ///   - lengths: of the sequences, at least `batch` of them.
    ///   - shapes: the most lengths to pad to.
    ///   - pool: batches that are sorted together.
    public init(lengths: [Int], batch: Int, shapes: Int = 6, pool: Int = 100, seed: UInt64) {
        if batch < 1 || lengths.count < batch {
            fatalError("LengthBatches: batches of \(batch) from \(lengths.count) sequences.")
        }
        (self.lengths, self.batch, self.pool, self.seed) = (lengths, batch, pool, seed)
        times = Self.times(for: lengths, shapes: shapes)
    }

    public var batchesPerEpoch: Int { lengths.count / batch }

    /// Indices of the sequences of a step, counted from 0, and the length to pad them to. Sequences that do not fill a
    /// last batch wait for another epoch's order.
    public mutating func next(step: Int) -> (indices: [Int32], time: Int) {
        prepare(epoch: step / batchesPerEpoch)
        let indices = batches[step % batchesPerEpoch]
        return (indices, time(of: indices))
    }

    /// Share of padding among the tokens of an epoch.
    public mutating func paddingShare(epoch: Int = 0) -> Double {
        prepare(epoch: epoch)
        let (read, run) = batches.reduce(into: (0, 0)) { sums, indices in
            sums.0 += indices.reduce(0) { $0 + lengths[Int($1)] }
            sums.1 += time(of: indices) * batch
        }
        return 1 - Double(read) / Double(max(run, 1))
    }

    private func time(of indices: [Int32]) -> Int {
        let longest = indices.reduce(0) { max($0, lengths[Int($1)]) }
        return times.first { $0 >= longest } ?? longest
    }

    private mutating func prepare(epoch wanted: Int) {
        if wanted == epoch { return }
        epoch = wanted
        let order = ShuffledBatches.permutation(count: lengths.count, seed: seed, epoch: UInt64(wanted))
        let whole = order.prefix(batchesPerEpoch * batch)
        batches = stride(from: 0, to: whole.count, by: pool * batch).flatMap { start in
            // Equal lengths stay in their shuffled order: the sort is stable.
            let sorted = whole[start..<min(start + pool * batch, whole.count)].sorted {
                lengths[Int($0)] < lengths[Int($1)]
            }
            return stride(from: 0, to: sorted.count, by: batch).map { Array(sorted[$0..<$0 + batch]) }
        }
        var generator = PhiloxGenerator(seed: seed, step: UInt64(wanted), stream: 0x4C45_4E47)
        batches.shuffle(using: &generator)
    }

    /// The lengths, at most `shapes` of them, to which sequences are padded with the fewest tokens in all if each goes to
    /// the next one that holds it. Exact, by dynamic programming over the different lengths.
    package static func times(for lengths: [Int], shapes: Int) -> [Int] {
        var counts: [Int: Int] = [:]
        for length in lengths { counts[length, default: 0] += 1 }
        let different = counts.keys.sorted()
        // cost[i]: tokens of all sequences of the first i lengths; choice[k][i]: where the last of k shapes begins.
        var below = [0]
        for length in different { below.append(below[below.count - 1] + (counts[length] ?? 0)) }
        var cost = below.indices.map { $0 == 0 ? 0 : below[$0] * different[$0 - 1] }
        var choice = [[Int](repeating: 0, count: below.count)]
        for _ in 1..<max(min(shapes, different.count), 1) {
            var better = cost
            var begins = [Int](repeating: 0, count: below.count)
            for end in below.indices.dropFirst() {
                for begin in 0..<end {
                    let total = cost[begin] + (below[end] - below[begin]) * different[end - 1]
                    if total <= better[end] { (better[end], begins[end]) = (total, begin) }
                }
            }
            cost = better
            choice.append(begins)
        }
        var (times, end) = ([Int](), different.count)
        for begins in choice.reversed() where end > 0 {
            times.append(different[end - 1])
            end = begins[end]
        }
        return times.reversed()
    }
}
