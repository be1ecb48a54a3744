// timespec, which the compiler takes for this module's where it compiles the whole module at once.
internal import CPCAP
internal import Glibc

/// What the system knows of a file at the moment.
struct FileState: Equatable {
    /// Identifies a file whatever its name.
    struct Identity: Codable, Equatable {
        let device: UInt64
        let inode: UInt64
    }

    let identity: Identity
    let isRegular: Bool
    let size: Int
    /// When its content changed last, in nanoseconds since 1970.
    let modified: Int

    private init(_ state: stat) {
        identity = Identity(device: UInt64(state.st_dev), inode: UInt64(state.st_ino))
        isRegular = state.st_mode & S_IFMT == S_IFREG
        size = Int(state.st_size)
        modified = Int(state.st_mtim.tv_sec) &* 1_000_000_000 &+ Int(state.st_mtim.tv_nsec)
    }

    /// Of the file behind symbolic links; nil when it does not exist.
    init?(path: String) {
        var state = stat()
        guard stat(path, &state) == 0 else { return nil }
        self.init(state)
    }

    init?(descriptor: Int32) {
        var state = stat()
        guard fstat(descriptor, &state) == 0 else { return nil }
        self.init(state)
    }
}
