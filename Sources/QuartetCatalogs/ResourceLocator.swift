public import Foundation
public import QuartetFiles

/// Finds the folders that ship beside the program: its catalogs and its trained weights.
///
/// The places, in this order:
/// 1. the folder that the environment variable `QUARTET_HOME` names, when it is set;
/// 2. `<prefix>/share/quartet`, for a program installed as `<prefix>/bin/…`;
/// 3. the checkout that the program was built in: walking up from the executable (symbolic links resolved)
///    to a folder that contains `Package.swift` and `catalogs/`;
/// 4. the current folder.
public struct ResourceLocator: Sendable {
    /// A folder that the program needs.
    public enum Resource: String, Sendable, CaseIterable {
        case catalogs
        case weights
        /// Public models that were fetched; it may be missing.
        case models
    }

    /// A folder was not found.
    public struct NotFound: UserFacingError, Sendable, Equatable {
        /// The folder's name, `catalogs` or `weights`, or a file in it.
        public let name: String
        /// The paths that were tried, in order.
        public let tried: [String]

        public var kind: FailureKind { .notFound }

        public var description: String {
            "'\(name)' was not found; looked at \(tried.joined(separator: ", ")). "
                + "Set QUARTET_HOME to the folder that contains 'catalogs' and 'weights'."
        }
    }

    private let executable: String
    private let home: String?
    private let currentFolder: String

    /// - Parameters:
    ///   - executable: path of the running program.
    ///   - environment: where `QUARTET_HOME` is looked up.
    ///   - currentFolder: the last place to look.
    public init(
        executable: String = ResourceLocator.runningExecutable,
        environment: [String: String] = ProcessInfo.processInfo.environment,
        currentFolder: String = FileManager.default.currentDirectoryPath
    ) {
        self.executable = executable
        let home = environment["QUARTET_HOME"] ?? ""
        self.home = home.isEmpty ? nil : home
        self.currentFolder = currentFolder
    }

    /// The path of the running program: from the kernel, else the first argument.
    public static var runningExecutable: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments.first ?? ""
    }

    /// The path of a folder; throws ``NotFound`` with the places that were looked at.
    ///
    /// A `QUARTET_HOME` that is set but does not contain the folder is an error: an explicit setting is never ignored.
    public func folder(_ resource: Resource) throws -> String {
        try path(to: resource.rawValue, isFolder: true)
    }

    /// The path of a file in a folder, such as `garments.xml` in ``Resource/catalogs``.
    public func file(_ name: String, in resource: Resource) throws -> String {
        try path(to: resource.rawValue + "/" + name, isFolder: false)
    }

    private func path(to name: String, isFolder: Bool) throws -> String {
        var tried: [String] = []
        for base in home.map({ [$0] }) ?? bases {
            let candidate = base + "/" + name
            var found: ObjCBool = false
            if FileManager.default.fileExists(atPath: candidate, isDirectory: &found),
                found.boolValue == isFolder
            {
                return candidate
            }
            tried.append(candidate)
        }
        throw NotFound(name: name, tried: tried)
    }

    /// The folders that may contain `catalogs` and `weights`, the preferred first, without repetition.
    private var bases: [String] {
        var bases: [String] = []
        func add(_ url: URL) {
            let path = url.standardizedFileURL.path
            if !bases.contains(path) { bases.append(path) }
        }
        let manager = FileManager.default
        let given = URL(fileURLWithPath: executable, relativeTo: URL(fileURLWithPath: currentFolder))
            .absoluteURL
        let resolved = given.resolvingSymlinksInPath()
        // The prefix of the path as it was called and of the file that it links to.
        for program in [given, resolved] where program.path != "/" {
            let folder = program.deletingLastPathComponent()
            if folder.lastPathComponent == "bin" {
                add(folder.deletingLastPathComponent().appendingPathComponent("share/quartet"))
            }
        }
        var folder = resolved.deletingLastPathComponent()
        while folder.path != "/", !folder.path.isEmpty {
            if manager.fileExists(atPath: folder.appendingPathComponent("Package.swift").path),
                manager.fileExists(atPath: folder.appendingPathComponent("catalogs").path)
            {
                add(folder)
                break
            }
            folder = folder.deletingLastPathComponent()
        }
        add(URL(fileURLWithPath: currentFolder))
        return bases
    }
}
