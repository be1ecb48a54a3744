/// How far a training came.
public struct TrainingOutcome: Sendable, Equatable {
    /// Steps that were made, those before a resumption included.
    public let step: Int
    /// Steps that were planned.
    public let totalSteps: Int
    /// The validation loss stopped falling before the last step.
    public let stoppedEarly: Bool

    package init(step: Int, totalSteps: Int, stoppedEarly: Bool) {
        self.step = step
        self.totalSteps = totalSteps
        self.stoppedEarly = stoppedEarly
    }

    /// False when the training was interrupted.
    public var isComplete: Bool { step >= totalSteps || stoppedEarly }
}
