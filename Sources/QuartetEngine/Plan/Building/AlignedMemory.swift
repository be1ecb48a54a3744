internal import Foundation

/// A zeroed block of memory on a cache line, freed with its owner. Large blocks ask for huge pages: walking through
/// an arena then costs few address translations.
final class AlignedMemory {
    let base: UnsafeMutableRawPointer
    let bytes: Int

    /// Traps when the machine has not that much memory: sizes come from shapes that were checked before.
    init(bytes: Int) {
        self.bytes = max(bytes, 64)
        let hugePage = 1 << 21
        let isLarge = self.bytes >= 2 * hugePage
        var memory: UnsafeMutableRawPointer?
        if posix_memalign(&memory, isLarge ? hugePage : 64, self.bytes) != 0 || memory == nil {
            fatalError("Out of memory: \(bytes) bytes.")
        }
        base = memory!
        // Only a wish: a system without huge pages works all the same.
        if isLarge { _ = madvise(base, self.bytes, MADV_HUGEPAGE) }
        memset(base, 0, self.bytes)
    }

    deinit { free(base) }
}
