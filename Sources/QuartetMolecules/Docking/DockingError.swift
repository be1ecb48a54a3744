public import QuartetFiles

/// Why something cannot be docked, or was not.
public struct DockingError: UserFacingError, Equatable {
    public let kind: FailureKind
    public let description: String

    init(_ kind: FailureKind, _ description: String) {
        self.kind = kind
        self.description = description
    }

    /// Of a molecule or a file whose content is not usable.
    init(_ description: String) { self.init(.badData, description) }
}
