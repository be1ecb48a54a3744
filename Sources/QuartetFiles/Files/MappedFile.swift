internal import Foundation

/// A file's bytes, mapped into memory and read only: nothing is read from disk until it is used.
public final class MappedFile: Sendable {
    public let path: String
    public let count: Int
    // Sendable: the mapping is read only and lives as long as this object.
    private nonisolated(unsafe) let start: UnsafeMutableRawPointer?

    /// - Throws: ``FileError/cannotRead(file:reason:)`` also for anything but a regular file.
    public init(path: String) throws(FileError) {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC)
        if descriptor < 0 { throw .cannotRead(file: path, reason: FileError.systemReason) }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG {
            throw .cannotRead(file: path, reason: "not a regular file")
        }
        self.path = path
        count = Int(status.st_size)
        if count == 0 {
            start = nil
            return
        }
        let mapping = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        if mapping == MAP_FAILED { throw .cannotRead(file: path, reason: FileError.systemReason) }
        start = mapping
    }

    deinit { if let start { munmap(start, count) } }

    /// Returns the memory of the pages that were read. They are read from the file again when they are next used.
    public func release() { if let start { _ = madvise(start, count, MADV_DONTNEED) } }

    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
}
