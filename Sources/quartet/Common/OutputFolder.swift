import Foundation
import QuartetCommandLine
import QuartetFiles

/// A folder that a command writes to, made before any work begins.
enum OutputFolder {
    /// Makes the folder, and those above it, unless it is there; says why it cannot be written to.
    static func prepare(_ path: String) throws(CommandFailure) {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
            if !isFolder.boolValue {
                throw CommandFailure(.cannotCreate, "\(path): is a file, expected a folder")
            }
        } else {
            do {
                try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
            } catch {
                throw CommandFailure(.cannotCreate, "\(path): cannot be created: \(reason())")
            }
        }
        if access(path, W_OK | X_OK) != 0 {
            throw CommandFailure(.cannotCreate, "\(path): cannot be written to: \(reason())")
        }
    }

    /// The folder of a training, which must not hold another one unless that is to go on.
    static func prepare(forTraining path: String, resume: Bool) throws(CommandFailure) {
        try prepare(path)
        let last = path + "/last.safetensors"
        if !resume, FileManager.default.fileExists(atPath: last) {
            throw CommandFailure(
                .cannotCreate,
                "\(path): holds a training already: go on with --resume, or name another folder with --out")
        }
    }

    /// The folder of a file that will be written.
    static func prepare(forFile path: String) throws(CommandFailure) {
        let folder = (path as NSString).deletingLastPathComponent
        try prepare(folder.isEmpty ? "." : folder)
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue {
            throw CommandFailure(.cannotCreate, "\(path): is a folder, expected a file")
        }
    }

    private static func reason() -> String { String(cString: strerror(errno)) }
}
