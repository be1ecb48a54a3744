public import ArgumentParser
import QuartetEngine

/// What every command that computes takes.
struct CommonOptions: ParsableArguments {
    @Option(help: ArgumentHelp("Processor threads to use (default: all).", valueName: "number"))
    var threads: Int?

    @Flag(name: .shortAndLong, help: "Say nothing but results and errors.")
    var quiet = false

    func validate() throws {
        if let threads { try check(threads, in: 1...1024, "--threads") }
    }

    /// Sets the number of threads of this thread's pool: before anything is computed.
    func apply() {
        if let threads { Machine.setThreads(threads) }
    }

    /// A line on standard error, unless it shall be quiet.
    func note(_ text: String) { if !quiet { CommandFailure.say(text) } }
}

/// A usage error unless the number lies in the range.
func check<Number: Comparable>(_ value: Number, in range: ClosedRange<Number>, _ name: String) throws {
    if !range.contains(value) {
        throw ValidationError("\(name) \(value): expected \(range.lowerBound) to \(range.upperBound).")
    }
}

extension Precision: ExpressibleByArgument {}
