internal import CKernels

/// Ctrl-C and SIGTERM as a flag that a training loop looks at between steps, so that it can save first. A second
/// signal ends the program at once.
public enum InterruptSignal {
    /// From here on the signals set the flag.
    public static func watch() { qk_watch_interrupts() }

    /// True once a signal has come.
    public static var isRaised: Bool { qk_interrupted() != 0 }
}
