internal import Foundation

extension AtomicFile {
    /// Runs a change of a file that reads it and writes it anew, while no other process or thread changes it this way:
    /// otherwise the later writer would undo the change of the earlier one.
    ///
    /// The lock is a file beside it, `.NAME.lock`, because the file itself is replaced at every write. The kernel
    /// releases the lock when the process ends, however it ends; a lock file that a killed process left behind is used
    /// and removed by the next change. Devices and pipes are not locked. Changes of one file do not nest.
    ///
    /// - Parameters:
    ///   - patience: how long to wait for a change by another process; a change takes milliseconds.
    ///   - isStopped: whether the user wants the program to end: then a fifth of a second is long enough.
    /// - Throws: ``FileError/cannotWrite(file:reason:)`` when the lock cannot be created or stays held, and what `change`
    ///   throws.
    public static func updating<Result>(
        _ name: String, patience: Duration = .seconds(10), isStopped: () -> Bool = { false },
        _ change: () throws -> Result
    ) throws -> Result {
        let path = realPath(name)
        var status = stat()
        if stat(path, &status) == 0, status.st_mode & S_IFMT != S_IFREG { return try change() }
        let place = TemporaryName(for: path).lock
        let descriptor = try lock(place, for: name, patience, isStopped)
        defer {
            // Before the lock is released: whoever waits for it sees that it is gone and creates another.
            unlink(place)
            close(descriptor)
        }
        return try change()
    }

    private static func lock(
        _ place: String, for name: String, _ patience: Duration, _ isStopped: () -> Bool
    ) throws(FileError) -> Int32 {
        let begin = ContinuousClock.now
        while true {
            // For writing: file systems on a network lock nothing exclusively that is open for reading alone.
            let descriptor = open(place, O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC, 0o666)
            if descriptor < 0, errno == EINTR { continue }
            guard descriptor >= 0 else { throw .cannotWrite(file: name, reason: FileError.systemReason) }
            // Trying again and again: waiting in flock(2) would have no end.
            while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
                let code = errno
                let mayBeReleased = code == EWOULDBLOCK || code == EINTR
                let patience = isStopped() ? min(patience, .milliseconds(200)) : patience
                if mayBeReleased, ContinuousClock.now - begin < patience {
                    usleep(20_000)
                    continue
                }
                close(descriptor)
                let problem = mayBeReleased ? "another process holds" : "the lock cannot be taken:"
                let reason = mayBeReleased ? "" : " (\(String(cString: strerror(code))))"
                throw .cannotWrite(file: name, reason: "\(problem) \(place)\(reason)")
            }
            var status = stat()
            if fstat(descriptor, &status) == 0, status.st_nlink > 0 { return descriptor }
            close(descriptor)
        }
    }
}
