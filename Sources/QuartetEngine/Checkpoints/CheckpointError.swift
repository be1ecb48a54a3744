internal import Foundation
public import QuartetFiles

/// A mistake in a file of tensors: the file, the tensor, what was expected and what was found.
public struct CheckpointError: UserFacingError, Equatable {
    public let file: String
    public let tensor: String?
    public let reason: String
    public let kind: FailureKind

    public init(file: String, tensor: String? = nil, _ reason: String, kind: FailureKind = .badData) {
        (self.file, self.tensor, self.reason, self.kind) = (file, tensor, reason, kind)
    }

    init(_ error: FileError) { self.init(file: error.file, error.reason, kind: error.kind) }

    public var description: String {
        tensor.map { "\(file): tensor \($0): \(reason)" } ?? "\(file): \(reason)"
    }
}

extension MappedFile {
    /// Maps a file of tensors.
    ///
    /// - Throws: also for what is recognised as something else: a folder, or a file that is not weights.
    static func tensors(_ path: String) throws(CheckpointError) -> MappedFile {
        if let folder = FolderOfWeights(path) { throw CheckpointError(file: path, folder.reason) }
        let file: MappedFile
        do throws(FileError) {
            file = try MappedFile(path: path)
        } catch {
            throw CheckpointError(error)
        }
        if let other = ForeignContent(file.bytes) { throw CheckpointError(file: path, other.reason) }
        return file
    }
}

/// A folder that was given in place of a file of weights.
private struct FolderOfWeights {
    let reason: String

    /// - Returns: nil if there is no such folder.
    init?(_ path: String) {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), isFolder.boolValue else {
            return nil
        }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
        let weights = names.filter { name in [".gguf", ".safetensors"].contains { name.hasSuffix($0) } }
            .sorted()
        let shown = weights.prefix(5).joined(separator: ", ") + (weights.count > 5 ? ", …" : "")
        reason =
            weights.isEmpty
            ? "is a folder without .gguf or .safetensors files: give a file of weights"
            : "is a folder: give one of the files of weights in it (\(shown))"
    }
}

extension AtomicFile {
    /// Writes a file of a training.
    static func write(training parts: [Data], to path: String) throws(CheckpointError) {
        do throws(FileError) {
            try write(parts, to: path)
        } catch {
            throw CheckpointError(error)
        }
    }
}
