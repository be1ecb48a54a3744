internal import Glibc

/// Writes files so that a reader sees the old content or the new, never a part.
///
/// The bytes go to a temporary file in the same folder, are forced to the disk, and the file is then renamed
/// over its final name (POSIX `rename` is atomic). After a failure the temporary file is gone. A link keeps pointing to
/// its file, and a device or a pipe is written to as it is.
public enum AtomicFile {
    /// - Throws: ``ImagingError/cannotWrite(file:reason:)``.
    public static func write(_ bytes: [UInt8], to name: String) throws(ImagingError) {
        let path = realPath(name)
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG, status.st_mode & S_IFMT != S_IFDIR {
            return try writeInPlace(bytes, to: path)
        }
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? ""
        let name = slash.map { String(path[path.index(after: $0)...]) } ?? path
        guard !name.isEmpty else { throw .cannotWrite(file: path, reason: "it names a folder, not a file") }

        // Process and random parts: two writers of one name never share a temporary file. The name is
        // shortened so that a long but valid one stays below the file system's 255 bytes.
        let unique = "\(getpid())-\(UInt32.random(in: 0 ... .max))"
        let temporary = folder + ".\(name.prefix(50)).\(unique).tmp"
        let descriptor = open(temporary, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
        guard descriptor >= 0 else { throw .cannotWrite(file: path, reason: FileBytes.systemReason()) }

        var failure = writeAll(bytes, to: descriptor)
        if failure == nil && fsync(descriptor) != 0 { failure = FileBytes.systemReason() }
        if close(descriptor) != 0 && failure == nil { failure = FileBytes.systemReason() }
        if failure == nil && rename(temporary, path) != 0 { failure = FileBytes.systemReason() }
        if let failure {
            unlink(temporary)
            throw .cannotWrite(file: path, reason: failure)
        }
    }

    /// The file behind links; the name itself where nothing is there yet.
    private static func realPath(_ name: String) -> String {
        guard let found = realpath(name, nil) else { return name }
        defer { free(found) }
        return String(cString: found)
    }

    private static func writeInPlace(_ bytes: [UInt8], to path: String) throws(ImagingError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(file: path, reason: FileBytes.systemReason()) }
        var failure = writeAll(bytes, to: descriptor)
        if close(descriptor) != 0 && failure == nil { failure = FileBytes.systemReason() }
        if let failure { throw .cannotWrite(file: path, reason: failure) }
    }

    /// Writes a text as UTF-8.
    public static func write(_ text: String, to path: String) throws(ImagingError) {
        try write([UInt8](text.utf8), to: path)
    }

    /// - Returns: the reason of a failure, nil after success.
    private static func writeAll(_ bytes: [UInt8], to descriptor: Int32) -> String? {
        bytes.withUnsafeBytes { buffer in
            var done = 0
            while done < buffer.count {
                let count = Glibc.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
                if count < 0 && errno == EINTR { continue }
                guard count >= 0 else { return FileBytes.systemReason() }
                done += count
            }
            return nil
        }
    }
}
