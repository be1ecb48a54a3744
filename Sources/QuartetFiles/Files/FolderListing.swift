internal import Foundation

/// The files below a folder, for readers of whole folders. Symbolic links are followed; names that begin with a dot are
/// skipped. Only regular files are listed as such: opening a pipe would wait for its writer.
public struct FolderListing: Sendable {
    /// Paths of the regular files, relative to the folder and sorted.
    public private(set) var files: [String] = []
    /// Paths of the folders below, likewise.
    public private(set) var folders: [String] = []
    /// What is neither, with the reason: pipes, devices, links that lead nowhere or back.
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
        if !add(folder, below: "", isRecursive: isRecursive, above: [Identity(status)]) {
            throw .cannotRead(file: folder, reason: FileError.systemReason)
        }
        files.sort()
        folders.sort()
        others.sort { $0.path < $1.path }
    }

    /// Which folder it is, whatever it is called.
    private struct Identity: Equatable {
        let device: UInt
        let number: UInt

        init(_ status: stat) { (device, number) = (UInt(status.st_dev), UInt(status.st_ino)) }
    }

    /// - Returns: false when the folder cannot be listed.
    private mutating func add(
        _ folder: String, below prefix: String, isRecursive: Bool, above: [Identity]
    ) -> Bool {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return false }
        for name in names where !name.hasPrefix(".") {
            let path = prefix + name
            guard let status = Self.status(folder + "/" + name) else {
                others.append((path, "a link that leads nowhere"))
                continue
            }
            switch status.st_mode & S_IFMT {
            case S_IFREG: files.append(path)
            case S_IFDIR where above.contains(Identity(status)):
                others.append((path, "a link to a folder above it"))
            case S_IFDIR:
                folders.append(path)
                if !isRecursive { continue }
                let isListed = add(
                    folder + "/" + name, below: path + "/", isRecursive: true,
                    above: above + [Identity(status)])
                if !isListed { others.append((path, "a folder that cannot be listed")) }
            default: others.append((path, "not a regular file"))
            }
        }
        return true
    }

    private static func status(_ path: String) -> stat? {
        var status = stat()
        return stat(path, &status) == 0 ? status : nil
    }
}
