internal import Foundation

/// A folder that results are written to.
public struct OutputFolder: Sendable {
    public let path: String
    /// The folders that were made for it, from the innermost out.
    private let made: [String]

    /// Makes the folder where it is missing, with those above it.
    ///
    /// - Throws: ``FileError/cannotWrite(file:reason:)``.
    @discardableResult
    public static func prepare(_ path: String) throws(FileError) -> OutputFolder {
        try check(path)
        let missing = ancestors(of: path).missing
        for folder in missing.reversed() where mkdir(folder, 0o777) != 0 && errno != EEXIST {
            throw .cannotWrite(file: path, reason: FileError.systemReason)
        }
        return OutputFolder(path: path, made: missing)
    }

    /// Checks, without making anything, that the folder can be made and written to. Check before long work and prepare
    /// when there is something to write: work that fails leaves no empty folder behind.
    ///
    /// - Throws: ``FileError/cannotWrite(file:reason:)``.
    public static func check(_ path: String) throws(FileError) {
        let nearest = ancestors(of: path).nearest
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: nearest, isDirectory: &isFolder), isFolder.boolValue
        else {
            let place = nearest == absolute(path) ? "it" : nearest
            throw .cannotWrite(file: path, reason: "\(place) is a file, expected a folder")
        }
        if access(nearest, W_OK | X_OK) != 0 {
            throw .cannotWrite(file: path, reason: FileError.systemReason)
        }
    }

    /// The nearest of the folder and those above it that exists, and those below that, from the innermost out.
    private static func ancestors(of path: String) -> (nearest: String, missing: [String]) {
        var missing: [String] = []
        var nearest = absolute(path)
        while nearest != "/", !FileManager.default.fileExists(atPath: nearest) {
            missing.append(nearest)
            nearest = (nearest as NSString).deletingLastPathComponent
        }
        return (nearest, missing)
    }

    private static func absolute(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.path
    }

    /// Prepares the folder of a file that will be written.
    public static func prepare(forFile path: String) throws(FileError) { try prepare(folder(ofFile: path)) }

    /// Checks, without making anything, that the file can be written.
    public static func check(forFile path: String) throws(FileError) { try check(folder(ofFile: path)) }

    private static func folder(ofFile path: String) throws(FileError) -> String {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw .cannotWrite(file: path, reason: "it is a folder, expected a file")
        }
        let folder = (path as NSString).deletingLastPathComponent
        return folder.isEmpty ? "." : folder
    }

    /// Writes a set of files that replaces the set of an earlier call.
    ///
    /// The files are written in a hidden folder first and moved into place when all are complete. Then those that an
    /// earlier call left are removed. If writing fails, nothing is moved
    /// or removed, and folders that were made are removed again.
    ///
    /// - Parameters:
    ///   - isOwn: whether a name is one that these calls give. Files with other names are the user's and stay.
    ///   - write: writes into the hidden folder and returns the names of its files.
    /// - Returns: the paths of the files.
    public func replaceFiles(
        isOwn: (String) -> Bool, _ write: (_ staging: String) throws -> [String]
    ) throws -> [String] {
        let manager = FileManager.default
        let staging = try StagingFolder(in: path)
        defer { staging.remove() }
        let names: [String]
        do {
            names = try write(staging.path)
        } catch {
            staging.remove()
            // rmdir(2) leaves a folder alone that something else was put into meanwhile.
            for folder in made { rmdir(folder) }
            throw (error as? FileError)?.renamed(from: staging.path, to: path) ?? error
        }
        for target in names.map({ path + "/" + $0 }) {
            var isFolder: ObjCBool = false
            if manager.fileExists(atPath: target, isDirectory: &isFolder), isFolder.boolValue {
                throw FileError.cannotWrite(
                    file: target, reason: "a folder has this name; remove it, or choose another output folder"
                )
            }
        }
        for name in names {
            let target = path + "/" + name
            // rename(2) replaces in one step, which FileManager.moveItem refuses to do.
            guard rename(staging.path + "/" + name, target) == 0 else {
                throw FileError.cannotWrite(file: target, reason: FileError.systemReason)
            }
        }
        for name in (try? manager.contentsOfDirectory(atPath: path)) ?? []
        where isOwn(name) && !names.contains(name) {
            try? manager.removeItem(atPath: path + "/" + name)
        }
        return names.map { path + "/" + $0 }
    }
}

/// A hidden folder inside an output folder, so that moving never crosses file systems.
private final class StagingFolder {
    let path: String
    private let descriptor: Int32

    private static let beginning = ".quartet-"

    init(in folder: String) throws(FileError) {
        Self.removeStale(in: folder)
        path = folder + "/" + Self.beginning + UUID().uuidString
        guard mkdir(path, 0o777) == 0 else {
            throw .cannotWrite(file: folder, reason: FileError.systemReason)
        }
        // The kernel releases the lock when this process ends, however it ends.
        descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
        _ = flock(descriptor, LOCK_EX)
    }

    deinit { if descriptor >= 0 { close(descriptor) } }

    func remove() { try? FileManager.default.removeItem(atPath: path) }

    /// Removes what calls left whose process died.
    private static func removeStale(in folder: String) {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names
        where name.hasPrefix(beginning) && UUID(uuidString: String(name.dropFirst(beginning.count))) != nil {
            let path = folder + "/" + name
            let descriptor = open(path, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
            guard descriptor >= 0 else { continue }
            if flock(descriptor, LOCK_EX | LOCK_NB) == 0 { try? FileManager.default.removeItem(atPath: path) }
            close(descriptor)
        }
    }
}
