/// Sequences of different lengths in one batch, as `SequenceAutoencoder` takes them: `[time, batch]`, padded.
struct SequenceBatch {
    /// Steps of the batch: the longest sequence's length, rounded up so that few plans serve all batches.
    let time: Int

    private static let grain = 16

    init(longest: Int) { time = max((longest + Self.grain - 1) / Self.grain, 1) * Self.grain }

    /// Writes sequences into the inputs of a plan.
    static func write(
        _ sequences: [[Int32]], padding: Int32, tokens: UnsafeMutableBufferPointer<Int32>,
        lengths: UnsafeMutableBufferPointer<Int32>
    ) {
        let batch = sequences.count
        tokens.update(repeating: padding)
        for (column, sequence) in sequences.enumerated() {
            lengths[column] = Int32(sequence.count)
            for (row, token) in sequence.enumerated() { tokens[row * batch + column] = token }
        }
    }
}
