internal import Foundation

/// An empty folder for the files of one test, removed with its owner.
public final class TemporaryFolder: Sendable {
    public let path: String

    public init() {
        let url = FileManager.default.temporaryDirectory.appending(path: "quartet-\(UUID().uuidString)")
        do {
            try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
        } catch {
            fatalError("cannot make a folder for a test: \(error)")
        }
        // The path as the system reports it, without symbolic links.
        path = url.resolvingSymlinksInPath().path
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    /// The path of a file in the folder.
    public func file(_ name: String) -> String { path + "/" + name }

    /// Writes a file, with the folders that lead to it, and returns its path.
    @discardableResult
    public func write(_ bytes: some Collection<UInt8>, to name: String) throws -> String {
        let url = URL(filePath: file(name))
        try FileManager.default.createDirectory(
            at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: url)
        return url.path
    }

    /// Writes a text file, with the folders that lead to it, and returns its path.
    @discardableResult
    public func write(_ text: String, to name: String) throws -> String { try write(text.utf8, to: name) }

    public func bytes(_ name: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(filePath: file(name))))
    }

    public func text(_ name: String) throws -> String { String(decoding: try bytes(name), as: UTF8.self) }

    /// The names of the files and folders directly inside, sorted.
    public var names: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: path).sorted() }
    }

    /// The names of the files and folders in a folder of this one, sorted.
    public func names(in name: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(name)).sorted()
    }
}

/// Runs a test in an empty folder that is removed afterwards.
public func inFolder<Result>(_ body: (String) throws -> Result) throws -> Result {
    let folder = TemporaryFolder()
    return try withExtendedLifetime(folder) { try body(folder.path) }
}

/// Runs a test in two empty folders that are removed afterwards.
public func inFolders(_ body: (String, String) throws -> Void) throws {
    try inFolder { first in try inFolder { second in try body(first, second) } }
}
