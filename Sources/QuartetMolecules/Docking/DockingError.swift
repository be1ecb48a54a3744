public import QuartetFiles
internal import QuartetReports

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

    /// The user ended the run.
    static let stopped = DockingError(.failed, "stopped before it was docked")

    static func tooSlow(_ limit: Double) -> DockingError {
        DockingError(.failed, "Vina did not finish within \(Int(limit)) s: raise the time limit")
    }

    /// Text of a file or of another program, short and safe to show.
    static func shown(_ text: some StringProtocol) -> String { SafeText.shown(String(text), limit: 120) }
}
