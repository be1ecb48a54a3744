import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetReports
import QuartetTraffic

/// `quartet traffic train`.
struct TrafficTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a detector on logs of normal traffic.",
        discussion: """
            Give logs of normal traffic in chronological order: the last tenth of the records sets the threshold, and the \
            tenth before it measures the tails, unless --calibrate names later logs for both. Near-duplicates are capped. \
            --normal selects the normal records of a labelled log.

            No attacks are needed to choose the configuration: synthetic anomalies are made from the threshold records \
            (fields swapped between records, numbers in the tails, unseen categories, bursts), and an alternative \
            replaces the default only if its AUROC on them is larger by 0.02.

            EXAMPLES:
              quartet traffic train conn.2024-04-*.log.gz --out network.safetensors
              quartet traffic train monday.csv --calibrate tuesday.csv \\
                  --out network.safetensors
              quartet traffic train KDDTrain+.txt --normal normal --out nsl.safetensors \\
                  --seed 3
            """)

    @Argument(help: "Logs, plain or compressed; - reads standard input.", completion: .file())
    var logs: [String]

    @Option(help: ArgumentHelp("File for the model.", valueName: "file"), completion: .file())
    var out = "traffic.safetensors"

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Later logs of normal traffic, for the tails and the threshold.", valueName: "log"),
        completion: .file())
    var calibrate: [String] = []

    @OptionGroup var input: LogOptions

    @OptionGroup var labels: LabelOptions

    @Option(help: .seed)
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("Training steps of 512 records each.", valueName: "number"))
    var steps = 2000

    @Option(
        help: ArgumentHelp(
            "Scale for numbers: rank or logarithm; auto compares both on synthetic anomalies.",
            valueName: "scale"))
    var scale = Scale.auto

    enum Scale: String, CaseIterable, ExpressibleByArgument {
        case auto, rank, logarithm

        var kind: ScaleKind? { ScaleKind(rawValue: rawValue) }
    }

    @Option(
        help: ArgumentHelp(
            "Maximum number of training records; larger logs are thinned evenly.",
            valueName: "number"))
    var mostRecords = 1_000_000

    @Flag(inversion: .prefixedNo, help: "Cap near-duplicates.")
    var cap = true

    @Flag(help: ArgumentHelp("Mark the model as a demonstration.", visibility: .hidden))
    var demonstration = false

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(steps, in: 1...10_000_000, "--steps")
        try check(mostRecords, in: 2000...50_000_000, "--most-records")
    }

    private struct Result: Encodable {
        let model: String
        let version: String
        let format: String
        let trainingRecords, heldBackRecords, thresholdRecords, cappedRepeats: Int
        let recordsPerDay: Double?
        let thresholds: [String: Float]
        let choice: DetectorChoice?
        let seconds: Double
    }

    func run() throws {
        common.apply()
        try input.requireDifferent([("--out", out)], from: logs + calibrate)
        try OutputFolder.check(forFile: out)
        InterruptSignal.endProgram(saying: "Stopped: nothing was saved (training takes under a minute).")
        let started = ContinuousClock.now
        let sample = try input.normalRecords(
            input.open(logs), labels, common, limit: mostRecords, leavesOutLabels: true)
        let later =
            calibrate.isEmpty
            ? nil
            : try input.normalRecords(
                input.open(calibrate, appending: true), labels, common, limit: mostRecords)
        var options = TrafficTraining.Options()
        (options.detector.seed, options.detector.steps) = (seed, steps)
        options.detector.scale = scale.kind
        (options.isDemonstration, options.capsRepeats) = (demonstration, cap)
        let progress = ProgressReporter("traffic", total: options.detector.allSteps, quiet: common.quiet)
        let outcome = try TrafficTraining(options).run(
            sample, later: later,
            calibratedOn: calibrate.isEmpty ? nil : calibrate.joined(separator: ", ")
        ) { step, _, loss in
            progress.update(step, [("loss", Double(loss))])
            return true
        }
        progress.finish()
        guard let (model, findings) = outcome else {
            fatalError("Nothing stops this training but the program's end.")
        }
        try OutputFolder.prepare(forFile: out)
        try model.save(to: out)
        if let missing = model.withoutWindows { common.note(missing) }
        if let blindness = model.blindness(falseAlarmRate: 0.01) { common.note(blindness) }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        if json.isRequested {
            return try JSONOutput.print(
                Result(
                    model: out, version: model.summary.version, format: model.summary.format,
                    trainingRecords: findings.trainingRecords, heldBackRecords: findings.validationRecords,
                    thresholdRecords: findings.thresholdRecords, cappedRepeats: findings.cappedRepeats,
                    recordsPerDay: model.calibration.recordsPerDay,
                    thresholds: ["0.001": 0.001, "0.01": 0.01, "0.05": 0.05].mapValues {
                        model.calibration.threshold(falseAlarmRate: $0)
                    }, choice: model.summary.choice, seconds: seconds))
        }
        StandardOutput.show("\(out)  version \(model.summary.version), for \(model.summary.format) logs")
        StandardOutput.show(
            "\(findings.trainingRecords) training records, \(findings.validationRecords) for the tails, "
                + "\(findings.thresholdRecords) for the threshold, in "
                + String(format: "%.1f s", seconds))
        for line in model.summary.choice?.summary ?? [] { StandardOutput.show(line) }
        if sample.oneOf > 1 {
            StandardOutput.show("one in \(sample.oneOf) of \(sample.offered) records was used")
        }
        if findings.cappedRepeats > 0 {
            let densest = findings.densestRepeats.prefix(3).map { "\($0)" }.joined(separator: ", ")
            StandardOutput.show(
                "\(NumberText.counted(findings.cappedRepeats, "near-duplicate")) excluded; the most repeated kinds of "
                    + "record occur \(densest) times. If one of them is an attack, remove it and train again."
            )
        }
    }
}
