internal import QuartetFiles

/// Numbers the strings of a source in blocks, each with a seed of its own: a string depends on the source's seed and on its
/// number alone, not on how many are written at a time.
struct WritingBlocks {
    /// Strings that are written together; all of one block.
    struct Part {
        let block: Int
        /// The number of the first one in its block.
        let first: Int
        let count: Int
        let seed: UInt64
    }

    private let seed: UInt64
    private let stream: String
    private let size: Int
    private var written = 0
    private var blockSeed: UInt64 = 0
    /// For what the block draws besides its strings, one after another.
    var generator: PhiloxGenerator

    /// - Parameter size: strings of a block.
    init(seed: UInt64, stream: String, size: Int) {
        (self.seed, self.stream, self.size) = (seed, stream, size)
        generator = PhiloxGenerator(seed: seed, stream: stream)
    }

    /// The next strings: at most `count`, and none of the block after.
    mutating func next(_ count: Int) -> Part {
        let (block, first) = (written / size, written % size)
        if first == 0 {
            generator = PhiloxGenerator(seed: seed, step: UInt64(block), stream: stream)
            blockSeed = generator.next()
        }
        let part = Part(
            block: block, first: first, count: min(max(count, 1), size - first), seed: blockSeed)
        written += part.count
        return part
    }

    /// Whether the last part was the end of its block.
    var isBlockComplete: Bool { written % size == 0 }
}

extension MoleculeAutoencoder.Writing {
    /// As the part of a block is written.
    func of(_ part: WritingBlocks.Part) -> Self {
        var writing = self
        (writing.seed, writing.first) = (part.seed, part.first)
        return writing
    }
}
