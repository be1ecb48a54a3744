internal import Foundation
internal import QuartetImaging

/// The folder that designs are written to. Files are written in a hidden sibling folder first and moved into
/// place when all are complete; whatever happens, nothing half-written is left.
struct DesignFolder {
    let path: String
    private let staging: String

    /// Makes the folder where it is missing and proves that it can be written to.
    ///
    /// - Throws: ``DesignError/unwritableFolder(path:reason:)``.
    init(_ path: String) throws {
        self.path = path
        let url = URL(fileURLWithPath: path)
        let manager = FileManager.default
        var isFolder: ObjCBool = false
        if manager.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue {
            throw DesignError.unwritableFolder(path: path, reason: "it is a file")
        }
        do {
            try manager.createDirectory(at: url, withIntermediateDirectories: true)
            // Inside the folder, so that moving never crosses file systems.
            let staging = url.appendingPathComponent(".quartet-\(UUID().uuidString)")
            try manager.createDirectory(at: staging, withIntermediateDirectories: false)
            self.staging = staging.path
        } catch {
            throw DesignError.unwritableFolder(path: path, reason: error.localizedDescription)
        }
    }

    /// Runs `body` with the hidden folder, then moves all files of it into place. Files of the same name are
    /// replaced. On an error nothing is moved.
    func write(_ body: (String) throws -> [String]) throws -> [String] {
        let manager = FileManager.default
        defer { try? manager.removeItem(atPath: staging) }
        let names = try body(staging)
        for name in names {
            var isFolder: ObjCBool = false
            if manager.fileExists(atPath: path + "/" + name, isDirectory: &isFolder), isFolder.boolValue {
                throw DesignError.unwritableFolder(path: path + "/" + name, reason: "a folder has this name")
            }
        }
        for name in names {
            let target = path + "/" + name
            // rename(2) replaces in one step, which FileManager.moveItem refuses to do.
            guard rename(staging + "/" + name, target) == 0 else {
                throw DesignError.unwritableFolder(path: target, reason: String(cString: strerror(errno)))
            }
        }
        return names.map { path + "/" + $0 }
    }
}
