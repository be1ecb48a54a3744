import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetReports
import QuartetSupport

/// `quartet support evaluate`.
struct SupportEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Ask questions whose right outcome is known, and count.",
        discussion: """
            The questions are a CSV file with the columns question, article (ids, separated by |), action (answer, \
            clarify, escalate), after (what the customer asked before), and facts that a full answer contains (separated \
            by |, wordings of one by /). Prints how \
            often words, vectors and both find the right article, what each stage adds and takes, and how the replies are.

            EXAMPLES:
              quartet support evaluate questions.csv --kb desk.sqlite
              quartet support evaluate questions.csv --rows rows.jsonl
            """)

    @Argument(help: "Questions.", completion: .file())
    var questions: String

    @Option(
        help: ArgumentHelp("Also write one JSON object a question to this file.", valueName: "file"),
        completion: .file())
    var rows: String?

    @Option(help: ArgumentHelp("Typing errors that each question is given first.", valueName: "number"))
    var typingErrors = 0

    @OptionGroup var knowledge: KnowledgeOptions

    @OptionGroup var json: JSONOptions

    private struct Report: Encodable {
        let search: SearchEvaluation
        let extracts: ExtractEvaluation?
        let replies: ReplyEvaluation
    }

    func validate() throws { try check(typingErrors, in: 0...100, "--typing-errors") }

    func run() throws {
        knowledge.common.apply()
        let set = try QuestionSet(path: questions).withTypingErrors(typingErrors)
        let desk = try knowledge.desk()
        defer { knowledge.note(desk.pairs) }
        let bar = ImportProgress("Asking", unit: "questions", quiet: knowledge.common.quiet)
        let search = try SearchEvaluation(set.items, desk) { try? bar.show($0, of: $1) }
        let extracts = try ExtractEvaluation(set.items, desk, at: Date()) { try? bar.show($0, of: $1) }
        let replies = try ReplyEvaluation(set.items, desk, at: Date()) { try? bar.show($0, of: $1) }
        if let rows {
            let lines = try replies.rows.map { try JSONEncoder.sorted.text($0) + "\n" }
            try AtomicFile.write(Array(lines.joined().utf8), to: rows)
        }
        if json.isRequested {
            return try JSONOutput.print(Report(search: search, extracts: extracts, replies: replies))
        }
        show(search)
        if let extracts { show(extracts) }
        show(replies)
    }

    private func show(_ search: SearchEvaluation) {
        StandardOutput.show("Right article, of \(search.questions) questions with one:")
        StandardOutput.show("  stage                     first   in three    MRR    median ms")
        for stage in search.stages {
            let name = stage.name.padding(toLength: 24, withPad: " ", startingAt: 0)
            StandardOutput.show(
                String(
                    format: "  \(name) %5.1f %%    %5.1f %%   %.3f   %8.2f", 100 * stage.first,
                    100 * stage.inThree,
                    stage.meanReciprocalRank, stage.milliseconds))
        }
    }

    private func line(_ name: String, _ value: String) {
        StandardOutput.show("  " + name.padding(toLength: 34, withPad: " ", startingAt: 0) + value)
    }

    private func show(_ extracts: ExtractEvaluation) {
        StandardOutput.show("Extracts of the right article, of \(extracts.rows.count) questions with facts:")
        line("all facts", String(format: "%.1f %%", 100 * extracts.allFacts))
        line("all facts in the passage", String(format: "%.1f %%", 100 * extracts.allFactsInPassage))
        line("words of an extract", String(format: "%.0f", extracts.words))
    }

    private func show(_ replies: ReplyEvaluation) {
        StandardOutput.show("Replies to \(replies.questions) questions:")
        line("right action", String(format: "%.1f %%", 100 * replies.rightAction))
        if let facts = replies.allFacts { line("all facts", String(format: "%.1f %%", 100 * facts)) }
        line("answered", "\(replies.answered)")
        line("wrong answers", "\(replies.wrongAnswers)")
        line("answered without support", "\(replies.answeredWithoutSupport)")
        line("unsupported statements", "\(replies.unsupportedStatements)")
        if let error = replies.calibrationError { line("calibration error", String(format: "%.3f", error)) }
        if let area = replies.discrimination {
            line("AUROC of the probability", String(format: "%.3f", area))
        }
        line(
            "median, 95th percentile",
            String(format: "%.1f ms, %.1f ms", replies.medianMilliseconds, replies.percentile95Milliseconds))
    }
}
