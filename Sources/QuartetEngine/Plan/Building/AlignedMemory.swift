internal import Foundation

/// A zeroed block of memory aligned to a cache line, freed with its owner. Large blocks request huge pages, so that walking
/// through an arena needs few address translations.
final class AlignedMemory {
    let base: UnsafeMutableRawPointer
    let bytes: Int
    /// Whether a file keeps the numbers while their pages are released.
    private let isInFile: Bool

    /// Traps if the memory cannot be allocated. Sizes come from shapes that have been checked before.
    init(bytes: Int) {
        self.bytes = max(bytes, 64)
        let hugePage = 1 << 21
        let isLarge = self.bytes >= 2 * hugePage
        var memory: UnsafeMutableRawPointer?
        if posix_memalign(&memory, isLarge ? hugePage : 64, self.bytes) != 0 || memory == nil {
            fatalError("Out of memory: \(bytes) bytes.")
        }
        base = memory!
        isInFile = false
        // Only a hint: a system without huge pages works, too.
        if isLarge { _ = madvise(base, self.bytes, MADV_HUGEPAGE) }
        memset(base, 0, self.bytes)
    }

    /// Memory in a temporary file without a name, for numbers that are seldom read: ``release()`` lets the pages go, and the
    /// next use brings them back. Nil if the file cannot be made.
    init?(inFileOf bytes: Int) {
        self.bytes = max(bytes, 64)
        var path = Array((FileManager.default.temporaryDirectory.path + "/quartet-XXXXXX").utf8CString)
        let descriptor = mkstemp(&path)
        if descriptor < 0 { return nil }
        defer { close(descriptor) }
        unlink(path)
        // Room is set aside now: a page that finds the disk full later would end the process.
        if posix_fallocate(descriptor, 0, self.bytes) != 0 { return nil }
        let mapping = mmap(nil, self.bytes, PROT_READ | PROT_WRITE, MAP_SHARED, descriptor, 0)
        guard let mapping, mapping != MAP_FAILED else { return nil }
        base = mapping
        isInFile = true
    }

    /// Lets the pages of a file go. Other memory stays as it is.
    func release() { if isInFile { _ = madvise(base, bytes, MADV_DONTNEED) } }

    deinit { if isInFile { munmap(base, bytes) } else { free(base) } }
}
