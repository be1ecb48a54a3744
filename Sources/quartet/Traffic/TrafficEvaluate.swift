import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetImaging
import QuartetTraffic

/// `quartet traffic evaluate`.
struct TrafficEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Evaluate a detector on a labelled log.",
        discussion: """
            Prints the area under the ROC curve, average precision, the best F1, and recall at false-alarm rates of 0.1, \
            1 and 5 %, with 95 % bootstrap intervals, next to baselines on the same columns: rare combinations, \
            principal components and an isolation forest. The last two need --train, the normal records that the model \
            was trained on. --out draws the curves.

            EXAMPLES:
              quartet traffic evaluate KDDTest+.txt --normal normal --train KDDTrain+.txt \\
                  --model nsl.safetensors
              quartet traffic evaluate day.csv --label label --normal benign --json
            """)

    @Argument(help: "Labelled logs.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var labels: LabelOptions

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Logs with normal records to train the baselines on.", valueName: "log"),
        completion: .file())
    var train: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Label value of records to exclude.", valueName: "value"))
    var leaveOut: [String] = []

    @Option(help: ArgumentHelp("False-alarm rate of the threshold.", valueName: "rate"))
    var fpr = 0.01

    @Option(
        help: ArgumentHelp(
            "Also evaluate the importance-sampled bound with this many samples.", valueName: "number"))
    var importanceSamples: Int?

    @Option(help: ArgumentHelp("Folder for the pictures.", valueName: "folder"), completion: .directory)
    var out: String?

    @OptionGroup var input: LogOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(fpr, in: 1e-9...0.5, "--fpr")
        if let importanceSamples { try check(importanceSamples, in: 1...10_000, "--importance-samples") }
        if !labels.isGiven {
            throw ValidationError("evaluate needs --normal, the label value of normal records.")
        }
    }

    func run() throws {
        common.apply()
        try input.requireDifferent([], from: logs + train + [choice.model])
        if let out { try OutputFolder.check(out) }
        // A label may have values that the model's training never saw: its kind is decided by these logs.
        let (model, path, log) = try choice.open(logs, input, usesSchema: false)
        let records = try labelled(log, model)
        let known = train.isEmpty ? nil : try normalColumns(train, model)
        let report = try DetectionReport(
            model, name: path, records.columns, isAnomaly: records.isAnomaly, training: known,
            falseAlarmRate: fpr,
            importanceSamples: importanceSamples)
        if let out {
            try OutputFolder.prepare(out)
            try report.receiverOperatingCharacteristic().write(to: out + "/roc.png", scale: 2)
            try report.precisionRecall().write(to: out + "/precision-recall.png", scale: 2)
            try report.histogram().write(to: out + "/scores.png", scale: 2)
        }
        if json.isRequested { return try JSONOutput.print(report) }
        StandardOutput.show(report.table)
        if known == nil { common.note("Principal components and the isolation forest need --train LOG.") }
    }

    private func labelled(_ log: LogReader, _ model: TrafficModel) throws -> LabelledRecords {
        let normal = try labels.rule(log.schema)
        let excluded =
            leaveOut.isEmpty
            ? nil : try NormalRecords(log.schema, column: labels.label, values: leaveOut)
        var records = LabelledRecords(for: model)
        try records.requireUnjudged(normal.field, of: log.schema)
        var tally = LabelTally(normal, values: labels.normal + leaveOut)
        var echoes = LabelEchoes(normal, log.schema, judgedBy: model)
        try input.read(log, common) { batch in
            tally.add(batch)
            echoes.add(batch)
            try records.append(batch, normal: normal, excluded: excluded)
            return true
        }
        try labels.check(tally, normal, log.schema, common)
        for name in echoes.names {
            common.note(
                "The model judges the column \(name), which alone tells the label of at least 99.9 % of the records: if it is "
                    + "another label, the figures mean nothing; train without the column.")
        }
        return records
    }

    private func normalColumns(_ paths: [String], _ model: TrafficModel) throws -> RecordColumns {
        let sample = try input.normalRecords(
            input.open(paths, appending: true), labels, common, limit: 200_000)
        guard let batch = sample.batch else { throw LogError.empty(file: paths[0]) }
        return try model.columns(batch)
    }
}
