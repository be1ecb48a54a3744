import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetImaging
import QuartetReports
import QuartetTraffic

/// `quartet traffic drift`.
struct TrafficDrift: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "drift", abstract: "Measure how a log differs from a model's calibration data.",
        discussion: """
            Prints the alarm rate next to the false-alarm rate that was requested, the population stability index of each \
            field (below 0.1 means no change, above 0.25 a large one), the values that became more or less frequent, \
            and a verdict:
              holds      No field has drifted, and the alarm rate is between half and twice the requested rate, or the \
            log is too short to tell.
              calibrate  The alarm rate is outside that range, or a field has drifted, but training has seen such \
            values. Calibrate the threshold on newer normal logs.
              train      The share of records with values, or combinations of values, that training has not seen has \
            grown by at least five percentage points, or more than half of the fields have drifted. Train on newer \
            normal logs.
            A field has drifted when its index is above 0.25 and chance does not explain it (likelihood ratio over all \
            fields, allowing for bursts, at 1 %). A rate is judged from 2,000 records and 20 expected alarms; below \
            100 expected alarms, chance is allowed for. The exit status is 0 whatever the verdict.

            Keys with --json: verdict, records, alarms, alarmRate, promised, deviation, promiseIsBroken, promiseIsJudged, \
            fields (field, title, stabilityIndex, divergence, probability, isDrifted, isUnknown, bins), overTime, words, \
            model, version, calibratedOn, calibrationRecords.

            EXAMPLES:
              quartet traffic drift today.log --model network.safetensors
              quartet traffic drift day.csv --normal benign --model m.safetensors \\
                  --out drift
              quartet traffic drift today.log --model network.safetensors --json \\
                  | jq -r .verdict
            """)

    @Argument(help: "Logs, plain or compressed; - reads standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var threshold: ThresholdOptions

    @Option(
        help: ArgumentHelp("Folder for the picture drift.png.", valueName: "folder"), completion: .directory)
    var out: String?

    @OptionGroup var input: LogOptions

    @OptionGroup var labels: LabelOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let inputs = logs + [choice.model]
        try input.requireDifferent([("--out", out.map { $0 + "/drift.png" })], from: inputs)
        if let out { try OutputFolder.check(out) }
        let (model, path, log) = try choice.open(logs, input)
        if model.summary.isDemonstration {
            throw CommandFailure(
                .badData,
                "\(path): is a demonstration from another network, with which nothing can be compared: calibrate it on "
                    + "your own logs with `quartet traffic calibrate LOG --out MODEL`, or train a model")
        }
        let rate = try threshold.rate(model)
        if let blindness = model.blindness(falseAlarmRate: rate) { common.note(blindness) }
        var measurement = DriftReport.Measurement(model, falseAlarmRate: rate)
        let rule = labels.isGiven ? try labels.rule(log.schema) : nil
        var tally = rule.map { LabelTally($0, values: labels.normal) }
        let damage = try input.readToDamage(log, common) { batch in
            tally?.add(batch)
            try measurement.add(batch, where: rule.map { rule in { rule.contains(batch, $0) } })
            return true
        }
        try labels.check(tally, rule, log.schema, common)
        guard measurement.records > 0 else {
            throw damage ?? LogError.empty(file: logs.joined(separator: ", "))
        }
        let report = measurement.report(path)
        if let out {
            try OutputFolder.prepare(out)
            try report.drawing().write(to: out + "/drift.png", scale: 2)
        }
        if json.isRequested { try JSONOutput.print(report) } else { show(report) }
        if report.fields.isEmpty {
            common.note(
                "The model holds no distributions of its fields: `quartet traffic calibrate` adds them."
            )
        }
        if let damage { throw damage }
    }

    private func show(_ report: DriftReport) {
        let judgement =
            report.isGuaranteeBroken
            ? "not held" : report.isGuaranteeJudged ? "held" : "too few records to tell"
        print(
            "\(NumberText.counted(report.records, "record")), \(report.alarms) flagged: \(FieldDrift.percent(report.alarmRate)), "
                + "\(FieldDrift.percent(report.guaranteedRate)) requested (\(judgement))")
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
            print("! many values that training has not seen")
        }
        print("")
        let isOpen = report.verdict == .holds && !report.isGuaranteeJudged
        print(
            "Verdict: \(isOpen ? "too few records to tell" : Self.titles[report.verdict] ?? report.verdict.rawValue)"
        )
        for line in report.message where !line.hasPrefix("  ") && !line.hasSuffix(":") {
            StandardOutput.show(line)
        }
    }

    private static let titles: [DriftFinding.Verdict: String] = [
        .holds: "holds", .calibrate: "recalibrate", .train: "retrain",
    ]
}
