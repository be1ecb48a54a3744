/// Places values in one arena so that values whose lives do not overlap share memory. The persistent ones come first.
struct MemoryPlan {
    /// Byte offset of each value in the arena; nil for values that are elsewhere or never used.
    private(set) var offsets: [Int?]
    private(set) var bytes = 0
    /// Bytes of the values whose place is not shared.
    let persistentBytes: Int

    private static let alignment = 64

    /// - Parameters:
    ///   - sizes: bytes of each value; nil for values that are elsewhere.
    ///   - persistent: values whose place is not shared.
    ///   - lives: the first and last instruction that uses each value; nil if none does.
    ///   - overwrites: values that may take the place of another, of the same size, at an instruction.
    init(
        sizes: [Int?], persistent: [Bool], lives: [ClosedRange<Int>?],
        overwrites: [(result: ValueID, operand: ValueID, instruction: Int)] = []
    ) {
        var (sizes, lives) = (sizes, lives)
        /// The value whose place a value takes.
        var host = Array(sizes.indices)
        for (result, operand, instruction) in overwrites {
            let place = host[operand]
            guard host[result] == result, place != result, let size = sizes[place], sizes[result] == size,
                !persistent[place], !persistent[result], let life = lives[result],
                life.lowerBound == instruction, lives[place]?.upperBound == instruction
            else { continue }
            host[result] = place
            sizes[result] = nil
            lives[place] = (lives[place]?.lowerBound ?? instruction)...life.upperBound
        }
        offsets = [Int?](repeating: nil, count: sizes.count)
        for value in sizes.indices where persistent[value] {
            guard let size = sizes[value] else { continue }
            offsets[value] = bytes
            bytes = Self.sum(bytes, Self.rounded(size))
        }
        let base = bytes
        persistentBytes = base
        // The largest first, each at the lowest place that is free during its whole life (Pisarchyk & Lee, 2020).
        let order = sizes.indices
            .filter { sizes[$0] != nil && !persistent[$0] && lives[$0] != nil }
            .sorted { (sizes[$0]!, $1) > (sizes[$1]!, $0) }
        var placed: [(offset: Int, end: Int, life: ClosedRange<Int>)] = []
        for value in order {
            let size = Self.rounded(sizes[value]!)
            let life = lives[value]!
            var offset = base
            var best: (offset: Int, gap: Int)?
            for other in placed where other.life.overlaps(life) {
                let gap = other.offset - offset
                if gap >= size, best == nil || gap < best!.gap { best = (offset, gap) }
                offset = max(offset, other.end)
            }
            let place = best?.offset ?? offset
            offsets[value] = place
            let entry = (offset: place, end: Self.sum(place, size), life: life)
            let position = placed.firstIndex { $0.offset > place } ?? placed.count
            placed.insert(entry, at: position)
            bytes = max(bytes, entry.end)
        }
        for value in host.indices where host[value] != value { offsets[value] = offsets[host[value]] }
    }

    /// A sum that saturates: sizes may come from a user, and too much must stay too much.
    private static func sum(_ a: Int, _ b: Int) -> Int {
        let (sum, overflows) = a.addingReportingOverflow(b)
        return overflows ? .max : sum
    }

    private static func rounded(_ size: Int) -> Int { (max(size, 1) + alignment - 1) / alignment * alignment }
}
