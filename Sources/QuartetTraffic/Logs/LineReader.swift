internal import Glibc

/// Cuts a stream into blocks of whole lines, in memory of a fixed size. A line that is too long is skipped and reported.
final class LineReader: LineSource {
    /// The longest line of a log, in bytes.
    static let longestLine = 1 << 20

    private let stream: ByteStream
    /// The beginning of a line whose end has not been read yet.
    private var rest: [UInt8] = []
    private var nextLine = 1
    private var isAtEnd = false
    /// Bytes skipped so far of a line that is too long.
    private var skipped = 0
    private var failure: LogError?
    /// Called with the line's number, its length and its beginning.
    var onLongLine: (Int, Int, ArraySlice<UInt8>) throws(LogError) -> Void = { _, _, _ in }
    private var longBeginning: ArraySlice<UInt8> = []
    /// Whether the rest of a line that is too long is read, to go on behind it; otherwise it is reported at once.
    private let skipsLongLines: Bool
    /// The longest line that is returned, in bytes.
    private let longest: Int

    init(_ stream: ByteStream, longest: Int = longestLine, skippingLongLines: Bool = true) {
        (self.stream, self.longest, skipsLongLines) = (stream, longest, skippingLongLines)
    }

    var name: String { stream.name }

    /// The next lines, as many as are available without waiting, at least one; nil at the end. Lines before damage are
    /// returned first; the next call throws.
    func nextBlock() throws(LogError) -> LineBlock? {
        while true {
            if isAtEnd {
                if let failure {
                    self.failure = nil
                    throw failure
                }
                if skipped > 0 { try endLongLine() }
                guard !rest.isEmpty else { return nil }
                defer { rest = [] }
                return block(rest)
            }
            let held = rest.count
            var failed: LogError?
            var ended = false
            var bytes = [UInt8](unsafeUninitializedCapacity: longest) { buffer, count in
                for (index, byte) in rest.enumerated() { buffer.initializeElement(at: index, to: byte) }
                count = held
                while count < buffer.count {
                    let target = UnsafeMutableRawBufferPointer(
                        rebasing: UnsafeMutableRawBufferPointer(buffer)[count...])
                    do throws(LogError) {
                        let got = try stream.read(into: target)
                        ended = got == 0
                        count += got
                        // A pipe returns what it has: complete lines are passed on at once.
                        if ended { break }
                        if stream.givesWhatItHas, got < target.count,
                            memchr(target.baseAddress!, 10, got) != nil
                        {
                            break
                        }
                    } catch {
                        failed = error
                        ended = true
                        break
                    }
                }
            }
            rest = []
            (isAtEnd, failure) = (ended, failed)
            if skipped > 0 {
                guard let end = bytes.firstIndex(of: 10) else {
                    skipped += bytes.count
                    continue
                }
                skipped += end
                try endLongLine()
                bytes.removeFirst(end + 1)
            }
            guard let last = bytes.lastIndex(of: 10) else {
                if bytes.count >= longest {
                    skipped = bytes.count
                    longBeginning = ArraySlice(Array(bytes.prefix(200)))
                    if !skipsLongLines { try endLongLine() }
                } else {
                    rest = bytes
                }
                continue
            }
            rest = Array(bytes[(last + 1)...])
            bytes.removeLast(bytes.count - last - 1)
            return block(bytes)
        }
    }

    private func endLongLine() throws(LogError) {
        try onLongLine(nextLine, skipped, longBeginning)
        (skipped, longBeginning) = (0, [])
        nextLine += 1
    }

    private func block(_ bytes: [UInt8]) -> LineBlock {
        let block = LineBlock(bytes, firstLine: nextLine)
        nextLine += block.lineCount
        return block
    }
}
