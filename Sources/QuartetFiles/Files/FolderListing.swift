internal import Foundation

/// The files below a folder, for readers of whole folders. Symbolic links are followed, and each folder is listed once;
/// names that begin with a dot are skipped. Only regular files are listed as such: opening a pipe would wait for its writer.
public struct FolderListing: Sendable {
    /// Paths of the regular files, relative to the folder and sorted.
    public private(set) var files: [String] = []
    /// Paths of the folders below, likewise.
    public private(set) var folders: [String] = []
    /// What is neither, with the reason: pipes, devices, links that lead nowhere or to a folder that is
    /// listed already.
    public private(set) var others: [(path: String, reason: String)] = []

    /// - Parameter isRecursive: false for the folder's own files only.
    /// - Throws: ``FileError/cannotRead(file:reason:)`` when the folder cannot be listed.
    public init(_ folder: String, isRecursive: Bool = true) throws(FileError) {
        guard let status = Self.status(folder) else {
            throw .cannotRead(file: folder, reason: FileError.systemReason)
        }
        if status.st_mode & S_IFMT != S_IFDIR {
            throw .cannotRead(file: folder, reason: "it is not a folder")
        }
        try list(folder, from: Identity(status), isRecursive: isRecursive)
        files.sort()
        folders.sort()
        others.sort { $0.path < $1.path }
    }

    /// Which folder it is, whatever it is called.
    private struct Identity: Hashable {
        let device: UInt
        let number: UInt

        init(_ status: stat) { (device, number) = (UInt(status.st_dev), UInt(status.st_ino)) }
    }

    /// Folders that wait to be listed, with their paths relative to the first.
    private struct Waiting {
        var below: [(path: String, identity: Identity)] = []
        var linked: [(path: String, identity: Identity)] = []
        private var followed = 0

        /// Links come last, so that a folder is listed under its own name where it has one.
        mutating func next() -> (path: String, identity: Identity)? {
            if let folder = below.popLast() { return folder }
            guard followed < linked.count else { return nil }
            followed += 1
            return linked[followed - 1]
        }
    }

    /// Lists each folder once: along links to one another the same folders could be reached on any number of ways.
    private mutating func list(
        _ root: String, from identity: Identity, isRecursive: Bool
    ) throws(FileError) {
        var waiting = Waiting()
        waiting.below.append(("", identity))
        var seen: Set<Identity> = []
        while let (path, identity) = waiting.next() {
            if !seen.insert(identity).inserted {
                others.append((path, "a link to a folder that is listed already"))
                continue
            }
            if !path.isEmpty { folders.append(path) }
            if !path.isEmpty, !isRecursive { continue }
            let folder = path.isEmpty ? root : root + "/" + path
            if let names = try? FileManager.default.contentsOfDirectory(atPath: folder) {
                for name in names.sorted() where !name.hasPrefix(".") {
                    add(path.isEmpty ? name : path + "/" + name, in: root, &waiting)
                }
            } else if path.isEmpty {
                throw .cannotRead(file: folder, reason: FileError.systemReason)
            } else {
                others.append((path, "a folder that cannot be listed"))
            }
        }
    }

    private mutating func add(_ path: String, in root: String, _ waiting: inout Waiting) {
        guard let status = Self.status(root + "/" + path) else {
            others.append((path, "a link that leads nowhere"))
            return
        }
        switch status.st_mode & S_IFMT {
        case S_IFREG: files.append(path)
        case S_IFDIR where Self.isLink(root + "/" + path): waiting.linked.append((path, Identity(status)))
        case S_IFDIR: waiting.below.append((path, Identity(status)))
        default: others.append((path, "not a regular file"))
        }
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }

    private static func isLink(_ path: String) -> Bool {
        var status = stat()
        return lstat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFLNK
    }
}
