import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetReports
import QuartetTraffic

/// Prints what `quartet traffic flag` finds. Used by one thread.
final class FlagOutput {
    private var session: AlertSession?
    private let name: String
    private let budget: String?
    private let output: AlertOptions
    private let common: CommonOptions
    private let isFollowed: Bool
    /// What a block of a followed log led to. It is printed in one piece, just before the log's position is stored: a
    /// killed program then repeats little or nothing after its restart.
    private var held = ""

    /// - Parameter budget: the budget of false alarms in the user's words.
    init(
        modelPath: String, budget: String?, output: AlertOptions, common: CommonOptions, isFollowed: Bool
    ) {
        name = URL(fileURLWithPath: modelPath).deletingPathExtension().lastPathComponent
        self.budget = budget
        self.output = output
        self.common = common
        self.isFollowed = isFollowed
    }

    /// Prints what is held, and returns when it has arrived.
    func deliver() throws {
        StandardOutput.write(held)
        held = ""
        try StandardOutput.flush()
    }

    func show(_ event: FlagPipeline.Event) throws {
        switch event {
        case .calibrating(let records):
            common.note(
                "The model that ships was calibrated on another network: the first \(records) records of this log set its "
                    + "threshold. Train your own model with `quartet traffic train`.")
        case .began(let session):
            self.session = session
            begin(session)
        case .judged(let step): if let session { try show(step, session) }
        }
    }

    private func begin(_ session: AlertSession) {
        if let blindness = session.model.blindness(falseAlarmRate: session.rate) { common.note(blindness) }
        if let missing = session.model.withoutWindows { common.note(missing) }
        if let format = output.alertFormat, let header = format.header { put(header, format) }
    }

    private func show(_ step: AlertSession.Step, _ session: AlertSession) throws {
        for line in step.warnings { common.note(line) }
        if let format = output.alertFormat {
            for alert in step.alerts { try put(alert, format, session) }
            // Without --follow behaviours are lines of the end, when their full extent is known.
            guard isFollowed else { return }
            for group in step.begun where group.kind != .records {
                for alert in group.examples { try put(alert, format, session) }
            }
        } else if isFollowed {
            let text = text([], session)
            for group in step.begun { put(text.describe(group), lineEnd: "\n") }
        }
    }

    /// Prints what is known at the end of the log, and writes the report.
    ///
    /// - Parameter rejected: lines that could not be read.
    func end(rejected: Int) throws {
        guard let session else {
            return common.note(
                "Nothing was flagged: the model that ships needs \(FlagPipeline.calibrationRecords) records of this log to set its threshold."
            )
        }
        let behaviours = session.closeBehaviours(limit: output.groups)
        let warnings = session.watch.finding.message
        let summary = session.summary(
            model: name, requested: budget, rejected: rejected,
            warnings: warnings.map { $0.trimmingCharacters(in: .whitespaces) })
        if let format = output.alertFormat {
            if !isFollowed {
                for alert in behaviours.flatMap(\.examples) { try put(alert, format, session) }
            }
            if let line = try format.line(summary) { put(line, format) }
            try deliver()
            note(summary)
        } else {
            let ranked = session.groups.ranked(with: behaviours, limit: output.groups)
            var text = text(ranked, session)
            text.summary = summary
            // Warnings go to standard error.
            text.summary.warnings = []
            text.forgotten = session.forgotten
            print(isFollowed ? text.closing : text.text, terminator: "")
        }
        if summary.lowered > 0 {
            let records = NumberText.counted(summary.lowered, "record")
            common.note("Lowered the scores of \(records) similar to ones marked as normal.")
        }
        for line in warnings { common.note(line) }
        if let report = output.report {
            try OutputFolder.prepare(forFile: report)
            try HTMLReport(
                summary: summary, groups: session.groups.ranked(with: behaviours, limit: .max),
                timeline: session.timeline, limit: output.groups, forgotten: session.forgotten,
                written: Date().timeIntervalSince1970
            ).write(to: report)
            common.note("\(report) written")
        }
    }

    private func text(_ groups: [AlertGroup], _ session: AlertSession) -> TextReport {
        TextReport(
            summary: session.summary(model: name, requested: budget, rejected: 0, warnings: []),
            groups: groups,
            fields: output.top,
            isColoured: TextReport.usesColour(
                environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1))
    }

    private func put(_ alert: Alert, _ format: AlertFormat, _ session: AlertSession) throws {
        var alert = alert
        alert.reasons = Array(alert.reasons.prefix(output.top))
        put(
            try format.line(alert, model: name, version: session.model.summary.version), format)
    }

    private func put(_ line: String, _ format: AlertFormat) { put(line, lineEnd: format.lineEnd) }

    private func put(_ line: String, lineEnd: String) {
        if isFollowed { held += line + lineEnd } else { print(line, terminator: lineEnd) }
    }

    /// Gives people on standard error the summary that programs read on standard output.
    private func note(_ summary: ReportSummary) {
        let suppressed =
            summary.suppressed > 0 ? ", \(NumberText.counted(summary.suppressed, "alert")) suppressed" : ""
        common.note(
            "\(summary.flagged) of \(NumberText.counted(summary.recordsSeen, "record")) flagged by \(name), "
                + "version \(summary.modelVersion), calibrated on \(summary.calibratedOn ?? "nothing")\(suppressed)"
        )
        for rule in summary.allowances {
            common.note("  \(rule.suppressed) by \(rule.rule) (\(rule.reason))")
        }
    }
}
