/// One file of an archive.
public struct ArchiveEntry: Sendable {
    /// Its path as the archive stores it; it is never used to write to the disk.
    public let path: String
    public let bytes: [UInt8]
}

/// Reads the files of a tar archive, compressed or not (gzip, bzip2, xz, zstd where libarchive has them), without
/// unpacking to the disk.
public struct ArchiveReader: Sendable {
    public let path: String
    /// The largest entry that is accepted, in bytes after decompression.
    public let entryLimit: Int

    public init(_ path: String, entryLimit: Int = 256 << 20) {
        (self.path, self.entryLimit) = (path, entryLimit)
    }

    /// Calls `body` with the regular files in the order of the archive, one at a time.
    ///
    /// - Throws: ``FileError`` naming the archive (and, past its beginning, the entry); whatever `body` throws, which
    ///   ends the reading.
    public func forEach(_ body: (ArchiveEntry) throws -> Void) throws {
        let plain = try PlainBytes(path: path)
        let isGzip = GzipBytes.isGzip(try plain.peek(2))
        let source: any ByteSource = isGzip ? try GzipBytes(plain, name: path) : plain
        let archive = try ArchiveBytes(source, name: path, .tar)
        while let (name, isFile) = try archive.nextEntry() {
            guard isFile else { continue }
            try body(ArchiveEntry(path: name, bytes: try archive.readAll(limit: entryLimit)))
        }
        // The checksum follows the end of the archive: reading to the end checks it.
        while isGzip, try !source.next().isEmpty {}
    }

    /// All regular files at once.
    public func entries() throws -> [ArchiveEntry] {
        var all: [ArchiveEntry] = []
        try forEach { all.append($0) }
        return all
    }
}
