internal import CArchive
internal import Glibc
internal import QuartetFiles

/// The bytes of a file or of standard input, decompressed according to their magic number (gzip, xz, zstd, bzip2 or lz4); a
/// packet capture becomes the log of its connections.
final class ByteStream {
    /// The name for messages.
    let name: String
    private let descriptor: Int32
    private var archive: OpaquePointer?
    /// Raw bytes on their way to the decompressor, or the beginning of a plain file.
    private let raw: UnsafeMutableRawBufferPointer
    private var pending: Range<Int> = 0..<0
    /// Bytes in the memory of the decompressor that have not been returned yet.
    private var decompressed = UnsafeRawBufferPointer(start: nil, count: 0)

    /// The connections, if the bytes are a capture, and why its bytes could not be read.
    private var capture: CaptureStream?
    private var captureFailure: LogError?

    private static let rawSize = 1 << 17
    private static let magics: [[UInt8]] = [
        [0x1F, 0x8B], [0xFD, 0x37, 0x7A, 0x58, 0x5A], [0x28, 0xB5, 0x2F, 0xFD], [0x42, 0x5A, 0x68],
        [0x04, 0x22, 0x4D, 0x18],
    ]

    /// - Parameter path: a file, or "-" for standard input.
    init(path: String) throws(LogError) {
        name = path == "-" ? "standard input" : path
        descriptor = path == "-" ? 0 : open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else {
            throw .file(.cannotRead(file: path, reason: String(cString: strerror(errno))))
        }
        var state = stat()
        if fstat(descriptor, &state) == 0, state.st_mode & S_IFMT == S_IFDIR {
            if descriptor != 0 { close(descriptor) }
            throw .file(.cannotRead(file: path, reason: "it is a folder"))
        }
        raw = .allocate(byteCount: Self.rawSize, alignment: 16)
        try fill(atLeast: 6)
        let head = Array(raw[pending])
        if Self.magics.contains(where: { head.starts(with: $0) }) {
            try openArchive()
            // Damage is reported when the bytes are read.
            try? decompress()
        }
        let isCapture = CaptureStream.isCapture(archive == nil ? head : Array(decompressed.prefix(4)))
        if isCapture { try openCapture() }
    }

    deinit {
        if let archive { archive_read_free(archive) }
        raw.deallocate()
        if descriptor > 0 { close(descriptor) }
    }

    /// Whether a short result of ``read(into:)`` means that more bytes are not available without waiting.
    var givesWhatItHas: Bool { archive == nil || capture != nil }

    /// Reads up to `target.count` bytes, at least one; 0 at the end.
    func read(into target: UnsafeMutableRawBufferPointer) throws(LogError) -> Int {
        guard let capture else { return try readBytes(into: target) }
        do throws(CaptureError) {
            return try capture.read(into: target)
        } catch {
            throw captureFailure ?? LogError(error)
        }
    }

    /// Fills `decompressed` when it is empty; at the end it stays empty.
    private func decompress() throws(LogError) {
        // Block by block: a single call would lose the bytes before damage.
        while decompressed.isEmpty {
            var (start, size, place): (UnsafeRawPointer?, Int, la_int64_t) = (nil, 0, 0)
            let status = archive_read_data_block(archive, &start, &size, &place)
            if status == ARCHIVE_EOF { return }
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN else {
                throw .damaged(file: name, reason: message, records: 0)
            }
            decompressed = UnsafeRawBufferPointer(start: start, count: size)
        }
    }

    private func readBytes(into target: UnsafeMutableRawBufferPointer) throws(LogError) -> Int {
        if archive != nil {
            try decompress()
            let count = min(decompressed.count, target.count)
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: decompressed[..<count]))
            decompressed = UnsafeRawBufferPointer(rebasing: decompressed[count...])
            return count
        }
        if !pending.isEmpty {
            let count = min(pending.count, target.count)
            target.copyMemory(from: UnsafeRawBufferPointer(rebasing: raw[pending.prefix(count)]))
            pending = pending.dropFirst(count)
            return count
        }
        return try readRaw(into: target)
    }

    private func readRaw(into target: UnsafeMutableRawBufferPointer) throws(LogError) -> Int {
        while true {
            let got = Glibc.read(descriptor, target.baseAddress, target.count)
            if got >= 0 { return got }
            if errno != EINTR {
                throw .file(.cannotRead(file: name, reason: String(cString: strerror(errno))))
            }
        }
    }

    private func fill(atLeast count: Int) throws(LogError) {
        var filled = 0
        while filled < count {
            let got = try readRaw(into: .init(rebasing: raw[filled...]))
            if got == 0 { break }
            filled += got
        }
        pending = 0..<filled
    }

    private func openArchive() throws(LogError) {
        guard let archive = archive_read_new() else {
            throw .file(.cannotRead(file: name, reason: "the decompressor could not be started"))
        }
        self.archive = archive
        archive_read_support_filter_gzip(archive)
        archive_read_support_filter_xz(archive)
        archive_read_support_filter_zstd(archive)
        archive_read_support_filter_bzip2(archive)
        archive_read_support_filter_lz4(archive)
        archive_read_support_format_raw(archive)
        archive_read_support_format_empty(archive)
        let me = Unmanaged.passUnretained(self).toOpaque()
        var entry: OpaquePointer?
        guard archive_read_open(archive, me, nil, supplyBytes, nil) == ARCHIVE_OK else {
            throw .damaged(file: name, reason: message, records: 0)
        }
        let status = archive_read_next_header(archive, &entry)
        if status != ARCHIVE_OK, status != ARCHIVE_WARN, status != ARCHIVE_EOF {
            throw .damaged(file: name, reason: message, records: 0)
        }
    }

    private func openCapture() throws(LogError) {
        do throws(CaptureError) {
            capture = try CaptureStream(name: name) { [unowned self] target in
                do throws(LogError) {
                    return try readBytes(into: target)
                } catch {
                    captureFailure = error
                    return -1
                }
            }
        } catch {
            throw captureFailure ?? LogError(error)
        }
    }

    private var message: String {
        archive.flatMap { archive_error_string($0) }.map { String(cString: $0) } ?? "unknown error"
    }

    /// The next raw bytes for the decompressor; nil when reading failed.
    fileprivate func supply() -> UnsafeRawBufferPointer? {
        if pending.isEmpty {
            guard let got = try? readRaw(into: raw) else { return nil }
            return UnsafeRawBufferPointer(rebasing: raw[..<got])
        }
        defer { pending = 0..<0 }
        return UnsafeRawBufferPointer(rebasing: raw[pending])
    }
}

/// libarchive's callback, which supplies the stream's next raw bytes.
private func supplyBytes(
    _ archive: OpaquePointer?, _ stream: UnsafeMutableRawPointer?,
    _ buffer: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
    guard let stream, let bytes = Unmanaged<ByteStream>.fromOpaque(stream).takeUnretainedValue().supply()
    else { return -1 }
    buffer?.pointee = bytes.baseAddress
    return bytes.count
}
