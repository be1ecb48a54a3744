import ArgumentParser
import Foundation
import QuartetCatalogs
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetReports
import QuartetSupport

/// What the tunings of encoders take.
struct TuningArguments<Defaults: TuningDefaults>: ParsableArguments {
    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Questions with the passages that answer them: a business's JSON, JSON lines with a business each, or CSV with question and article.",
            valueName: "file"), completion: .file())
    var data: [String]

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("The same, to measure on; it is not trained on.", valueName: "file"),
        completion: .file())
    var validation: [String] = []

    @Option(
        help: ArgumentHelp("Folder of the encoder (default: the fetched one).", valueName: "folder"),
        completion: .directory)
    var model: String?

    @Option(help: .trainingFolder, completion: .directory)
    var out = Defaults.folder

    @Option(
        help: ArgumentHelp(
            "Trained adapter to begin with, such as the program's own in weights/ (default: none).",
            valueName: "file"), completion: .file())
    var start: String?

    @Option(help: ArgumentHelp("Rank of the adapter.", valueName: "number"))
    var rank = 16

    @Option(help: ArgumentHelp("Questions per step.", valueName: "number"))
    var batch = Defaults.batch

    @Option(help: ArgumentHelp("Training steps.", valueName: "number"))
    var steps = Defaults.steps

    @Option(help: ArgumentHelp("Highest learning rate of AdamW.", valueName: "rate"))
    var rate = Defaults.rate

    @Option(help: ArgumentHelp("Tokens of the longest text; longer ones are cut.", valueName: "number"))
    var longest = 112

    @OptionGroup var training: TrainingOptions

    @OptionGroup var knowledge: KnowledgeOptions

    var common: CommonOptions { knowledge.common }

    func validate() throws {
        try check(rank, in: 1...256, "--rank")
        try check(batch, in: 1...4096, "--batch")
        try check(steps, in: 1...100_000_000, "--steps")
        try check(rate, in: 1e-9...10, "--rate")
        try check(longest, in: 16...512, "--longest")
    }

    func options() throws -> TuningOptions {
        var options = TuningOptions(try training.run(in: out, .bfloat16, common))
        var adapter = LowRankAdapter.Configuration()
        (adapter.rank, adapter.alpha) = (rank, Float(2 * rank))
        (options.method, options.start) = (.adapter(adapter), start)
        (options.batch, options.steps, options.learningRate, options.longest) = (batch, steps, rate, longest)
        return options
    }

    /// The folder of the encoder to tune.
    func folder() throws -> String { try model ?? ResourceLocator().folder(.models) + "/" + Defaults.model }

    func groups(_ paths: [String]) throws -> [TrainingGroup] {
        guard let encoder = DeskModels.best().encoder else {
            throw CommandFailure(
                .notFound, "no encoder was found to choose near passages with; scripts/fetch-models gets one")
        }
        return try businesses(paths).flatMap { try $0.groups(encoder) }
    }

    /// What a question tuning trains and measures on.
    func material() throws -> (
        keys: [QuestionTuning.Key], examples: [QuestionTuning.Example], validation: [QuestionTuning.Example]
    ) {
        let (own, held) = (try businesses(data), try businesses(validation))
        let all = QuestionTuning.material(own + held)
        let trained = own.reduce(0) { $0 + $1.questions.count { !$0.right.isEmpty } }
        return (all.keys, Array(all.examples.prefix(trained)), Array(all.examples.dropFirst(trained)))
    }

    func businesses(_ paths: [String]) throws -> [TrainingBusiness] {
        let hasTables = paths.contains { $0.lowercased().hasSuffix(".csv") }
        let knowledge = try hasTables ? self.knowledge.open() : nil
        return try paths.flatMap { try TrainingMaterial(knowledge: knowledge).read($0) }
    }

    func finish(_ outcome: TuningOutcome, _ name: String, unit: String = "nats per question") throws {
        try TrainingCurves(MetricsLog.read(path: out + "/metrics.jsonl")).loss(unit: unit)
            .write(to: out + "/curves.png", scale: 1)
        try CommandFailure.throwIfInterrupted(outcome.training)
        StandardOutput.show("Adapter   \(out)/\(name).safetensors")
        StandardOutput.show("Picture   \(out)/curves.png")
    }
}

/// What one tuning is by default.
protocol TuningDefaults {
    static var folder: String { get }
    static var model: String { get }
    static var batch: Int { get }
    static var steps: Int { get }
    static var rate: Float { get }
}

enum PairDefaults: TuningDefaults {
    static let folder = "out/support-pairs"
    static let model = "ms-marco-MiniLM-L-12-v2"
    static let batch = 4
    static let steps = 4000
    static let rate: Float = 4e-4
}

enum SearchDefaults: TuningDefaults {
    static let folder = "out/support-search"
    static let model = SharedEncoder.publishedName
    static let batch = 128
    static let steps = 1000
    static let rate: Float = 5e-4
}
