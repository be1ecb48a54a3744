import Glibc
import QuartetFiles

/// The lines of standard input, as they come: from a person at a terminal, or from a program.
///
/// A line that is too long or no text is reported and skipped; the lines after it can be read.
struct InputLines {
    /// The most bytes of a line.
    private static let longest = 1 << 20
    /// The most bytes of a line that are skipped: an input without line ends ends there.
    private static let mostSkipped = 1 << 28
    /// What was read and not given out yet.
    private var rest: ArraySlice<UInt8> = []
    /// Lines so far.
    private(set) var count = 0
    private(set) var hasEnded = false

    /// The next line, without its line end; nil at the end of the input.
    ///
    /// - Throws: ``FileError`` for a line that is too long or not in UTF-8. There are no further lines when the input
    ///   cannot be read, or when a line has no end.
    mutating func next() throws(FileError) -> String? {
        var line: [UInt8] = []
        var size = 0
        var isComplete = false
        while !isComplete {
            if rest.isEmpty { rest = try chunk() }
            if rest.isEmpty { break }
            let part = rest.prefix { $0 != 0x0A }
            size += part.count
            line += part.prefix(Self.longest + 1 - line.count)
            isComplete = part.count < rest.count
            rest = rest.dropFirst(part.count + 1)
            if size > Self.mostSkipped { hasEnded = true }
            if hasEnded { break }
        }
        if size == 0, !isComplete { return nil }
        count += 1
        if size > Self.longest {
            throw .tooLarge(
                file: "standard input", what: "line \(count)", found: "more than 1 MiB", limit: "1 MiB")
        }
        if line.last == 0x0D { line.removeLast() }
        return try FileBytes.text(of: line, name: "standard input, message in line \(count)", isLine: true)
    }

    /// What can be read now; nothing at the end.
    private mutating func chunk() throws(FileError) -> ArraySlice<UInt8> {
        if hasEnded { return [] }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(STDIN_FILENO, &bytes, bytes.count)
            if count < 0 && errno == EINTR { continue }
            if count <= 0 { hasEnded = true }
            if count < 0 {
                throw .cannotRead(file: "standard input", reason: String(cString: strerror(errno)))
            }
            return bytes.prefix(count)
        }
    }
}
