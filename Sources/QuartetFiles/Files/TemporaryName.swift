internal import Foundation

/// The names of the temporary files of one target: `.TARGET.PROCESS-RANDOM.quartet` in its folder.
///
/// A writer locks its temporary file (`flock`). The kernel releases the lock when the process ends, however it
/// ends, so a file with such a name that can be locked was left by a process that died. Unlike the process number,
/// which is in the name for people, this also works across containers and restarts.
struct TemporaryName {
    /// The target's folder, "." for a bare name.
    let folder: String
    /// The target's name in its folder.
    let target: String

    private static let ending = ".quartet"

    init(for path: String) {
        let slash = path.lastIndex(of: "/")
        let folder = slash.map { String(path[...$0]) } ?? ""
        self.folder = folder.isEmpty ? "." : folder
        target = slash.map { String(path[path.index(after: $0)...]) } ?? path
    }

    /// Shortened, so that a long but valid name stays below the file system's 255 bytes.
    private var beginning: String { ".\(String(decoding: target.utf8.prefix(100), as: UTF8.self))." }

    private func path(_ name: String) -> String {
        folder.hasSuffix("/") ? folder + name : "\(folder)/\(name)"
    }

    /// A name that no other writer has, in this process or another.
    func random() -> String {
        let digits = String(UInt64.random(in: 0 ... .max), radix: 16)
        return path("\(beginning)\(getpid())-\(digits)\(Self.ending)")
    }

    /// The file that whoever changes the target locks.
    var lock: String { path("\(beginning)lock") }

    /// Removes files of writers of this target that died. Failures do no harm.
    func removeStale() {
        for name in (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [] where isOwn(name) {
            let path = path(name)
            let descriptor = open(path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { unlink(path) }
            close(descriptor)
        }
    }

    /// Whether a name has this form. It is specific enough not to match a user's file by chance.
    private func isOwn(_ name: String) -> Bool {
        guard name.hasPrefix(beginning), name.hasSuffix(Self.ending) else { return false }
        let parts = name.dropFirst(beginning.count).dropLast(Self.ending.count)
            .split(separator: "-", omittingEmptySubsequences: false)
        return parts.count == 2 && Int32(parts[0]) != nil && UInt64(parts[1], radix: 16) != nil
    }
}
