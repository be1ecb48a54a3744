internal import Foundation

/// A zeroed block of memory aligned to a cache line, freed with its owner. Large blocks request huge pages, so that walking
/// through an arena needs few address translations.
final class AlignedMemory {
    let base: UnsafeMutableRawPointer
    let bytes: Int

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
        // Only a hint: a system without huge pages works, too.
        if isLarge { _ = madvise(base, self.bytes, MADV_HUGEPAGE) }
        memset(base, 0, self.bytes)
    }

    deinit { free(base) }
}
