internal import Foundation
internal import QuartetImaging

/// The folder that designs are written to. Files are written to a hidden folder first and moved into place
/// when all are complete, so that nothing half-written is ever left.
struct DesignFolder {
    let path: String
    private let staging: String
    /// The folders that were created for this call, from the innermost out.
    private let made: [String]

    /// Creates the folder if necessary and checks that it is writable.
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
        var missing: [String] = []
        var above = url.standardizedFileURL
        while above.path != "/", !manager.fileExists(atPath: above.path) {
            missing.append(above.path)
            above = above.deletingLastPathComponent()
        }
        made = missing
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

    /// Runs `body` with the hidden folder, then moves all its files into place and removes designs of an
    /// earlier call. On an error nothing is moved or removed, except for folders that were created for this
    /// call.
    func write(_ body: (String) throws -> [String]) throws -> [String] {
        let manager = FileManager.default
        defer { try? manager.removeItem(atPath: staging) }
        let names: [String]
        do {
            names = try body(staging)
        } catch {
            try? manager.removeItem(atPath: staging)
            // rmdir(2) keeps a folder that something else was put into meanwhile.
            for folder in made { rmdir(folder) }
            throw error
        }
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
        for name in try manager.contentsOfDirectory(atPath: path)
        where Self.isOwn(name) && !names.contains(name) {
            try? manager.removeItem(atPath: path + "/" + name)
        }
        return names.map { path + "/" + $0 }
    }

    /// Whether a file is named like a design's: design-3.png and so on.
    private static func isOwn(_ name: String) -> Bool {
        guard name.hasPrefix("design-") else { return false }
        let rest = name.dropFirst("design-".count)
        let digits = rest.prefix { $0.isASCII && $0.isNumber }
        return !digits.isEmpty
            && [".png", ".svg", ".json", "-swatch.png"].contains(rest.dropFirst(digits.count))
    }
}
