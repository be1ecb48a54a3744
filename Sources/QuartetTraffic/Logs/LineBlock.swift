internal import Glibc

/// Whole lines of a log.
struct LineBlock {
    /// Each line ends with a newline; the last line of a file may lack it.
    var bytes: [UInt8]
    /// The number of its first line, counted from 1.
    var firstLine: Int
    var lineCount: Int
    var hasZeros: Bool
    /// Offset of its first byte in the file; set only for files that are followed.
    var start = 0

    init(_ bytes: [UInt8], firstLine: Int, start: Int = 0) {
        (self.bytes, self.firstLine, self.start) = (bytes, firstLine, start)
        var (lines, zeros) = (0, false)
        bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress else { return }
            zeros = memchr(base, 0, buffer.count) != nil
            var position = 0
            while position < buffer.count {
                lines += 1
                guard let end = memchr(base + position, 10, buffer.count - position) else { break }
                position = UnsafeRawPointer(end) - base + 1
            }
        }
        (lineCount, hasZeros) = (lines, zeros)
    }
}

/// The lines of a block, from some place on.
struct BlockLines: Sequence, IteratorProtocol {
    struct Line {
        /// Counted from 1 in the file.
        let number: Int
        /// Its text, without the line end and without a byte order mark.
        let content: Range<Int>
        /// Where the next line begins.
        let next: Int
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var offset: Int
    private var number: Int

    /// - Parameters:
    ///   - bytes: of a block; valid while the lines are read.
    ///   - offset: where the first of the lines begins.
    ///   - number: the number of that line.
    init(_ bytes: UnsafeBufferPointer<UInt8>, from offset: Int = 0, number: Int) {
        (self.bytes, self.offset, self.number) = (bytes, offset, number)
    }

    @inline(__always) mutating func next() -> Line? {
        guard offset < bytes.count, let base = bytes.baseAddress else { return nil }
        let newline = memchr(base + offset, 10, bytes.count - offset)
        let end = newline.map { UnsafeRawPointer($0) - UnsafeRawPointer(base) } ?? bytes.count
        defer { (offset, number) = (end + 1, number + 1) }
        return Line(number: number, content: content(offset, end), next: end + 1)
    }

    /// The line without its carriage return; the first line of a file also without what may precede its text.
    @inline(__always) private func content(_ start: Int, _ end: Int) -> Range<Int> {
        let last = end > start && bytes[end - 1] == UInt8(ascii: "\r") ? end - 1 : end
        return number == 1 ? textOfFirstLine(start..<last) : start..<last
    }

    @inline(never) private func textOfFirstLine(_ line: Range<Int>) -> Range<Int> {
        var first = line.lowerBound
        if bytes[line].starts(with: [0xEF, 0xBB, 0xBF]) { first += 3 }
        // The "#" of a header may follow white space.
        if let mark = bytes[first..<line.upperBound].firstIndex(where: {
            $0 != UInt8(ascii: " ") && $0 != UInt8(ascii: "\t")
        }), bytes[mark] == UInt8(ascii: "#") {
            first = mark
        }
        return first..<line.upperBound
    }
}

/// A source of the lines of a log.
protocol LineSource: AnyObject {
    /// The name for messages.
    var name: String { get }
    /// Called for each line that is too long: its number, its length and its beginning.
    var onLongLine: (Int, Int, ArraySlice<UInt8>) throws(LogError) -> Void { get set }
    /// The next lines; nil when there are none.
    func nextBlock() throws(LogError) -> LineBlock?
}
