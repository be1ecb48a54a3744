/// Text during normalisation: its bytes, and the place in the original that each came from.
struct AlignedText: Sendable {
    private(set) var bytes: [UInt8]
    /// Whether the original begins here.
    private(set) var isAtStart: Bool
    private var alignment: Alignment

    private enum Alignment {
        /// Offsets are not needed.
        case untracked
        /// Unchanged: byte `i` is at `i + offset` of the original.
        case shifted(by: Int)
        /// For each byte the bytes of the original that it stands for.
        case ranges([Range<Int>])
    }

    /// The bytes of the original from `offset` on, unchanged.
    init(_ slice: Span<UInt8>, at offset: Int, isTracked: Bool) {
        bytes = slice.withUnsafeBufferPointer { Array($0) }
        alignment = isTracked ? .shifted(by: offset) : .untracked
        isAtStart = offset == 0
    }

    /// An empty text at the same place, to append the changed text to.
    func emptied() -> AlignedText {
        var result = self
        result.bytes = []
        result.alignment = isTracked ? .ranges([]) : .untracked
        return result
    }

    var isTracked: Bool { if case .untracked = alignment { false } else { true } }

    /// The bytes of the original that a part stands for.
    func source(_ part: Range<Int>) -> Range<Int> {
        switch alignment {
        case .untracked: return 0..<0
        case .shifted(let offset): return part.lowerBound + offset..<part.upperBound + offset
        case .ranges(let ranges):
            guard !ranges.isEmpty else { return 0..<0 }
            guard !part.isEmpty else {
                let place =
                    part.lowerBound < ranges.count
                    ? ranges[part.lowerBound].lowerBound : ranges[ranges.count - 1].upperBound
                return place..<place
            }
            let start = ranges[part.lowerBound].lowerBound
            return start..<max(start, ranges[part.upperBound - 1].upperBound)
        }
    }

    /// A part as a text of its own.
    func part(_ part: Range<Int>) -> AlignedText {
        if part == bytes.indices { return self }
        var result = emptied()
        result.bytes = Array(bytes[part])
        result.isAtStart = isAtStart && part.lowerBound == 0
        switch alignment {
        case .untracked: break
        case .shifted(let offset): result.alignment = .shifted(by: offset + part.lowerBound)
        case .ranges(let ranges): result.alignment = .ranges(Array(ranges[part]))
        }
        return result
    }

    mutating func append(_ scalar: Unicode.Scalar, from source: Range<Int>) {
        let before = bytes.count
        if scalar.isASCII {
            bytes.append(UInt8(truncatingIfNeeded: scalar.value))
        } else {
            bytes.append(contentsOf: scalar.utf8)
        }
        appendSource(source, times: bytes.count - before)
    }

    mutating func append(_ text: some Sequence<UInt8>, from source: Range<Int>) {
        let before = bytes.count
        bytes.append(contentsOf: text)
        appendSource(source, times: bytes.count - before)
    }

    /// Appends a part of another text, with its places.
    mutating func append(_ part: Range<Int>, of other: AlignedText) {
        bytes.append(contentsOf: other.bytes[part])
        guard case .ranges(var ranges) = alignment else { return }
        alignment = .untracked
        for index in part { ranges.append(other.source(index..<index + 1)) }
        alignment = .ranges(ranges)
    }

    private mutating func appendSource(_ source: Range<Int>, times: Int) {
        guard case .ranges(var ranges) = alignment else { return }
        // Taken out first, so that the array is not copied.
        alignment = .untracked
        for _ in 0..<times { ranges.append(source) }
        alignment = .ranges(ranges)
    }

    /// The text with a prefix, which is aligned with its first character.
    func prepending(_ content: some Sequence<UInt8>) -> AlignedText {
        var result = emptied()
        result.append(content, from: firstCharacter(0..<bytes.count))
        result.append(0..<bytes.count, of: self)
        return result
    }

    /// The place of the first character of a non-empty part.
    func firstCharacter(_ part: Range<Int>) -> Range<Int> {
        source(part.lowerBound..<part.lowerBound + bytes.span.scalar(at: part.lowerBound).length)
    }

    /// Inserts text that is aligned with nothing before each piece that needs it; drops text that no piece covers.
    mutating func insert(
        _ content: [UInt8], before pieces: inout [Range<Int>], where isWanted: ([UInt8], Range<Int>) -> Bool
    ) {
        guard pieces.contains(where: { isWanted(bytes, $0) }) else { return }
        var result = emptied()
        for (index, piece) in pieces.enumerated() {
            let start = result.bytes.count
            if isWanted(bytes, piece) {
                let place = source(piece).lowerBound
                result.append(content, from: place..<place)
            }
            result.append(piece, of: self)
            pieces[index] = start..<result.bytes.count
        }
        self = result
    }
}
