import ArgumentParser
import Foundation
import QuartetImaging
import QuartetTraffic

/// `quartet traffic evaluate`.
struct TrafficEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Judge a detector by a labelled log.",
        discussion: """
            Prints the area under the ROC curve, average precision, the best F1 and the recall at 0.1, 1 and 5 % false \
            alarms with 95 % bootstrap intervals, beside a look-up of rare combinations, principal components and an \
            isolation forest on the same columns; --out draws the curves. The baselines that learn need --train: the \
            normal records that the model was trained on.

            EXAMPLES:
              quartet traffic evaluate KDDTest+.txt --normal normal --train KDDTrain+.txt --model nsl.safetensors
              quartet traffic evaluate day.csv --label label --normal benign --json
            """)

    @Argument(help: "Labelled logs.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var labels: LabelOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Logs whose normal records the baselines learn from.", valueName: "log"))
    var train: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("What the column says of records to leave out.", valueName: "value"))
    var leaveOut: [String] = []

    @Option(help: ArgumentHelp("False-alarm rate that the threshold is set for.", valueName: "rate"))
    var fpr = 0.01

    @Option(
        help: ArgumentHelp(
            "Judge the importance-sampled bound of so many samples, too.", valueName: "number"))
    var importanceSamples: Int?

    @Option(help: ArgumentHelp("Folder for the pictures.", valueName: "folder"))
    var out: String?

    @OptionGroup var input: LogOptions

    @Flag(help: "Print the report as JSON.")
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(fpr, in: 1e-9...0.5, "--fpr")
        if let importanceSamples { try check(importanceSamples, in: 1...10_000, "--importance-samples") }
        if !labels.isAsked {
            throw ValidationError("evaluate needs --normal VALUE: what does the label say of normal records?")
        }
    }

    func run() throws {
        common.apply()
        // A label may have values that the model's training never saw: its kind is decided by these logs.
        let (model, path, log) = try choice.open(logs, input, usesSchema: false)
        let (columns, isAnomaly) = try labelled(log, model)
        let known = train.isEmpty ? nil : try normalColumns(train, model)
        let report = try DetectionReport(
            model, name: path, columns, isAnomaly: isAnomaly, training: known, falseAlarmRate: fpr,
            importanceSamples: importanceSamples)
        if let out {
            try OutputFolder.prepare(out)
            try report.receiverOperatingCharacteristic().write(to: out + "/roc.png", scale: 2)
            try report.precisionRecall().write(to: out + "/precision-recall.png", scale: 2)
            try report.histogram().write(to: out + "/scores.png", scale: 2)
        }
        if json { return try JSONOutput.print(report) }
        StandardOutput.show(
            "\(report.records) records, \(report.anomalies) anomalous; model \(path), version \(report.version)"
        )
        print("                    AUROC   AUPRC  best F1  recall at 0.1 %     1 %     5 %")
        line("this model", DetectionMetricsLine(report))
        for (name, metrics) in report.baselines.sorted(by: { $0.value.auroc > $1.value.auroc }) {
            line(DetectionFigures.title(ofBaseline: name), DetectionMetricsLine(metrics))
        }
        let i = report.intervals
        print(
            String(
                format:
                    "95 %% intervals      AUROC %.4f to %.4f, AUPRC %.4f to %.4f, recall at 1 %% %.3f to %.3f",
                i.auroc[0], i.auroc[1], i.auprc[0], i.auprc[1], i.recallAt["0.01"]?[0] ?? 0,
                i.recallAt["0.01"]?[1] ?? 0))
        print(
            String(
                format: "False alarms at the threshold for %.2g %%: %.2f %%", 100 * report.falseAlarmsAsked,
                100 * report.falseAlarms))
        if known == nil { common.note("Principal components and the isolation forest need --train LOG.") }
    }

    private struct DetectionMetricsLine {
        let figures: [Double]

        init(_ report: DetectionReport) {
            figures = [report.auroc, report.auprc, report.bestF1] + Self.recalls(report.recallAt)
        }

        init(_ metrics: DetectionMetrics) {
            figures = [metrics.auroc, metrics.auprc, metrics.bestF1] + Self.recalls(metrics.recallAt)
        }

        private static func recalls(_ recallAt: [String: Double]) -> [Double] {
            DetectionMetrics.falseAlarmRates.map { recallAt[$0.name] ?? 0 }
        }
    }

    private func line(_ name: String, _ line: DetectionMetricsLine) {
        let f = line.figures
        print(
            name.padding(toLength: 20, withPad: " ", startingAt: 0)
                + String(
                    format: "%.4f  %.4f   %.4f           %.4f  %.4f  %.4f", f[0], f[1], f[2], f[3], f[4], f[5]
                ))
    }

    private func labelled(_ log: LogReader, _ model: TrafficModel) throws -> (RecordColumns, [Bool]) {
        var columns = RecordColumns(
            count: 0, numbers: model.reader.numbers.map { _ in [] },
            categories: (0..<model.reader.categoryCount).map { _ in [] })
        var isAnomaly: [Bool] = []
        var rule: (normal: NormalRecords, left: NormalRecords?)?
        try input.read(log, common) { batch in
            if rule == nil {
                rule = (
                    try labels.rule(batch.schema),
                    leaveOut.isEmpty
                        ? nil : try NormalRecords(batch.schema, column: labels.label, values: leaveOut)
                )
            }
            guard let rule else { return true }
            let kept = (0..<batch.count).filter { !(rule.left?.contains(batch, $0) ?? false) }
            columns.append(try model.columns(batch).selected(kept))
            isAnomaly += kept.map { !rule.normal.contains(batch, $0) }
            return true
        }
        return (columns, isAnomaly)
    }

    private func normalColumns(_ paths: [String], _ model: TrafficModel) throws -> RecordColumns {
        let sample = try input.normalRecords(input.open(paths), labels, common, limit: 200_000)
        guard let batch = sample.batch else { throw LogError.empty(file: paths[0]) }
        return try model.columns(batch)
    }
}
