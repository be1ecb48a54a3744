import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetReports
import QuartetTraffic

/// `quartet traffic calibrate`.
struct TrafficCalibrate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "calibrate", abstract: "Recalibrate a model's threshold on newer normal records.",
        discussion: """
            Traffic changes from day to day, and so do the scores of normal records. Yesterday's log, if it is free of \
            incidents, sets today's threshold. The detector itself is not retrained.

            EXAMPLES:
              quartet traffic calibrate yesterday.log --model network.safetensors
              quartet traffic calibrate monday.csv --normal benign --model m.safetensors \\
                  --out tuesday.safetensors
            """)

    @Argument(help: "Logs of normal traffic.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @Option(
        help: ArgumentHelp("File for the calibrated model (default: --model).", valueName: "file"),
        completion: .file())
    var out: String?

    @OptionGroup var input: LogOptions

    @OptionGroup var labels: LabelOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        // The model may be replaced; the logs may not.
        try input.requireDifferent([("--out", out ?? choice.model)], from: logs)
        try input.requireDifferent([], from: [choice.model, out])
        let (model, path, log) = try choice.open(logs, input)
        if out == nil, choice.model == nil {
            throw CommandFailure(.usage, "the model that ships cannot be overwritten: name a file with --out")
        }
        let target = out ?? path
        try OutputFolder.check(forFile: target)
        let calibrated = try recalibrated(model, log)
        try OutputFolder.prepare(forFile: target)
        try calibrated.save(to: target)
        if let blindness = calibrated.blindness(falseAlarmRate: 0.01) { common.note(blindness) }
        StandardOutput.show(
            "\(target)  threshold from \(NumberText.counted(calibrated.calibration.count, "record")) of \(logs.joined(separator: ", "))"
        )
    }

    private func recalibrated(_ model: TrafficModel, _ log: LogReader) throws -> TrafficModel {
        let sample = try input.normalRecords(log, labels, common)
        return try model.calibrated(on: sample, from: logs.joined(separator: ", "))
    }
}
