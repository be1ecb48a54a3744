internal import Glibc

/// Reads whole files with a limit, and says in words why one could not be read.
enum FileBytes {
    /// The bytes of a regular file or of a pipe.
    ///
    /// - Parameter limit: the largest number of bytes that is accepted.
    /// - Throws: ``ImagingError/cannotRead(file:reason:)`` or ``ImagingError/tooLarge(file:what:found:limit:)``.
    static func read(_ path: String, limit: Int = 1 << 30) throws(ImagingError) -> [UInt8] {
        let descriptor = try openForReading(path)
        defer { close(descriptor) }

        // 0 for what cannot be sought, such as a pipe.
        let expected = max(0, Int(lseek(descriptor, 0, SEEK_END)))
        lseek(descriptor, 0, SEEK_SET)
        guard expected <= limit else {
            throw .tooLarge(file: path, what: "file", found: "\(expected) bytes", limit: "\(limit) bytes")
        }

        // A pipe has no size beforehand, and a file may grow while it is read: go on until the end.
        var bytes: [UInt8] = []
        bytes.reserveCapacity(expected + 1)
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0 && errno == EINTR { continue }
            guard count >= 0 else { throw .cannotRead(file: path, reason: systemReason()) }
            if count == 0 { return bytes }
            bytes.append(contentsOf: chunk[..<count])
            guard bytes.count <= limit else {
                throw .tooLarge(
                    file: path, what: "file", found: "more than \(limit) bytes", limit: "\(limit) bytes")
            }
        }
    }

    /// A descriptor that the caller closes; folders are refused.
    static func openForReading(_ path: String) throws(ImagingError) -> Int32 {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .cannotRead(file: path, reason: systemReason()) }
        // Opening a folder succeeds; reading from it, even nothing, does not.
        var nothing: UInt8 = 0
        guard Glibc.read(descriptor, &nothing, 0) == 0 else {
            let reason = systemReason()
            close(descriptor)
            throw .cannotRead(file: path, reason: reason)
        }
        return descriptor
    }

    /// The text of the last system error (`errno`), such as "No such file or directory".
    static func systemReason() -> String {
        let code = errno
        return String(cString: strerror(code))
    }
}
