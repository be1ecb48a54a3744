public import Foundation

/// Writes files so that a reader sees the old content or the new, never a part of either.
///
/// The bytes go to a temporary file with a random name beside the target. It is created exclusively, synced to disk, and
/// renamed over the target (POSIX `rename` is atomic); then the folder is synced, so that the new name survives a crash
/// too. After a failure the temporary file is removed. A symbolic link keeps pointing to its file, whose content is
/// replaced. Devices and pipes are written to directly.
public enum AtomicFile {
    /// - Throws: ``FileError/cannotWrite(file:reason:)``.
    public static func write(_ bytes: some ContiguousBytes, to path: String) throws(FileError) {
        try write([bytes], to: path)
    }

    /// Writes a text as UTF-8.
    public static func write(_ text: String, to path: String) throws(FileError) {
        try write([Data(text.utf8)], to: path)
    }

    /// Writes several parts, one after another, as one file.
    public static func write(_ parts: [some ContiguousBytes], to name: String) throws(FileError) {
        let path = realPath(name)
        var status = stat()
        let exists = stat(path, &status) == 0
        if exists, status.st_mode & S_IFMT == S_IFDIR {
            throw .cannotWrite(file: name, reason: "Is a directory")
        }
        if exists, status.st_mode & S_IFMT != S_IFREG { return try writeInPlace(parts, to: path) }

        let place = TemporaryName(for: path)
        guard !place.target.isEmpty else { throw .cannotWrite(file: name, reason: "it names a folder") }
        place.removeStale()
        let (temporary, descriptor) = try create(place, for: name)
        var failure = writeAll(parts, to: descriptor)
        if failure == nil, fsync(descriptor) != 0 { failure = FileError.systemReason }
        if failure == nil, rename(temporary, path) != 0 { failure = FileError.systemReason }
        // The lock goes with the descriptor, so it is closed only when the temporary name is no longer in use.
        if failure != nil { unlink(temporary) }
        if close(descriptor) != 0, failure == nil { failure = FileError.systemReason }
        if let failure { throw .cannotWrite(file: name, reason: failure) }
        sync(folder: place.folder)
    }

    /// Creates a temporary file that nobody else has, and locks it for as long as it is written.
    private static func create(
        _ place: TemporaryName, for name: String
    ) throws(FileError) -> (path: String, descriptor: Int32) {
        while true {
            let path = place.random()
            // O_EXCL fails on any existing name, also on a symbolic link that somebody prepared.
            let descriptor = open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o666)
            if descriptor < 0, errno == EEXIST || errno == EINTR { continue }
            guard descriptor >= 0 else { throw .cannotWrite(file: name, reason: FileError.systemReason) }
            _ = flock(descriptor, LOCK_EX)
            var status = stat()
            // Another process may have removed it as a stale one before it was locked.
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return (path, descriptor) }
            close(descriptor)
        }
    }

    private static func writeInPlace(_ parts: [some ContiguousBytes], to path: String) throws(FileError) {
        let descriptor = open(path, O_WRONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotWrite(file: path, reason: FileError.systemReason) }
        var failure = writeAll(parts, to: descriptor)
        if close(descriptor) != 0, failure == nil { failure = FileError.systemReason }
        if let failure { throw .cannotWrite(file: path, reason: failure) }
    }

    /// - Returns: the reason of a failure, nil after success.
    private static func writeAll(_ parts: [some ContiguousBytes], to descriptor: Int32) -> String? {
        for part in parts {
            let failure = part.withUnsafeBytes { buffer -> String? in
                var done = 0
                while done < buffer.count {
                    let count = Glibc.write(descriptor, buffer.baseAddress! + done, buffer.count - done)
                    if count < 0 && errno == EINTR { continue }
                    guard count >= 0 else { return FileError.systemReason }
                    done += count
                }
                return nil
            }
            if failure != nil { return failure }
        }
        return nil
    }

    /// The file behind symbolic links; the name itself where nothing exists yet.
    static func realPath(_ name: String) -> String {
        guard let found = realpath(name, nil) else { return name }
        defer { free(found) }
        return String(cString: found)
    }

    /// Makes a rename permanent. File systems that cannot sync a folder have nothing to sync.
    private static func sync(folder: String) {
        let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { return }
        _ = fsync(descriptor)
        close(descriptor)
    }
}
