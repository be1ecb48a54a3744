internal import Foundation
internal import QuartetFiles
internal import Synchronization

/// Reads the bytes of a database's files beside SQLite.
///
/// When a process closes any descriptor of a file, all its locks on the file end (POSIX `fcntl`), also those by which
/// SQLite keeps other processes from writing to the same places. So a descriptor that was opened here stays open until
/// the process ends, and is used again for the same file.
enum HeldFile {
    private struct Identity: Hashable {
        let device: dev_t
        let node: ino_t
    }

    private static let held = Mutex<[Identity: Int32]>([:])

    /// Counts texts in a file.
    ///
    /// - Returns: the file's length, and adds to `counts`; nil when there is no such file.
    /// - Throws: `FileError.cannotRead`.
    static func count(_ search: ByteSearch, in path: String, into counts: inout [Int]) throws(FileError)
        -> Int?
    {
        guard let descriptor = try descriptor(of: path) else { return nil }
        let overlap = max(0, search.longest - 1)
        let part = 1 << 20
        var buffer = [UInt8](repeating: 0, count: part + overlap)
        var offset = 0
        while true {
            let count = pread(descriptor, &buffer, buffer.count, off_t(offset))
            if count < 0, errno == EINTR { continue }
            if count < 0 { throw .cannotRead(file: path, reason: FileError.systemReason) }
            // What begins in the overlap is counted with the next part.
            buffer.withUnsafeBytes { bytes in
                search.count(
                    in: UnsafeRawBufferPointer(rebasing: bytes[..<count]), before: part, into: &counts)
            }
            if count < buffer.count { return offset + count }
            offset += part
        }
    }

    private static func descriptor(of path: String) throws(FileError) -> Int32? {
        var status = stat()
        guard stat(path, &status) == 0 else {
            if errno == ENOENT { return nil }
            throw .cannotRead(file: path, reason: FileError.systemReason)
        }
        let identity = Identity(device: status.st_dev, node: status.st_ino)
        let descriptor = held.withLock { held -> Int32 in
            if let descriptor = held[identity] { return descriptor }
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            if descriptor >= 0 { held[identity] = descriptor }
            return descriptor
        }
        if descriptor < 0 { throw .cannotRead(file: path, reason: FileError.systemReason) }
        return descriptor
    }
}
