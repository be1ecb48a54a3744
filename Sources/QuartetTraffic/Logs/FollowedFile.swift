internal import Glibc
internal import QuartetFiles

/// One growing file: its complete lines so far.
final class FollowedFile: LineSource {
    let name: String
    let identity: FileState.Identity
    private let descriptor: Int32
    /// Whether it is the unpacked content of a compressed file.
    private let isUnpacked: Bool
    private var position = 0
    private var nextLine = 1
    /// Bytes skipped so far of a line that is too long.
    private var skipped = 0
    private var longBeginning: ArraySlice<UInt8> = []
    private var lastBytes: [UInt8] = []
    /// Its size when it was looked at last, and whether it was truncated since.
    private var size = 0
    private var isCut = false
    /// Blocks end at this offset at the latest.
    var boundary = 0
    /// Whether nothing more will be written: then the bytes after the last newline are a line.
    var isFinished: Bool
    var onLongLine: (Int, Int, ArraySlice<UInt8>) throws(LogError) -> Void = { _, _, _ in }

    convenience init(path: String) throws(LogError) {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
        guard descriptor >= 0 else {
            throw .file(.cannotRead(file: path, reason: String(cString: strerror(errno))))
        }
        guard let state = FileState(descriptor: descriptor), state.isRegular else {
            close(descriptor)
            throw .file(.cannotRead(file: path, reason: "only a regular file can be followed"))
        }
        self.init(path, state.identity, descriptor)
        size = state.size
    }

    private init(
        _ name: String, _ identity: FileState.Identity, _ descriptor: Int32, isUnpacked: Bool = false
    ) {
        (self.name, self.identity, self.descriptor) = (name, identity, descriptor)
        (self.isUnpacked, isFinished) = (isUnpacked, isUnpacked)
    }

    deinit { close(descriptor) }

    /// Starts over at the file's first line.
    func rewind() { (position, nextLine, skipped, lastBytes) = (0, 1, 0, []) }

    /// Lines returned so far.
    var lineCount: Int { nextLine - 1 }

    /// Looks whether the content is gone: the file was truncated, and perhaps rewritten. Then it has no further blocks.
    func isTruncated() -> Bool {
        guard !isCut, let now = FileState(descriptor: descriptor)?.size else { return isCut }
        isCut =
            now < max(position, size)
            || !lastBytes.isEmpty && bytes(before: position, count: lastBytes.count) != lastBytes
        if !isCut { size = now }
        return isCut
    }

    /// The bytes behind the last block that were there when it was looked at last.
    var unread: Int { max(0, size - position) }

    /// When its content changed last, in nanoseconds since 1970; nil of unpacked content: not every compressor keeps it.
    var modified: Int? { isUnpacked ? nil : FileState(descriptor: descriptor)?.modified }

    /// Its name now, after renaming; the one that it was opened by if it has none any more.
    var currentName: String {
        var bytes = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/fd/\(descriptor)", &bytes, bytes.count)
        return count > 0 ? String(decoding: bytes.prefix(count), as: UTF8.self) : name
    }

    /// Itself; or if it is compressed, as rotated logs are, its content in a temporary file without a name.
    func unpacked() throws(LogError) -> FollowedFile {
        do throws(FileError) {
            let packed = try DecompressedFile(path: "/proc/self/fd/\(descriptor)")
            guard packed.isCompressed else { return self }
            return FollowedFile(name, identity, try Self.copy(packed), isUnpacked: true)
        } catch {
            throw .damaged(file: name, reason: error.reason, records: 0)
        }
    }

    private static func copy(_ packed: DecompressedFile) throws(FileError) -> Int32 {
        // A stream of the C library, whose file the system removes when its last descriptor is closed.
        guard let file = tmpfile() else {
            throw .cannotWrite(file: "a temporary file", reason: String(cString: strerror(errno)))
        }
        defer { fclose(file) }
        while true {
            let bytes = try packed.read(1 << 18)
            if bytes.isEmpty { break }
            guard fwrite(bytes, 1, bytes.count, file) == bytes.count else {
                throw .cannotWrite(file: "a temporary file", reason: String(cString: strerror(errno)))
            }
        }
        guard fflush(file) == 0 else {
            throw .cannotWrite(file: "a temporary file", reason: String(cString: strerror(errno)))
        }
        return dup(fileno(file))
    }

    /// The bytes before an offset; fewer when the file is shorter.
    func bytes(before place: Int, count: Int) -> [UInt8] {
        let count = min(count, place)
        return [UInt8](unsafeUninitializedCapacity: count) { buffer, used in
            used = max(0, pread(descriptor, buffer.baseAddress, count, off_t(place - count)))
        }
    }

    func nextBlock() throws(LogError) -> LineBlock? {
        while !isCut {
            let room =
                position < boundary
                ? min(LineReader.longestLine, boundary - position) : LineReader.longestLine
            var failure: Int32 = 0
            var bytes = [UInt8](unsafeUninitializedCapacity: room) { buffer, used in
                let got = pread(descriptor, buffer.baseAddress, room, off_t(position))
                if got < 0 { failure = errno }
                used = max(0, got)
            }
            if failure == EINTR { continue }
            if failure != 0 {
                throw .file(.cannotRead(file: name, reason: String(cString: strerror(failure))))
            }
            if bytes.isEmpty { return nil }
            if skipped > 0 {
                guard let end = bytes.firstIndex(of: UInt8(ascii: "\n")) else {
                    if bytes.count < room, !isFinished { return nil }
                    skipped += bytes.count
                    moveBy(bytes[...])
                    continue
                }
                let length = skipped + end
                skipped = 0
                moveBy(bytes[...end])
                nextLine += 1
                try onLongLine(nextLine - 1, length, longBeginning)
                continue
            }
            if let last = bytes.lastIndex(of: UInt8(ascii: "\n")) {
                bytes.removeLast(bytes.count - last - 1)
            } else if bytes.count >= LineReader.longestLine {
                (skipped, longBeginning) = (bytes.count, ArraySlice(Array(bytes.prefix(200))))
                moveBy(bytes[...])
                continue
            } else if !isFinished {
                // The writer is in the middle of a line.
                return nil
            }
            let block = LineBlock(bytes, firstLine: nextLine, start: position)
            nextLine += block.lineCount
            moveBy(bytes[...])
            return block
        }
        return nil
    }

    /// The bytes before the position are what ``isTruncated()`` compares: they move together.
    private func moveBy(_ bytes: ArraySlice<UInt8>) {
        position += bytes.count
        lastBytes = Array(bytes.suffix(256))
    }
}
