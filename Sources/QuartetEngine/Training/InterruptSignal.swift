internal import CKernels

/// Ctrl-C and SIGTERM. Both are answered at once, whatever the program is doing: the signal's handler writes a line to
/// standard error.
///
/// Where nothing would be lost, the signal then ends the program. Work that has something to save watches for it
/// instead, and checks a flag. A second signal ends the program then, too, if it comes more than a second after the first:
/// `timeout` sends two at the same time, and a key that is held down sends many.
public enum InterruptSignal {
    /// From now on a signal says `text` and ends the program.
    public static func endProgram(saying text: StaticString = "Stopped before the end.") {
        hear(text, watching: false)
    }

    /// From now on a signal says `text` and sets the flag.
    public static func watch(saying text: StaticString = "Stopping …") { hear(text, watching: true) }

    /// True after a signal.
    public static var isRaised: Bool { qk_interrupted() != 0 }

    /// Takes back the flag: the next signal is a first one again.
    public static func forget() { qk_forget_interrupts() }

    private static func hear(_ text: StaticString, watching: Bool) {
        text.utf8Start.withMemoryRebound(to: CChar.self, capacity: text.utf8CodeUnitCount + 1) {
            qk_hear_interrupts($0, watching ? 1 : 0)
        }
    }
}
