/// How far a training came.
public struct TrainingOutcome: Sendable, Equatable {
    /// Steps that were made, those before a resumption included.
    public let step: Int
    /// Steps that were planned.
    public let totalSteps: Int
    /// The validation loss stopped falling before the last step.
    public let stoppedEarly: Bool

    /// A signal arrived, even if only in the last step.
    public let isInterrupted: Bool

    package init(step: Int, totalSteps: Int, stoppedEarly: Bool, isInterrupted: Bool = false) {
        (self.step, self.totalSteps) = (step, totalSteps)
        (self.stoppedEarly, self.isInterrupted) = (stoppedEarly, isInterrupted)
    }

    /// The training came to its end, and whoever waits for it wants its results.
    public var isComplete: Bool { !isInterrupted && (step >= totalSteps || stoppedEarly) }
}
