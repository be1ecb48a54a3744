internal import CArchive

/// One file of an archive.
public struct ArchiveEntry: Sendable {
    /// Its path as the archive stores it; it is never used to write to the disk.
    public let path: String
    public let bytes: [UInt8]
}

/// Reads the files of a tar archive, compressed or not (gzip, bzip2, xz, zstd where libarchive has them),
/// without unpacking to the disk.
public struct ArchiveReader: Sendable {
    public let path: String
    /// The largest entry that is accepted, in bytes after decompression.
    public let entryLimit: Int

    public init(_ path: String, entryLimit: Int = 256 << 20) {
        (self.path, self.entryLimit) = (path, entryLimit)
    }

    /// Hands over the regular files in the order of the archive, one at a time.
    ///
    /// - Throws: ``ImagingError`` naming the archive (and, past its beginning, the entry); whatever `body`
    ///   throws, which ends the reading.
    public func forEach(_ body: (ArchiveEntry) throws -> Void) throws {
        let stream = try ArchiveStream(path: path, format: .tar)
        while let (name, isFile) = try stream.nextEntry() {
            guard isFile else { continue }
            let bytes = try stream.readAll(limit: entryLimit, name: "\(path), entry \(name)")
            try body(ArchiveEntry(path: name, bytes: bytes))
        }
    }

    /// All regular files at once.
    public func entries() throws -> [ArchiveEntry] {
        var all: [ArchiveEntry] = []
        try forEach { all.append($0) }
        return all
    }

    /// The content of one compressed file that is not an archive (such as `.gz`); a file that is not
    /// compressed is returned as it is.
    ///
    /// - Parameter limit: the largest result that is accepted, in bytes.
    public static func decompress(_ path: String, limit: Int = 1 << 30) throws(ImagingError) -> [UInt8] {
        let stream = try ArchiveStream(path: path, format: .raw)
        guard try stream.nextEntry() != nil else { return [] }
        let bytes = try stream.readAll(limit: limit, name: path)
        try stream.verifyGzipChecksum()
        return bytes
    }
}
