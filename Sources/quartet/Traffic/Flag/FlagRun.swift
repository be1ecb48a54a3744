import Foundation
import QuartetTraffic

/// A run of `quartet traffic flag`: puts out what its session finds. Used by one thread.
final class FlagRun {
    private var session: AlertSession
    private let name: String
    private let asked: String?
    private let output: AlertOptions
    private let common: CommonOptions
    private let follow: Bool

    /// - Parameter asked: the budget in the user's words.
    init(
        _ session: AlertSession, modelPath: String, asked: String?, output: AlertOptions,
        common: CommonOptions, follow: Bool
    ) {
        (self.session, self.asked, self.output) = (session, asked, output)
        (self.common, self.follow) = (common, follow)
        name = URL(fileURLWithPath: modelPath).deletingPathExtension().lastPathComponent
    }

    func begin() throws {
        if let blindness = session.model.blindness(falseAlarmRate: session.rate) { common.note(blindness) }
        if let missing = session.model.withoutWindows { common.note(missing) }
        if let format = output.alertFormat, let header = format.header { put(header, format) }
    }

    /// Records so far.
    var records: Int { session.records }

    /// What is worked out for each block on every core.
    var judge: AlertJudge { session.judge }

    /// - Parameter verdict: nil where nobody has judged the records yet.
    func add(_ batch: RecordBatch, _ verdict: AlertJudge.Verdict? = nil) throws {
        let step = session.add(batch, try verdict ?? judge.judge(batch))
        for line in step.warnings { common.note(line) }
        if let format = output.alertFormat {
            for alert in step.alerts { try put(alert, format) }
            // Without --follow behaviours are lines of the end, when they are known to their full extent.
            guard follow else { return }
            for group in step.begun where group.kind != .records {
                for alert in group.examples { try put(alert, format) }
            }
        } else if follow {
            let text = text([])
            for group in step.begun { print(text.describe(group)) }
        }
    }

    /// What is said when the log has ended, and the report.
    ///
    /// - Parameter rejected: lines that could not be read.
    func end(rejected: Int) throws {
        let behaviours = session.closeBehaviours(limit: output.groups)
        let promise = session.watch.finding.words
        let summary = session.summary(
            model: name, asked: asked, rejected: rejected,
            warnings: promise.map { $0.trimmingCharacters(in: .whitespaces) })
        if let format = output.alertFormat {
            if !follow {
                for alert in behaviours.flatMap(\.examples) { try put(alert, format) }
            }
            if let line = try format.line(summary) { put(line, format) }
            note(summary)
        } else {
            let ranked = session.groups.ranked(with: behaviours, limit: output.groups)
            var text = text(ranked)
            text.summary = summary
            // Warnings have a stream of their own.
            text.summary.warnings = []
            text.forgotten = session.forgotten
            print(follow ? text.closing : text.text, terminator: "")
        }
        if summary.lowered > 0 {
            let records = summary.lowered == 1 ? "1 record is" : "\(summary.lowered) records are"
            common.note("\(records) like records that you marked as normal.")
        }
        for line in promise { common.note(line) }
        if let report = output.report {
            try HTMLReport(
                summary: summary, groups: session.groups.ranked(with: behaviours, limit: .max),
                timeline: session.timeline, limit: output.groups, forgotten: session.forgotten,
                written: Date().timeIntervalSince1970
            ).write(to: report)
            common.note("\(report) written")
        }
    }

    private func text(_ groups: [AlertGroup]) -> TextReport {
        TextReport(
            summary: session.summary(model: name, asked: asked, rejected: 0, warnings: []), groups: groups,
            fields: output.top,
            isColoured: TextReport.usesColour(
                environment: ProcessInfo.processInfo.environment, isTerminal: isatty(STDOUT_FILENO) == 1))
    }

    private func put(_ alert: Alert, _ format: AlertFormat) throws {
        var alert = alert
        alert.reasons = Array(alert.reasons.prefix(output.top))
        put(
            try format.line(alert, model: name, version: session.model.summary.version), format)
    }

    private func put(_ line: String, _ format: AlertFormat) { print(line, terminator: format.lineEnd) }

    /// What programs read on standard output, people read on standard error.
    private func note(_ summary: ReportSummary) {
        let suppressed = summary.suppressed > 0 ? ", \(summary.suppressed) alerts suppressed" : ""
        common.note(
            "\(summary.flagged) of \(summary.recordsSeen) records flagged by \(name), "
                + "version \(summary.modelVersion), calibrated on \(summary.calibratedOn ?? "nothing")\(suppressed)"
        )
        for rule in summary.allowances {
            common.note("  \(rule.suppressed) by \(rule.rule) (\(rule.reason))")
        }
    }
}
