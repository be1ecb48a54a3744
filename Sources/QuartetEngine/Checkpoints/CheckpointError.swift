/// What is wrong with a file of tensors: which file, which tensor, what was expected and what was found.
public struct CheckpointError: Error, CustomStringConvertible, Equatable {
    public enum Kind: Sendable {
        /// The file is missing, damaged or of another model.
        case reading
        /// The file cannot be written there.
        case writing
    }

    public let file: String
    public let tensor: String?
    public let reason: String
    public let kind: Kind

    public init(file: String, tensor: String? = nil, _ reason: String, kind: Kind = .reading) {
        (self.file, self.tensor, self.reason, self.kind) = (file, tensor, reason, kind)
    }

    public var description: String {
        tensor.map { "\(file): tensor \($0): \(reason)" } ?? "\(file): \(reason)"
    }
}
