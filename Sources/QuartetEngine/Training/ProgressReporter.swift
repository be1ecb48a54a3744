public import Foundation

/// Reports progress on standard error: a bar that is redrawn on a terminal, otherwise a plain line from time to time.
public final class ProgressReporter {
    private let title: String
    private let total: Int
    private let unit: String
    private let quiet: Bool
    private let isTerminal: Bool
    private let output: FileHandle
    private let start = ContinuousClock.now
    private let first: Int
    private var lastReport = ContinuousClock.now
    private var hasBar = false

    /// - Parameters:
    ///   - total: the number of steps, of which `first` were done before.
    ///   - unit: the plural of what is counted.
    public init(
        _ title: String, total: Int, first: Int = 0, unit: String = "steps", quiet: Bool = false,
        to output: FileHandle = .standardError
    ) {
        self.title = title
        self.total = max(total, 1)
        self.first = first
        self.unit = unit
        self.quiet = quiet
        self.output = output
        isTerminal = isatty(output.fileDescriptor) != 0
    }

    /// Reports that `done` steps are done. Values are shown with three digits, large ones as whole numbers.
    public func update(_ done: Int, _ values: [(name: String, value: Double)] = []) {
        if quiet { return }
        let now = ContinuousClock.now
        if now - lastReport < (isTerminal ? .milliseconds(100) : .seconds(30)), done < total { return }
        lastReport = now
        let seconds = Self.seconds(now - start)
        let rate = Double(done - first) / max(seconds, 1e-9)
        let left = rate > 0 ? Double(total - done) / rate : 0
        let figures = values.map { "\($0.name) \(Self.figure($0.value))" }.joined(separator: "  ")
        let share = min(max(Double(done) / Double(total), 0), 1)
        let text =
            "\(title) \(done)/\(total) \(unit)  \(String(format: "%.1f", rate))/s  \(figures)  \(Self.clock(left)) left"
        if isTerminal {
            let width = 24
            let full = Int(share * Double(width))
            let bar = String(repeating: "█", count: full) + String(repeating: "░", count: width - full)
            write("\r\u{1B}[2K\(bar) \(text)")
            hasBar = true
        } else {
            write("\(String(format: "%3.0f %%", share * 100)) \(text)\n")
        }
    }

    /// Prints a line above the bar.
    public func message(_ text: String) { if !quiet { notice(text) } }

    /// Prints a line that also belongs to a quiet run: its results cannot be understood without it.
    public func notice(_ text: String) {
        write(isTerminal && hasBar ? "\r\u{1B}[2K\(text)\n" : "\(text)\n")
        hasBar = false
    }

    /// Ends the line of the bar.
    public func finish() {
        if hasBar { write("\n") }
        hasBar = false
    }

    /// A terminal that is gone, or a full disk behind standard error, must not end a training.
    private func write(_ text: String) { try? output.write(contentsOf: Data(text.utf8)) }

    private static func figure(_ value: Double) -> String {
        (1000..<1e15).contains(abs(value)) ? String(format: "%.0f", value) : String(format: "%.3g", value)
    }

    static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) * 1e-18
    }

    static func clock(_ seconds: Double) -> String {
        let whole = Int(min(max(seconds, 0), 359_999))
        let (hours, minutes) = (whole / 3600, whole / 60 % 60)
        return hours > 0
            ? String(format: "%d:%02d:%02d", hours, minutes, whole % 60)
            : String(format: "%d:%02d", minutes, whole % 60)
    }
}
