// C's streams are shared variables for Swift; this one is set before the program begins and never changed.
@preconcurrency import Glibc
import QuartetFiles
import QuartetReports

/// Whether what was printed has arrived: a full disk behind standard output is a failure like any other.
enum StandardOutput {
    /// Prints a line with text of files, models or logs in it: a terminal shows its control characters and obeys none.
    static func show(_ text: String) { print(SafeText.lines(text)) }

    /// Throws when something that was printed could not be written, now or before.
    static func check() throws(CommandFailure) {
        if ferror(stdout) != 0 { throw failure(errno) }
    }

    /// Writes what is still in memory.
    static func flush() throws(CommandFailure) {
        // A buffer that failed once is thrown away, and flushing after that succeeds: the stream remembers it.
        if fflush(nil) != 0 { throw failure(errno) }
        try check()
    }

    private static func failure(_ code: Int32) -> CommandFailure {
        let reason = code == 0 ? "an earlier write failed" : String(cString: strerror(code))
        return CommandFailure(
            .failed, "standard output: cannot be written: \(reason); what was printed is not complete")
    }
}
