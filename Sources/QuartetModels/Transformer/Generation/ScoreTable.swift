/// The scores of every token for each text, at a fixed address.
final class ScoreTable {
    private let memory: UnsafeMutableBufferPointer<Float>
    private let vocabulary: Int

    init(rows: Int, vocabulary: Int) {
        memory = .allocate(capacity: rows * vocabulary)
        memory.initialize(repeating: 0)
        self.vocabulary = vocabulary
    }

    deinit { memory.deallocate() }

    subscript(_ row: Int) -> UnsafeBufferPointer<Float> {
        UnsafeBufferPointer(rebasing: memory[row * vocabulary..<(row + 1) * vocabulary])
    }

    func set(_ row: Int, _ scores: UnsafeBufferPointer<Float>) {
        guard let base = memory.baseAddress, let source = scores.baseAddress else { return }
        (base + row * vocabulary).update(from: source, count: vocabulary)
    }

    /// Replaces row `b` by row `rows[b]`.
    func reorder(_ rows: [Int]) {
        let before = Array(memory)
        for (row, other) in rows.enumerated() where row != other {
            before.withUnsafeBufferPointer {
                set(row, UnsafeBufferPointer(rebasing: $0[other * vocabulary..<(other + 1) * vocabulary]))
            }
        }
    }
}
