internal import Glibc

/// The lines of a text file or of standard input, decompressed on the way, in memory that does not grow with the file.
///
/// Line ends are LF or CRLF; a byte order mark is taken away. Lines before damage are returned before the error.
public final class DecompressedLines {
    /// A line without its end.
    public struct Line: Sendable, Equatable {
        /// Counted from 1.
        public let number: Int
        /// At most the longest line's number of bytes.
        public let bytes: [UInt8]
        /// The line was longer: what follows its beginning was passed over.
        public let isCut: Bool

        /// Bytes that are not UTF-8 become replacement characters.
        public var text: String { String(decoding: bytes, as: UTF8.self) }
        public var isBlank: Bool { bytes.allSatisfy { $0 == 0x20 || $0 == 0x09 } }
    }

    private let file: DecompressedFile
    private let longest: Int
    private var buffer = [UInt8](repeating: 0, count: 1 << 16)
    private var unread = 0..<0
    private var isAtEnd = false
    private var failure: FileError?
    private var number = 0
    /// Lines that were given back, the next one last.
    private var returned: [Line] = []

    /// - Parameters:
    ///   - path: a file, or "-" for standard input.
    ///   - longest: bytes of a line that are kept.
    public init(path: String, longest: Int = 1 << 20) throws(FileError) {
        file = try DecompressedFile(path: path)
        self.longest = longest
    }

    /// The path, or "standard input".
    public var name: String { file.name }

    /// The next line; nil at the end.
    public func next() throws(FileError) -> Line? {
        if let line = returned.popLast() { return line }
        var bytes: [UInt8] = []
        var (isCut, isBegun) = (false, false)
        while true {
            if unread.isEmpty { fill() }
            if unread.isEmpty { break }
            isBegun = true
            let end = buffer[unread].firstIndex(of: 0x0A)
            let piece = unread.lowerBound..<(end ?? unread.upperBound)
            let room = max(longest + 1 - bytes.count, 0)
            isCut = isCut || piece.count > room
            bytes.append(contentsOf: buffer[piece.prefix(room)])
            unread = (end.map { $0 + 1 } ?? unread.upperBound)..<unread.upperBound
            if end != nil { break }
        }
        guard isBegun else {
            if let failure { throw failure }
            return nil
        }
        number += 1
        if !isCut, bytes.last == 0x0D { bytes.removeLast() }
        if bytes.count > longest { (isCut, bytes) = (true, Array(bytes.prefix(longest))) }
        if number == 1, bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        return Line(number: number, bytes: bytes, isCut: isCut)
    }

    /// Gives lines back: they are the next ones, in this order.
    public func giveBack(_ lines: [Line]) { returned.append(contentsOf: lines.reversed()) }

    private func fill() {
        if isAtEnd { return }
        do throws(FileError) {
            let (got, error) = buffer.withUnsafeMutableBytes { target -> (Int, FileError?) in
                do throws(FileError) { return (try file.read(into: target), nil) } catch { return (0, error) }
            }
            if let error { throw error }
            unread = 0..<got
        } catch {
            failure = error
        }
        isAtEnd = unread.isEmpty
    }
}
