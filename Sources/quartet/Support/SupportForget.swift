import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetReports
import QuartetSupport

/// `quartet support forget`.
struct SupportForget: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "forget", abstract: "Erase all that a customer wrote, and prove it.",
        discussion: """
            Erases conversations, tickets, notes and feedback, writes the file anew without them, and searches the bytes of \
            the file, of its -wal and -shm and of the logs given for the customer's words. While another program reads the \
            file, old bytes may stay: then the exit status is 1, and the next command on the knowledge base finishes the \
            erasure.

            EXAMPLE:
              quartet support forget ann@example.com --kb desk.sqlite
            """)

    @Argument(help: "The customer, or the name of one conversation.")
    var customer: String

    @OptionGroup var proof: ErasureOptions

    func run() throws {
        let base = try proof.knowledge.open()
        let report = try base.forget(customer, logs: proof.log)
        try proof.finish(report, nothing: "Nothing of '\(customer)' is stored.")
    }
}

/// `quartet support retain`.
struct SupportRetain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retain", abstract: "Erase conversations that are older than a limit, and prove it.",
        discussion: """
            A conversation is as old as the last thing that was said in it. Erases and searches as `forget` does; entries \
            of the log that are older go as well.

            EXAMPLE:
              quartet support retain 180d --kb desk.sqlite
            """)

    @Argument(help: "How long conversations are kept, such as 180d, 26w or 12h.")
    var limit: TimeSpan

    @OptionGroup var proof: ErasureOptions

    func run() throws {
        let base = try proof.knowledge.open()
        let report = try base.retain(since: Date(timeIntervalSinceNow: -limit.seconds), logs: proof.log)
        try proof.finish(report, nothing: "No conversation is older than \(limit.text).")
    }
}

/// What the commands that erase take, and how they report.
struct ErasureOptions: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Logs of other programs to search as well.", valueName: "file"),
        completion: .file())
    var log: [String] = []

    @OptionGroup var knowledge: KnowledgeOptions

    @OptionGroup var json: JSONOptions

    private struct Result: Encodable {
        let conversations, turns, tickets, traces, found: Int
        let isFinished: Bool
        let obstacle: String?
        let files: [ErasureReport.SearchedFile]
    }

    /// Prints the report.
    ///
    /// - Throws: `CommandFailure` when something of what was erased may still be on the disk.
    func finish(_ report: ErasureReport, nothing: String) throws {
        if json.isRequested {
            try JSONOutput.print(
                Result(
                    conversations: report.conversations, turns: report.turns, tickets: report.tickets,
                    traces: report.traces, found: report.found, isFinished: report.isFinished,
                    obstacle: report.obstacle, files: report.files))
        } else {
            for line in report.summary(nothing: nothing) { StandardOutput.show(line) }
        }
        if let obstacle = report.obstacle {
            throw CommandFailure(
                .failed,
                "not finished: \(obstacle); the next `quartet support` command on this knowledge base tries again"
            )
        }
        if let file = report.files.first(where: { $0.found > 0 }) {
            throw CommandFailure(.failed, "\(file.path): it still has what was erased; remove it there")
        }
    }
}

extension ErasureReport {
    fileprivate func summary(nothing: String) -> [String] {
        if conversations == 0 { return [nothing] }
        let erased = [
            NumberText.counted(conversations, "conversation"), NumberText.counted(turns, "turn"),
            NumberText.counted(tickets, "ticket"),
        ]
        return [
            "Erased: \(erased.joined(separator: ", ")).",
            "Searched for \(NumberText.grouped(traces)) words and pieces of them in:",
        ]
            + files.map { file in
                let found = file.found == 0 ? "nothing" : "\(NumberText.grouped(file.found)) found"
                return "  \(file.path)  \(NumberText.counted(file.bytes, "byte"))  \(found)"
            }
    }
}
