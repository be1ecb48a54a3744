internal import Foundation

/// A file of lines that several processes append to: each append is there whole, or not at all.
///
/// An append holds a lock (`flock`) on the file and syncs it to disk. If writing fails, because the disk is full, the file
/// is cut back to what it was. A line without an end was left by a process that was killed while it wrote: readers pass
/// it over, and the next append removes it.
public final class AppendedLines {
    /// A line without its end.
    public struct Line: Sendable, Equatable {
        /// Counted from 1.
        public let number: Int
        public let bytes: ArraySlice<UInt8>
    }

    public let path: String
    /// Bytes and lines that were read.
    private var position = 0
    private var lineCount = 0

    public init(path: String) { self.path = path }

    /// The lines that were appended since the last call, by anyone; none while the file does not exist.
    ///
    /// - Throws: ``FileError``.
    public func news() throws(FileError) -> [Line] {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        if descriptor < 0, errno == ENOENT { return [] }
        guard descriptor >= 0 else { throw .cannotRead(file: path, reason: FileError.systemReason) }
        defer { close(descriptor) }
        return try read(descriptor).lines
    }

    /// Appends lines while no other process does.
    ///
    /// - Parameters:
    ///   - patience: how long to wait for an append of another process, which takes milliseconds.
    ///   - make: gets the lines that were appended since the last call, and returns the new ones, without line ends.
    /// - Throws: ``FileError/cannotWrite(file:reason:)`` with nothing appended, and what `make` throws.
    public func append(
        patience: Duration = .seconds(10), _ make: (_ news: [Line]) throws -> [String]
    ) throws {
        let descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else {
            throw FileError.cannotWrite(file: path, reason: FileError.systemReason)
        }
        // The lock goes with the descriptor.
        defer { close(descriptor) }
        var status = stat()
        let isFile = fstat(descriptor, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
        if isFile { try lock(descriptor, patience) }
        let (news, isCut) = isFile ? try read(descriptor) : ([], false)
        let lines = try make(news)
        if lines.isEmpty { return }
        if isCut, ftruncate(descriptor, off_t(position)) != 0 {
            throw FileError.cannotWrite(file: path, reason: FileError.systemReason)
        }
        let bytes = Array((lines.joined(separator: "\n") + "\n").utf8)
        var failure = Self.write(bytes, to: descriptor)
        if failure == nil, isFile, fsync(descriptor) != 0 { failure = FileError.systemReason }
        if let failure {
            if isFile { ftruncate(descriptor, off_t(position)) }
            throw FileError.cannotWrite(file: path, reason: failure + "; nothing was added")
        }
        position += bytes.count
        lineCount += lines.count
    }

    private func lock(_ descriptor: Int32, _ patience: Duration) throws(FileError) {
        let begin = ContinuousClock.now
        // Trying again and again: waiting in flock(2) would have no end.
        while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
            guard errno == EWOULDBLOCK || errno == EINTR else {
                throw .cannotWrite(file: path, reason: "it cannot be locked: \(FileError.systemReason)")
            }
            if ContinuousClock.now - begin > patience {
                throw .cannotWrite(file: path, reason: "another process holds its lock")
            }
            usleep(20_000)
        }
    }

    /// The lines after those that were read, and whether a part of a line follows them.
    private func read(_ descriptor: Int32) throws(FileError) -> (lines: [Line], isCut: Bool) {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let count = pread(descriptor, &chunk, chunk.count, off_t(position + bytes.count))
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .cannotRead(file: path, reason: FileError.systemReason) }
            if count == 0 { break }
            bytes.append(contentsOf: chunk[..<count])
        }
        guard let last = bytes.lastIndex(of: 0x0A) else { return ([], !bytes.isEmpty) }
        let lines = bytes[..<last].split(separator: 0x0A, omittingEmptySubsequences: false)
            .enumerated().map { Line(number: lineCount + $0.offset + 1, bytes: $0.element) }
        position += last + 1
        lineCount += lines.count
        return (lines, last + 1 < bytes.count)
    }

    /// - Returns: the reason of a failure, nil after success.
    private static func write(_ bytes: [UInt8], to descriptor: Int32) -> String? {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
                if count < 0, errno == EINTR { continue }
                guard count >= 0 else { return FileError.systemReason }
                done += count
            }
            return nil
        }
    }
}
