import ArgumentParser
import Foundation
import QuartetFiles
import QuartetImaging
import QuartetTraffic

/// `quartet traffic drift`.
struct TrafficDrift: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Say how a log differs from what a model was calibrated on.",
        discussion: """
            Prints the alarm rate beside the guaranteed one, every field with its population stability index \
            (below 0.1 nothing has changed, above 0.25 much has), the values that became more or less frequent, and a \
            verdict:
              holds      The alarm rate lies within half to twice the guarantee, or the log is too short to say, and no \
            field has drifted.
              calibrate  The guarantee is broken, or a field has drifted; training knew such values. A threshold from \
            newer normal logs mends it.
              train      Of a hundred records five more than at the time of the training have values, or combinations \
            of them, that training never saw; or more than half of the fields have drifted.
            A field has drifted when its index is above 0.25 and chance does not explain it (likelihood ratio over all \
            fields, bursts counted, 1 %). A rate is judged from 2,000 records and 20 guaranteed alarms on, and below \
            100 guaranteed alarms chance is allowed for. The exit status is 0 whatever the verdict.

            With --json: verdict, records, alarms, alarmRate, promised, deviation, promiseIsBroken, promiseIsJudged, \
            fields (field, title, stabilityIndex, divergence, probability, isDrifted, isUnknown, bins), overTime, words, \
            model, version, calibratedOn, calibrationRecords.

            EXAMPLES:
              quartet traffic drift today.log --model network.safetensors
              quartet traffic drift day.csv --normal benign --model m.safetensors --out drift
              quartet traffic drift today.log --model network.safetensors --json | jq -r .verdict
            """)

    @Argument(help: "Logs, plain or compressed; - is standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var threshold: ThresholdOptions

    @Option(help: ArgumentHelp("Folder for the picture drift.png.", valueName: "folder"))
    var out: String?

    @OptionGroup var input: LogOptions

    @OptionGroup var labels: LabelOptions

    @Flag(help: "Print the report as JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        if let out { try OutputFolder.prepare(out) }
        let (model, path, log) = try choice.open(logs, input)
        if model.summary.isDemonstration {
            throw CommandFailure(
                .badData,
                "\(path): a demonstration knows another network, so there is nothing to compare with: calibrate it on "
                    + "your own with `quartet traffic calibrate LOG --out MODEL`, or train one")
        }
        let rate = try threshold.rate(model)
        if let blindness = model.blindness(falseAlarmRate: rate) { common.note(blindness) }
        var measurement = DriftReport.Measurement(model, falseAlarmRate: rate)
        var rule: NormalRecords?
        let damage = try input.readToDamage(log, common) { batch in
            if labels.isAsked, rule == nil { rule = try labels.rule(batch.schema) }
            try measurement.add(batch, where: rule.map { rule in { rule.contains(batch, $0) } })
            return true
        }
        guard measurement.records > 0 else {
            throw damage ?? LogError.empty(file: logs.joined(separator: ", "))
        }
        let report = measurement.report(path)
        if let out { try report.drawing().write(to: out + "/drift.png", scale: 2) }
        if json { try JSONOutput.print(report) } else { show(report) }
        if report.fields.isEmpty {
            common.note(
                "The model does not know how its fields were distributed: `quartet traffic calibrate` adds that."
            )
        }
        if let damage { throw damage }
    }

    private func show(_ report: DriftReport) {
        let guarantee =
            report.isGuaranteeBroken ? "broken" : report.isGuaranteeJudged ? "kept" : "too few records to say"
        print(
            "\(report.records) records, \(report.alarms) flagged: \(FieldDrift.percent(report.alarmRate)), "
                + "\(FieldDrift.percent(report.guaranteedRate)) guaranteed (\(guarantee))")
        StandardOutput.show(
            "model \(report.model), version \(report.version), calibrated on \(report.calibratedOn)")
        print("")
        print("index  divergence  field")
        for field in report.fields {
            StandardOutput.show(
                String(
                    format: "%5.2f  %10.3f%@ ", field.stabilityIndex, field.divergence,
                    field.isDrifted ? " *" : field.isUnknown ? " !" : "  ")
                    + field.summary)
        }
        if report.fields.contains(where: \.isDrifted) { print("* drifted, beyond chance") }
        if report.fields.contains(where: { $0.isUnknown && !$0.isDrifted }) {
            print("! many values that training never saw")
        }
        print("")
        print("Verdict: \(Self.titles[report.verdict] ?? report.verdict.rawValue)")
        for line in report.message where !line.hasPrefix("  ") && !line.hasSuffix(":") {
            StandardOutput.show(line)
        }
    }

    private static let titles: [DriftFinding.Verdict: String] = [
        .holds: "holds", .calibrate: "calibrate anew", .train: "train anew",
    ]
}
