internal import Foundation
public import QuartetFiles

/// What a project's commands take for granted.
public struct ProjectSettings: Codable, Sendable, Equatable {
    /// A file beside the project, and what was in it.
    public struct Source: Codable, Sendable, Equatable {
        /// Absolute.
        public let path: String
        public let fingerprint: String

        /// - Throws: `FileError` when the file cannot be read.
        public init(path: String) throws(FileError) {
            let file = try MappedFile(path: path)
            self.path = URL(fileURLWithPath: path).standardizedFileURL.path
            fingerprint = withExtendedLifetime(file) { Fingerprint(file.bytes).text }
        }

        /// Whether the file is as it was.
        public var isUnchanged: Bool { (try? Source(path: path)) == self }
    }

    /// The form of the project's files.
    public private(set) var form = ProjectSettings.newestForm
    /// Known molecules: novelty and the figures of the report are relative to them.
    public var reference: Source?
    /// Weights of a model of this module.
    public var model: Source?
    /// The name of a screen.
    public var screen: String?

    static let newestForm = 1

    public init() {}
}
