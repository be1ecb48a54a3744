internal import CKernels

/// Ctrl-C and SIGTERM as a flag that a training loop checks between steps, so that it can save first. A second signal ends
/// the program at once.
public enum InterruptSignal {
    /// Makes the signals set the flag from now on.
    public static func watch() { qk_watch_interrupts() }

    /// True after a signal.
    public static var isRaised: Bool { qk_interrupted() != 0 }
}
