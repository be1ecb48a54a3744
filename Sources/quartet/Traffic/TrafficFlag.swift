import ArgumentParser
import Foundation
import QuartetEngine
import QuartetTraffic

/// `quartet traffic flag`.
struct TrafficFlag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flag", abstract: "Flag the anomalous records of a log, with reasons.",
        discussion: """
            --fpr is the share of normal records that may be flagged, --budget the false alarms a day that somebody has \
            time for; the threshold follows from the normal records that the model was calibrated on. When far more or \
            fewer records are flagged than was promised, that is said at the end.

            EXAMPLES:
              quartet traffic flag conn.log --model network.safetensors --fpr 0.001
              quartet traffic flag conn.log --model network.safetensors --budget 20/day --top 3
              zcat conn.*.gz | quartet traffic flag - --model network.safetensors --json | jq .reasons
            """)

    @Argument(help: "Logs, plain or compressed; - is standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var threshold: ThresholdOptions

    @OptionGroup var input: LogOptions

    @Option(help: ArgumentHelp("Fields that each alert names at most.", valueName: "number"))
    var top = 5

    @Flag(help: "Print one JSON object a line for each flagged record.")
    var json = false

    @OptionGroup var common: CommonOptions

    /// Records that a demonstration model is calibrated on before it flags.
    private static let firstRecords = 20_000

    func validate() throws { try check(top, in: 1...5, "--top") }

    func run() throws {
        common.apply()
        InterruptSignal.watch()
        var (model, path) = try choice.load(for: logs, input, common)
        var waiting: [RecordBatch] = []
        var isReady = !model.summary.isDemonstration
        var tally = Tally()
        var watch: AlarmWatch?
        var level: Float = 0
        func begin() throws {
            let rate = try threshold.rate(model)
            level = model.calibration.threshold(falseAlarmRate: rate)
            watch = AlarmWatch(model.calibration, falseAlarmRate: rate)
            isReady = true
            for batch in waiting { try flag(batch, model, level, &tally, &watch) }
            waiting = []
        }
        func calibrate() throws {
            model = try calibrated(model, on: waiting)
            try begin()
        }
        if isReady { try begin() }
        try input.read(logs, common, schema: model.reader.schema) { batch in
            if isReady {
                try flag(batch, model, level, &tally, &watch)
            } else {
                waiting.append(batch)
                if waiting.reduce(0, { $0 + $1.count }) >= Self.firstRecords { try calibrate() }
            }
            return !InterruptSignal.isRaised
        }
        if !isReady { try calibrate() }
        common.note(
            "\(tally.flagged) of \(tally.records) records flagged by \(path), version \(model.summary.version), "
                + "calibrated on \(model.summary.calibratedOn)")
        if let finding = watch?.finding, finding.isBroken { tell(finding) }
    }

    private struct Tally {
        var records = 0
        var flagged = 0
    }

    private func flag(
        _ batch: RecordBatch, _ model: TrafficModel, _ level: Float, _ tally: inout Tally,
        _ watch: inout AlarmWatch?
    ) throws {
        let alerts = try model.alerts(batch, above: level)
        tally.records += batch.count
        tally.flagged += alerts.count
        watch?.add(records: batch.count, alarms: alerts.count)
        for alert in alerts { try print(alert) }
    }

    private func calibrated(_ model: TrafficModel, on batches: [RecordBatch]) throws -> TrafficModel {
        var sample = RecordSample()
        for batch in batches { try sample.append(batch) }
        common.note(
            "The model that ships knows another network: its threshold is set by the first \(sample.count) records of "
                + "this log. A model of your own is one command: quartet traffic train.")
        return try model.calibrated(on: sample, from: "the log's first \(sample.count) records")
    }

    private func print(_ alert: Alert) throws {
        if json { return Swift.print(try JSONOutput.line(alert)) }
        var head = "1 in \(Self.short(alert.oneIn))  \(alert.deviation.title)"
        if let source = alert.source { head += "  \(source)" }
        if let destination = alert.destination {
            head += " → \(destination)" + (alert.destinationPort.map { ":\($0)" } ?? "")
        }
        Swift.print("\(head)  (\(alert.file):\(alert.lineNumber))")
        for reason in alert.reasons.prefix(top) {
            Swift.print("    \(reason.title): \(reason.observed), expected \(reason.expected)")
        }
    }

    private func tell(_ finding: AlarmWatch.Finding) {
        let many = finding.rate > finding.promised
        common.note(
            String(
                format:
                    "The promise does not hold: %.2g %% of the records were flagged, %.2g %% were asked for. ",
                100 * finding.rate, 100 * finding.promised)
                + (many
                    ? "Either something is going on, or the traffic has changed: look at the alerts, then "
                        + "`quartet traffic calibrate` on a log in which nothing happened, or train anew."
                    : "The threshold has become blind for today's traffic: `quartet traffic calibrate` on yesterday's log.")
        )
    }

    private static func short(_ number: Double) -> String {
        number >= 1e6 ? String(format: "%.1e", number) : String(format: "%.0f", number)
    }
}
