public import QuartetFiles

/// Why a command fails.
public struct CommandFailure: UserFacingError {
    public let kind: FailureKind
    public let description: String

    public init(_ kind: FailureKind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// A training that was stopped before its end and saved.
    public static func interrupted(_ step: Int, of total: Int) -> CommandFailure {
        CommandFailure(
            .failed, "stopped at step \(step) of \(total); everything is saved: continue with --resume")
    }
}
