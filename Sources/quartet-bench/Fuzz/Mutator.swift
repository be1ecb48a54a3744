import QuartetFiles

/// Changes valid files at random: input `n` is a function of the reader, the seed and `n` alone, so that any input can be
/// made again.
struct Mutator {
    private let reader: FuzzReader
    private let seeds: [[UInt8]]
    private let words: [[UInt8]]
    private let seed: UInt64

    /// Inputs do not grow beyond this, however often bytes are doubled.
    private static let byteLimit = 4 << 20

    init(_ reader: FuzzReader, seeds: [[UInt8]], seed: UInt64) {
        (self.reader, self.seeds, self.seed) = (reader, seeds, seed)
        words = reader.words.map { Array($0.utf8) }
    }

    /// The first inputs are the seeds themselves.
    func input(_ number: Int) -> [UInt8] {
        if number < seeds.count { return seeds[number] }
        var random = PhiloxGenerator(seed: seed, step: UInt64(number), stream: reader.name)
        var bytes = seeds.randomElement(using: &random) ?? []
        // One change finds what is near the surface; many in one input are needed for counts that must agree.
        for _ in 0..<[1, 1, 2, 3, 6].randomElement(using: &random)! {
            Mutation.allCases.randomElement(using: &random)!.apply(
                to: &bytes, Mutation.Material(seeds: seeds, words: words), &random)
            if bytes.count > Self.byteLimit { bytes.removeLast(bytes.count - Self.byteLimit) }
        }
        if let repair = reader.repair, Bool.random(using: &random) { bytes = repair(bytes) }
        return bytes
    }
}
