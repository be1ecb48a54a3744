import ArgumentParser
import Foundation
import QuartetEngine
import QuartetFiles
import QuartetTraffic

/// `quartet traffic train`.
struct TrafficTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a detector on logs of normal traffic.",
        discussion: """
            The last tenth of the records sets the threshold and the tenth before measures the tails, so give logs in \
            which nothing happened, in the order of their time; or give later ones with --calibrate. Near-duplicates \
            are capped. Of a labelled log --normal takes the normal records only.

            The configuration is confirmed without attacks: anomalies are made from the records for the threshold \
            (fields swapped between records, numbers in the tails, categories never seen, bursts), and an alternative \
            takes the default's place where its AUROC on them is larger by 0.02.

            EXAMPLES:
              quartet traffic train conn.2024-04-*.log.gz --out network.safetensors
              quartet traffic train monday.csv --calibrate tuesday.csv --out network.safetensors
              quartet traffic train KDDTrain+.txt --normal normal --out nsl.safetensors --seed 3
            """)

    @Argument(help: "Logs, plain or compressed; - is standard input.", completion: .file())
    var logs: [String]

    @Option(help: ArgumentHelp("The model's file.", valueName: "file"))
    var out = "traffic.safetensors"

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Later logs of normal traffic, for tails and threshold.", valueName: "log"))
    var calibrate: [String] = []

    @OptionGroup var input: LogOptions

    @OptionGroup var labels: LabelOptions

    @Option(help: ArgumentHelp("Seed of the weights, the order and the noise.", valueName: "number"))
    var seed: UInt64 = 0

    @Option(help: ArgumentHelp("Steps of the training, each of 512 records.", valueName: "number"))
    var steps = 2000

    @Option(
        help: ArgumentHelp(
            "What numbers are compared by: their rank or their logarithm; auto tries both on synthetic anomalies.",
            valueName: "scale"))
    var scale = Scale.auto

    enum Scale: String, CaseIterable, ExpressibleByArgument {
        case auto, rank, logarithm

        var kind: ScaleKind? { ScaleKind(rawValue: rawValue) }
    }

    @Option(
        help: ArgumentHelp("Records to learn from at most; of more, every second one.", valueName: "number"))
    var mostRecords = 1_000_000

    @Flag(inversion: .prefixedNo, help: "Cap near-duplicates.")
    var cap = true

    @Flag(help: ArgumentHelp("Mark the model as one that shows how things work.", visibility: .hidden))
    var demonstration = false

    @Flag(help: "Print what came of it as JSON.")
    var json = false

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
        try OutputFolder.prepare(forFile: out)
        InterruptSignal.watch()
        let started = ContinuousClock.now
        let sample = try input.normalRecords(input.open(logs), labels, common, limit: mostRecords)
        let later =
            calibrate.isEmpty
            ? nil : try input.normalRecords(input.open(calibrate), labels, common, limit: mostRecords)
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
            return !InterruptSignal.isRaised
        }
        progress.finish()
        guard let (model, findings) = outcome else {
            throw CommandFailure(.failed, "stopped; nothing was saved, a training takes well under a minute")
        }
        try model.save(to: out)
        if let missing = model.withoutWindows { common.note(missing) }
        if let blindness = model.blindness(falseAlarmRate: 0.01) { common.note(blindness) }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        if json {
            return try JSONOutput.print(
                Result(
                    model: out, version: model.summary.version, format: model.summary.format,
                    trainingRecords: findings.trainingRecords, heldBackRecords: findings.heldBackRecords,
                    thresholdRecords: findings.thresholdRecords, cappedRepeats: findings.cappedRepeats,
                    recordsPerDay: model.calibration.recordsPerDay,
                    thresholds: ["0.001": 0.001, "0.01": 0.01, "0.05": 0.05].mapValues {
                        model.calibration.threshold(falseAlarmRate: $0)
                    }, choice: model.summary.choice, seconds: seconds))
        }
        StandardOutput.show("\(out)  version \(model.summary.version), for \(model.summary.format) logs")
        print(
            "\(findings.trainingRecords) records to learn from, \(findings.heldBackRecords) for the tails, "
                + "\(findings.thresholdRecords) for the threshold, in "
                + String(format: "%.1f s", seconds))
        if let choice = model.summary.choice { tell(choice) }
        if sample.oneOf > 1 { print("of \(sample.offered) records one in \(sample.oneOf) was taken") }
        if findings.cappedRepeats > 0 {
            let densest = findings.densestRepeats.prefix(3).map { "\($0)" }.joined(separator: ", ")
            print(
                "\(findings.cappedRepeats) near-duplicates were left out; the most repeated kinds of record come "
                    + "\(densest) times. If one of them is an attack, take it out and train again.")
        }
    }

    private func tell(_ choice: DetectorChoice) {
        print("chosen on synthetic anomalies made from the records for the threshold (AUROC):")
        if !choice.scaleAuroc.isEmpty {
            print("  numbers by " + comparison(choice.scale.rawValue, choice.scaleAuroc, default: "rank"))
        }
        print("  evidence: " + comparison(choice.evidence, choice.evidenceAuroc, default: "standard"))
    }

    private func comparison(_ chosen: String, _ areas: [String: Double], default standard: String) -> String {
        func figure(_ name: String) -> String {
            DetectorChoice.title(of: name) + String(format: " %.3f", areas[name] ?? 0)
        }
        let others = areas.keys.filter { $0 != chosen }.sorted().map(figure).joined(separator: ", ")
        let why =
            chosen == standard
            ? "none better by \(DetectorChoice.margin)"
            : "better than the default by \(DetectorChoice.margin)"
        return "\(figure(chosen)); \(others): \(why)"
    }
}
