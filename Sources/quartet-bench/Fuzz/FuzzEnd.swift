import Foundation

/// How a batch ended.
struct FuzzEnd {
    enum Outcome: String, CaseIterable, Encodable {
        case good
        /// A signal: Swift's checks of bounds and overflow, an abort, a bad address.
        case trap
        /// One input took longer than it may.
        case hang
        /// One input took more memory than it may.
        case memory
        /// An error that does not tell users what is wrong with the file, or a seed that was refused.
        case strangeError = "strange error"
    }

    let outcome: Outcome
    /// What the process said, or the signal.
    let text: String

    var isGood: Bool { outcome == .good }

    init(_ process: Process, errors: String) {
        let lines = errors.split(separator: "\n")
        // What follows is where it happened, in a release build without names.
        let trace = lines.firstIndex { $0.hasPrefix("Current stack trace") } ?? lines.count
        let said = lines[..<trace].suffix(3).joined(separator: " ").prefix(400)
        let status = process.terminationStatus
        guard process.terminationReason == .uncaughtSignal else {
            outcome = status == 0 ? .good : .strangeError
            text = said.isEmpty ? "status \(status)" : String(said)
            return
        }
        let isOfMemory = [
            "failed to allocate", "allocate memory", "out of memory", "bad_alloc", "cannot allocate",
        ]
        .contains { errors.lowercased().contains($0) }
        outcome = status == SIGALRM ? .hang : isOfMemory ? .memory : .trap
        text = said.isEmpty ? String(cString: strsignal(status)) : String(said)
    }
}
