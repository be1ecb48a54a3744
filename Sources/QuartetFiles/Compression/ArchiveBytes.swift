internal import CArchive

/// libarchive's reader: the content of a compressed file, or of one file of a tar archive after another.
final class ArchiveBytes: ByteSource {
    enum Format {
        case tar
        /// Compressed by xz, zstd, bzip2 or lz4, and not an archive.
        case compressed
    }

    /// `AE_IFREG` of libarchive, a composed macro that Swift does not import.
    private static let regularFile: UInt32 = 0o100000

    /// What errors call the bytes: the file, of an archive also the entry.
    private var name: String
    private let path: String
    private let source: any ByteSource
    private let archive: OpaquePointer
    /// Why the source could not be read further.
    private var failure: FileError?

    init(_ source: any ByteSource, name: String, _ format: Format) throws(FileError) {
        guard let archive = archive_read_new() else {
            throw .cannotRead(file: name, reason: "libarchive could not be started")
        }
        (self.source, self.archive, self.name, path) = (source, archive, name, name)
        switch format {
        case .tar:
            archive_read_support_filter_all(archive)
            archive_read_support_format_tar(archive)
        case .compressed:
            archive_read_support_filter_xz(archive)
            archive_read_support_filter_zstd(archive)
            archive_read_support_filter_bzip2(archive)
            archive_read_support_filter_lz4(archive)
            archive_read_support_format_raw(archive)
            archive_read_support_format_empty(archive)
        }
        let me = Unmanaged.passUnretained(self).toOpaque()
        guard archive_read_open(archive, me, nil, supplyBytes, nil) == ARCHIVE_OK else { throw error }
        if format == .compressed {
            _ = try nextEntry()
            self.name = path
        }
    }

    deinit { archive_read_free(archive) }

    /// Goes to the next file of the archive.
    ///
    /// - Returns: nil at the end.
    func nextEntry() throws(FileError) -> (name: String, isFile: Bool)? {
        var entry: OpaquePointer?
        let status = archive_read_next_header(archive, &entry)
        if status == ARCHIVE_EOF { return nil }
        guard status == ARCHIVE_OK || status == ARCHIVE_WARN, let entry else { throw error }
        let name = archive_entry_pathname(entry).map { String(cString: $0) } ?? "(no name)"
        self.name = "\(path), entry \(name)"
        return (name, archive_entry_filetype(entry) == Self.regularFile)
    }

    /// The next block of the current file.
    func next() throws(FileError) -> UnsafeRawBufferPointer {
        // Block by block: one call for all would lose what came before damage.
        while true {
            var (start, size, place): (UnsafeRawPointer?, Int, la_int64_t) = (nil, 0, 0)
            let status = archive_read_data_block(archive, &start, &size, &place)
            if status == ARCHIVE_EOF { return UnsafeRawBufferPointer(start: nil, count: 0) }
            guard status == ARCHIVE_OK || status == ARCHIVE_WARN else { throw error }
            if size > 0 { return UnsafeRawBufferPointer(start: start, count: size) }
        }
    }

    /// The rest of the current file of an archive, with zeros where it is sparse.
    func readAll(limit: Int) throws(FileError) -> [UInt8] {
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 18)
        while true {
            let got = archive_read_data(archive, &chunk, chunk.count)
            if got < 0 { throw error }
            if got == 0 { return bytes }
            bytes += chunk[..<got]
            guard bytes.count <= limit else {
                throw .tooLarge(
                    file: name, what: "content", found: "more than \(limit) bytes", limit: "\(limit) bytes")
            }
        }
    }

    private var error: FileError {
        let message = archive_error_string(archive).map { String(cString: $0) } ?? "unknown archive error"
        return failure ?? .damaged(file: name, reason: message)
    }

    /// The next bytes for libarchive; nil when they cannot be read.
    fileprivate func supply() -> UnsafeRawBufferPointer? {
        do throws(FileError) {
            return try source.next()
        } catch {
            failure = error
            return nil
        }
    }
}

/// libarchive's callback for the next bytes of the source.
private func supplyBytes(
    _ archive: OpaquePointer?, _ reader: UnsafeMutableRawPointer?,
    _ buffer: UnsafeMutablePointer<UnsafeRawPointer?>?
) -> Int {
    guard let reader, let bytes = Unmanaged<ArchiveBytes>.fromOpaque(reader).takeUnretainedValue().supply()
    else { return -1 }
    buffer?.pointee = bytes.baseAddress
    return bytes.count
}
