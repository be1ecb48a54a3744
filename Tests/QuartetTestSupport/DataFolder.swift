internal import Foundation

/// Data that tests read where it is there: in the folder that `QUARTET_DATA` names.
public enum DataFolder {
    private static let path = ProcessInfo.processInfo.environment["QUARTET_DATA"]

    /// The path of a file or folder; nil where it is missing.
    public static func file(_ name: String) -> String? {
        path.map { $0 + "/" + name }.flatMap { FileManager.default.fileExists(atPath: $0) ? $0 : nil }
    }

    /// Whether tests that take minutes are wished: `QUARTET_SLOW_TESTS` is set.
    public static let isPatient = ProcessInfo.processInfo.environment["QUARTET_SLOW_TESTS"] != nil
}
