// C's streams are shared variables to Swift; these are set before the program begins and never changed.
@preconcurrency import Glibc
import QuartetEngine
import QuartetFiles
import QuartetReports

/// Messages for people, next to the results on standard output.
public enum StandardError {
    /// Writes text and a line end. Names and values from files are part of many messages, so the whole text passes
    /// ``SafeText``.
    public static func print(_ text: String) { fputs(SafeText.lines(text) + "\n", stderr) }

    /// Asks for input: writes text without a line end.
    public static func prompt(_ text: String) { fputs(text, stderr) }
}

/// Results on standard output. What cannot be written, because a disk is full, is a failure like any other.
public enum StandardOutput {
    /// Prints text from files, models or logs: a terminal shows its control characters and does not obey them.
    public static func show(_ text: String, terminator: String = "\n") {
        Swift.print(SafeText.lines(text), terminator: terminator)
    }

    /// Prints the cells of a table's row with tabs between them; a tab or a line end within a cell is shown, not obeyed.
    public static func showRow(_ cells: [String]) {
        Swift.print(cells.map { SafeText.visible($0) }.joined(separator: "\t"))
    }

    /// Prints text that a model made: on a terminal its control characters are shown and not obeyed; a file or a program
    /// gets it unchanged.
    public static func pass(_ text: String, terminator: String = "\n") {
        Swift.print(isatty(STDOUT_FILENO) == 1 ? SafeText.prose(text) : text, terminator: terminator)
    }

    /// Prints a text of any length as it is: the C library writes it at once, not buffer by buffer.
    public static func write(_ text: String) {
        var text = text
        text.withUTF8 { _ = fwrite($0.baseAddress, 1, $0.count, stdout) }
    }

    /// From now on a closed pipe, such as `head` leaves, is a failure like any other instead of the program's end: for work
    /// that has something to clean up.
    public static func outlivesItsReader() { signal(SIGPIPE, SIG_IGN) }

    /// Throws if anything printed so far could not be written.
    public static func check() throws(CommandFailure) {
        if ferror(stdout) != 0 { throw failure(errno) }
    }

    /// Writes what is still buffered.
    public static func flush() throws(CommandFailure) {
        // A buffer that failed once is discarded, and flushing after that succeeds; the stream's error flag stays.
        if fflush(nil) != 0 { throw failure(errno) }
        try check()
    }

    private static func failure(_ code: Int32) -> CommandFailure {
        let reason = code == 0 ? "an earlier write failed" : String(cString: strerror(code))
        return CommandFailure(
            .failed, "standard output: cannot be written: \(reason); the output is incomplete")
    }
}

enum Signals {
    /// Lets a closed pipe, such as `head` leaves, end the program silently, and lets Ctrl-C arrive even where the
    /// program that started this one blocked or ignored signals.
    static func listen() {
        signal(SIGPIPE, SIG_DFL)
        // A file that may not grow any more (`ulimit -f`) is an error of writing, not the program's sudden end. A handler
        // rather than SIG_IGN: programs that this one starts do not inherit it.
        signal(SIGXFSZ) { _ in }
        var signals = sigset_t()
        sigemptyset(&signals)
        for number in [SIGINT, SIGTERM, SIGPIPE] { sigaddset(&signals, number) }
        pthread_sigmask(SIG_UNBLOCK, &signals, nil)
        InterruptSignal.endProgram()
    }
}
