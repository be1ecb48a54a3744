import ArgumentParser
import QuartetCommandLine
import QuartetEngine

/// What every command that computes takes.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Processor threads (default: all).", valueName: "number"))
    var threads: Int?

    @Flag(name: .shortAndLong, help: "Print only results and errors.")
    var quiet = false

    func validate() throws {
        if let threads { try check(threads, in: 1...1024, "--threads") }
    }

    /// Sets the number of threads of the calling thread's pool. Call it before computing anything.
    func apply() {
        if let threads { Machine.setThreads(threads) }
    }

    /// Prints a line to standard error unless `--quiet`.
    func note(_ text: String) { if !quiet { StandardError.print(text) } }
}
