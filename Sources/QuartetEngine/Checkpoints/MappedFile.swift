internal import Foundation

/// A file's bytes, mapped into memory and read only: nothing is copied until it is asked for.
final class MappedFile: Sendable {
    let path: String
    let count: Int
    // Sendable: the mapping is read only and lives as long as this object.
    private nonisolated(unsafe) let start: UnsafeMutableRawPointer?

    init(path: String) throws(CheckpointError) {
        let descriptor = open(path, O_RDONLY | O_NONBLOCK)
        if descriptor < 0 { throw CheckpointError(file: path, String(cString: strerror(errno))) }
        defer { close(descriptor) }
        var status = stat()
        if fstat(descriptor, &status) != 0 || status.st_mode & S_IFMT != S_IFREG {
            throw CheckpointError(file: path, "not a regular file")
        }
        self.path = path
        count = Int(status.st_size)
        if count == 0 {
            start = nil
            return
        }
        let mapping = mmap(nil, count, PROT_READ, MAP_PRIVATE, descriptor, 0)
        if mapping == MAP_FAILED {
            throw CheckpointError(file: path, "cannot be mapped: \(String(cString: strerror(errno)))")
        }
        start = mapping
    }

    deinit { if let start { munmap(start, count) } }

    /// Gives back the memory of pages that were read: they are read again from the file when they are wanted.
    func release() { if let start { _ = madvise(start, count, MADV_DONTNEED) } }

    var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: start, count: count) }
}
