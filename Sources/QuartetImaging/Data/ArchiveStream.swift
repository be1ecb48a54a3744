internal import CArchive
internal import Glibc
internal import QuartetFiles

/// libarchive's reader, one entry after another, with errors in words.
final class ArchiveStream {
    enum Format { case tar, raw }

    /// `AE_IFREG` of libarchive, a composed macro that Swift does not import.
    private static let regularFile: UInt32 = 0o100000

    private let path: String
    private let archive: OpaquePointer
    private let descriptor: Int32
    private var check = CRC32()
    private var total = 0

    init(path: String, format: Format) throws(ImagingError) {
        // Opened here, since libarchive's own words for a missing file are vague.
        do throws(FileError) {
            descriptor = try FileBytes.openForReading(path)
        } catch {
            throw .file(error)
        }
        guard let archive = archive_read_new() else {
            close(descriptor)
            throw .drawingFailed(reason: "the archive reader could not be started")
        }
        self.path = path
        self.archive = archive
        archive_read_support_filter_all(archive)
        switch format {
        case .tar: archive_read_support_format_tar(archive)
        case .raw:
            archive_read_support_format_raw(archive)
            archive_read_support_format_empty(archive)
        }
        guard archive_read_open_fd(archive, descriptor, 1 << 16) == ARCHIVE_OK else {
            throw .damaged(file: path, reason: message)
        }
    }

    deinit {
        archive_read_free(archive)
        close(descriptor)
    }

    /// - Returns: nil at the end of the archive.
    func nextEntry() throws(ImagingError) -> (name: String, isFile: Bool)? {
        var entry: OpaquePointer?
        let status = archive_read_next_header(archive, &entry)
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else {
            throw .damaged(file: path, reason: message)
        }
        let name = archive_entry_pathname(entry).map { String(cString: $0) } ?? "(no name)"
        return (name, archive_entry_filetype(entry) == Self.regularFile)
    }

    /// Up to `count` bytes of the present entry; fewer only at its end. Memory grows with what is really
    /// there, not with what a header claims.
    func read(_ count: Int, name: String) throws(ImagingError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: min(max(count, 1), 1 << 18))
        while bytes.count < count {
            let got = archive_read_data(archive, &chunk, min(chunk.count, count - bytes.count))
            guard got >= 0 else { throw .damaged(file: name, reason: message) }
            if got == 0 { break }
            bytes.append(contentsOf: chunk[..<got])
        }
        check.update(bytes[...])
        total += bytes.count
        return bytes
    }

    /// After the last byte of a gzip file: compares it with the checksum at the file's end (RFC 1952), which
    /// libarchive passes over. Files of several gzip members keep a checksum of the last one only; their
    /// length there differs, and they are let pass.
    func verifyGzipChecksum() throws(ImagingError) {
        var ends = [UInt8](repeating: 0, count: 10)
        let size = lseek(descriptor, 0, SEEK_END)
        guard size >= 18, pread(descriptor, &ends, 2, 0) == 2, ends.starts(with: [0x1F, 0x8B]),
            pread(descriptor, &ends, 8, size - 8) == 8
        else { return }
        func word(_ start: Int) -> UInt32 {
            ends[start..<(start + 4)].reversed().reduce(0) { $0 << 8 | UInt32($1) }
        }
        guard word(4) == UInt32(truncatingIfNeeded: total), word(0) != check.value else { return }
        throw .damaged(file: path, reason: "its content does not match its gzip checksum")
    }

    /// The rest of the present entry.
    func readAll(limit: Int, name: String) throws(ImagingError) -> [UInt8] {
        let bytes = try read(limit == .max ? limit : limit + 1, name: name)
        guard bytes.count <= limit else {
            throw .tooLarge(
                file: name, what: "content", found: "more than \(limit) bytes", limit: "\(limit) bytes")
        }
        return bytes
    }

    private var message: String {
        archive_error_string(archive).map { String(cString: $0) } ?? "unknown archive error"
    }
}
