internal import CKernels

/// The order in which a training sees its examples: all of them once an epoch, shuffled by seed and epoch alone, so
/// that any step's batch can be had without the steps before it.
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

    /// Fisher-Yates with Philox uniforms.
    static func permutation(count: Int, seed: UInt64, epoch: UInt64) -> [Int32] {
        var order = (0..<Int32(count)).map(\.self)
        var uniforms = [Float](repeating: 0, count: 2 * count)
        qk_random_uniform(&uniforms, 0, Int64(2 * count), seed, epoch, 0x5348_5546)
        for i in stride(from: count - 1, to: 0, by: -1) {
            // 48 bits: even for long lists every place is equally likely.
            let unit = (Double(uniforms[2 * i]) * 0x1p24 + Double(uniforms[2 * i + 1])) * 0x1p-24
            order.swapAt(i, min(Int(unit * Double(i + 1)), i))
        }
        return order
    }
}
