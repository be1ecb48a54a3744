/// What is wrong with a file of tensors: which file, which tensor, what was expected and what was found.
public struct CheckpointError: Error, CustomStringConvertible, Equatable {
    public let file: String
    public let tensor: String?
    public let reason: String

    public init(file: String, tensor: String? = nil, _ reason: String) {
        (self.file, self.tensor, self.reason) = (file, tensor, reason)
    }

    public var description: String {
        tensor.map { "\(file): tensor \($0): \(reason)" } ?? "\(file): \(reason)"
    }
}
