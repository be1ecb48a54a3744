import ArgumentParser
import Foundation
import QuartetCatalogs
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetReports

/// How an encoder is tuned, whatever it learns.
struct EncoderTuningOptions<Defaults: EncoderTuningDefaults>: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder of the encoder, as published (default: models/\(Defaults.model), which scripts/fetch-models gets).",
            valueName: "folder"),
        completion: .directory)
    var model: String?

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/lab-\(Defaults.title)"

    @Flag(help: "Train all weights instead of an adapter, and write all of them.")
    var whole = false

    @Option(help: ArgumentHelp("Rank of the adapter (LoRA; Hu et al., 2022).", valueName: "number"))
    var rank = 16

    @Option(help: ArgumentHelp("Examples per step.", valueName: "number"))
    var batch = Defaults.batch

    @Option(help: ArgumentHelp("Training steps.", valueName: "number"))
    var steps = Defaults.steps

    @Option(
        help: ArgumentHelp(
            "Highest learning rate of AdamW (default: \(Defaults.rate), with --whole 1e-4).",
            valueName: "rate"))
    var rate: Float?

    @Option(
        help: ArgumentHelp("Tokens of the longest text to train on; \(Defaults.cut).", valueName: "number"))
    var longest = Defaults.longest

    @Option(
        help: ArgumentHelp(
            "Stop after this many measurements (ten per training) without a lower validation loss.",
            valueName: "number"))
    var patience: Int?

    @Option(help: .precision)
    var precision = Precision.bfloat16

    @OptionGroup var training: TrainingOptions

    func validate() throws {
        try check(rank, in: 1...1024, "--rank")
        try check(batch, in: 1...4096, "--batch")
        try check(steps, in: 1...100_000_000, "--steps")
        if let rate { try check(rate, in: 1e-9...1, "--rate") }
        try check(longest, in: 32...512, "--longest")
        if let patience { try check(patience, in: 1...100_000, "--patience") }
    }

    /// The folder of the encoder to tune.
    func encoder() throws -> String {
        if let model { return model }
        let usual = ((try? ResourceLocator().folder(.models)) ?? "models") + "/" + Defaults.model
        guard FileManager.default.fileExists(atPath: usual) else {
            throw CommandFailure(
                .notFound,
                "\(usual): was not found; scripts/fetch-models gets it, or name another encoder with --model")
        }
        return usual
    }

    func options(_ common: CommonOptions) throws -> TuningOptions {
        var options = TuningOptions(try training.run(in: out, precision, common))
        var adapter = LowRankAdapter.Configuration()
        (adapter.rank, adapter.alpha) = (rank, Float(2 * rank))
        options.method = whole ? .whole : .adapter(adapter)
        (options.batch, options.steps, options.longest) = (batch, steps, longest)
        options.learningRate = rate ?? (whole ? 1e-4 : Defaults.rate)
        options.patience = patience
        return options
    }

    /// Draws the curves of a training, and ends the command if it was interrupted.
    func finish(_ training: TrainingOutcome) throws {
        try TrainingCurves(MetricsLog.read(path: out + "/metrics.jsonl")).loss(unit: Defaults.unit)
            .write(to: out + "/curves.png", scale: 1)
        try CommandFailure.throwIfInterrupted(training)
    }
}

/// What one tuning is by default.
protocol EncoderTuningDefaults {
    /// Names the weights file and the default folder.
    static var title: String { get }
    static var model: String { get }
    static var batch: Int { get }
    static var steps: Int { get }
    static var rate: Float { get }
    static var longest: Int { get }
    /// What happens to longer texts.
    static var cut: String { get }
    /// Of the loss.
    static var unit: String { get }
}

/// The trained model of a query.
struct TunedModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Folder of the training, its --out.", valueName: "folder"), completion: .directory)
    var model: String

    @Option(
        help: ArgumentHelp(
            "Folder of the encoder, if it has moved since an adapter was trained for it.", valueName: "folder"
        ),
        completion: .directory)
    var encoder: String?

    /// The weights in the folder.
    ///
    /// - Parameter command: what makes them.
    func file(_ name: String, madeBy command: String) throws -> String {
        try LabFolder.file(name, in: model, madeBy: command)
    }
}

/// The folder of a training.
enum LabFolder {
    /// The file of that name in a folder; a path that is a file already stays as it is.
    static func file(_ name: String, in path: String, madeBy command: String) throws -> String {
        var isFolder: ObjCBool = false
        let exists = FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        if exists, !isFolder.boolValue { return path }
        let file = path + "/" + name
        guard FileManager.default.fileExists(atPath: file) else {
            throw CommandFailure(
                .notFound, "\(path): contains no \(name); `\(command) --out \(path)` makes one")
        }
        return file
    }
}
