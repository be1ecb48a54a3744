import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetReports
import QuartetSupport

/// `quartet support stats`.
struct SupportStats: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stats", abstract: "Show how the bot and the desk do, and what no article answers.",
        discussion: """
            Prints how many conversations needed no person and how many of those the customer confirmed (silence is no \
            solution), the reasons of hand-overs, the answers that are known to be wrong against what `tune` promised, the \
            times to a person's first reply and to the resolution, and the unanswered questions in groups, each with a \
            title for the article that would answer them.

            EXAMPLES:
              quartet support stats --kb desk.sqlite
              quartet support stats --since 30d --json
            """)

    @Option(
        help: ArgumentHelp(
            "Only what happened since a day or for so long: 2027-08-31, 30d.", valueName: "time"))
    var since: PastTime?

    @Option(help: ArgumentHelp("Groups of unanswered questions to show.", valueName: "number"))
    var groups = 10

    @OptionGroup var knowledge: KnowledgeOptions

    @OptionGroup var json: JSONOptions

    func validate() throws { try check(groups, in: 0...1_000_000, "--groups") }

    func run() throws {
        knowledge.common.apply()
        let models = knowledge.models()
        let report = try SupportReport(
            knowledge.open(models), since: since?.date(before: Date()), encoder: models.encoder)
        if json.isRequested { return try JSONOutput.print(report) }
        for line in report.lines(groups: groups) { StandardOutput.show(line) }
    }
}

extension SupportReport {
    /// The report as lines, indented by what belongs to what.
    fileprivate func lines(groups: Int) -> [String] {
        let counts = statistics
        var lines: [String] = []
        func add(_ name: String, _ value: String, _ note: String = "") {
            let text = name.padding(toLength: 26, withPad: " ", startingAt: 0) + value
            lines.append(note.isEmpty ? text : text.padding(toLength: 36, withPad: " ", startingAt: 0) + note)
        }
        func share(_ part: Int, _ whole: Int) -> String {
            whole == 0 ? "" : String(format: "%.1f %%", 100 * Double(part) / Double(whole))
        }
        if let since { lines.append("Since \(since.formatted(.iso8601.year().month().day()))") }
        add("Conversations", NumberText.grouped(counts.conversations))
        add(
            "  without a person", NumberText.grouped(counts.withoutPerson),
            share(counts.withoutPerson, counts.conversations))
        add(
            "    confirmed as helpful", NumberText.grouped(counts.confirmed),
            share(counts.confirmed, counts.withoutPerson))
        add("Handed over", NumberText.grouped(counts.handoverReasons.values.reduce(0, +)))
        for (reason, count) in counts.handoverReasons.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
        {
            add("  \(Reply.Reason(rawValue: reason)?.summary ?? reason)", NumberText.grouped(count))
        }
        add("Open tickets", NumberText.grouped(counts.openTickets))
        if let time = counts.firstReply { add("  first reply", Self.text(time)) }
        if let time = counts.resolution { add("  resolution", Self.text(time)) }
        add("Answers", NumberText.grouped(counts.answers))
        add(
            "  known to be wrong", NumberText.grouped(counts.wrongAnswers),
            share(counts.wrongAnswers, counts.answers))
        for complaint in SupportStatistics.Complaint.allCases {
            guard let count = counts.wrongBy[complaint] else { continue }
            add("    \(complaint.summary)", NumberText.grouped(count))
        }
        add(
            "  promised", promise?.summary ?? (counts.answers == 0 ? "no answers yet" : "nothing; see `tune`")
        )
        let questions = unanswered.reduce(0) { $0 + $1.questions.count }
        add("Unanswered questions", NumberText.grouped(questions))
        for group in unanswered.prefix(groups) {
            lines.append("  \(group.questions.count) x  \(group.title)")
            let questions = Set(group.questions)
            for question in questions.sorted().prefix(3) where questions.count > 1 {
                lines.append("         \(question.split(whereSeparator: \.isNewline).joined(separator: " "))")
            }
        }
        if unanswered.count > groups {
            lines.append("  and \(NumberText.counted(unanswered.count - groups, "more group"))")
        }
        return lines
    }

    private static func text(_ time: DurationSummary) -> String {
        "median \(text(time.median)), nine of ten within \(text(time.ninetiethPercentile)) "
            + "(\(NumberText.counted(time.count, "ticket")))"
    }

    private static func text(_ seconds: Double) -> String {
        switch seconds {
        case ..<90: String(format: "%.0f s", seconds)
        case ..<5400: String(format: "%.0f min", seconds / 60)
        case ..<172_800: String(format: "%.1f h", seconds / 3600)
        default: String(format: "%.1f days", seconds / 86_400)
        }
    }
}

extension SupportReport.PromiseCheck {
    fileprivate var summary: String {
        String(format: "at most %.1f %%, with a confidence of %.0f %%: ", 100 * wrongShare, 100 * confidence)
            + outcome
    }

    private var outcome: String {
        switch verdict {
        case .kept: "kept"
        case .unclear: "exceeded, perhaps by chance"
        case .broken: "broken; tune again with newer questions"
        }
    }
}

extension SupportStatistics.Complaint {
    fileprivate var summary: String {
        switch self {
        case .feedback: "judged as bad"
        case .rejection: "rejected by the customer"
        case .person: "corrected by a person"
        }
    }
}

extension Reply.Reason {
    fileprivate var summary: String {
        switch self {
        case .asked: "asked for a person"
        case .mood: "anger"
        case .subject: "subject for people"
        case .noSupport: "no article answers"
        case .needsPerson: "work on an account"
        case .failedTurns: "replies did not help"
        case .tool: "a look-up failed"
        case .language: "language without articles"
        }
    }
}
