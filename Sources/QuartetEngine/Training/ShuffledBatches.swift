internal import QuartetFiles

/// The order in which a training sees its examples: all of them once an epoch, shuffled by seed and epoch alone, so
/// that any step's batch is computed without the steps before it.
public struct ShuffledBatches {
    public let count: Int
    public let batch: Int
    public let seed: UInt64
    private var epoch = -1
    private var order: [Int32] = []

    /// Examples that do not fill a last batch wait for another epoch's order.
    public init(count: Int, batch: Int, seed: UInt64) {
        if batch < 1 || count < batch {
            fatalError("ShuffledBatches: batches of \(batch) from \(count) examples.")
        }
        (self.count, self.batch, self.seed) = (count, batch, seed)
    }

    public var batchesPerEpoch: Int { count / batch }

    /// Indices of the examples of a step, counted from 0.
    public mutating func indices(step: Int) -> ArraySlice<Int32> {
        let wanted = step / batchesPerEpoch
        if wanted != epoch {
            epoch = wanted
            order = Self.permutation(count: count, seed: seed, epoch: UInt64(wanted))
        }
        let start = step % batchesPerEpoch * batch
        return order[start..<start + batch]
    }

    /// The numbers below `count` in the order of an epoch.
    public static func permutation(count: Int, seed: UInt64, epoch: UInt64) -> [Int32] {
        var generator = PhiloxGenerator(seed: seed, step: epoch, stream: 0x5348_5546)
        return (0..<Int32(count)).shuffled(using: &generator)
    }
}
