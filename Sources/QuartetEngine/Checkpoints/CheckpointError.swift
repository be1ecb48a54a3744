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
    static func tensors(_ path: String) throws(CheckpointError) -> MappedFile {
        do throws(FileError) {
            return try MappedFile(path: path)
        } catch {
            throw CheckpointError(error)
        }
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
