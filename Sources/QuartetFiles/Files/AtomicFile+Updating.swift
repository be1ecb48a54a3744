internal import Foundation

extension AtomicFile {
    /// Runs a change of a file that reads it and writes it anew, while no other process or thread changes it this way:
    /// otherwise the later writer would undo the change of the earlier one.
    ///
    /// The lock is a file beside it, `.NAME.lock`, because the file itself is replaced at every write. The kernel
    /// releases the lock when the process ends, however it ends; a lock file that a killed process left behind is used
    /// and removed by the next change. Devices and pipes are not locked. Changes of one file do not nest.
    ///
    /// - Throws: ``FileError/cannotWrite(file:reason:)`` when the lock cannot be created, and what `change` throws.
    public static func updating<Result>(_ name: String, _ change: () throws -> Result) throws -> Result {
        let path = realPath(name)
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return try change() }
        let place = TemporaryName(for: path).lock
        let descriptor = try lock(place, for: name)
        defer {
            // Before the lock is released: whoever waits for it sees that it is gone and creates another.
            unlink(place)
            close(descriptor)
        }
        return try change()
    }

    private static func lock(_ place: String, for name: String) throws(FileError) -> Int32 {
        while true {
            let descriptor = open(place, O_RDONLY | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
            if descriptor < 0, errno == EINTR { continue }
            guard descriptor >= 0 else { throw .cannotWrite(file: name, reason: FileError.systemReason) }
            var result = flock(descriptor, LOCK_EX)
            while result != 0, errno == EINTR { result = flock(descriptor, LOCK_EX) }
            guard result == 0 else {
                let reason = FileError.systemReason
                close(descriptor)
                throw .cannotWrite(file: name, reason: "its lock cannot be taken: \(reason)")
            }
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return descriptor }
            close(descriptor)
        }
    }
}
