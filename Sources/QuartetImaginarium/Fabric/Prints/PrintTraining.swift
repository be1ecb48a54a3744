public import Foundation
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetImaging
public import QuartetModels
internal import QuartetReports

/// Trains the generator of prints: first at half the size, then at the full one.
public struct PrintTraining {
    public struct Options: Sendable {
        /// Folder with the fabric data.
        public var data: URL
        /// Pictures that are shown in total.
        public var pictures = 1_000_000
        /// Pictures at the beginning that are made at half the size.
        public var coarse = 400_000
        public var batch = 32
        /// Prints of each class that are rendered to learn from.
        public var renderedPerClass = 400
        public var run: TrainingRun

        public init(data: URL, _ run: TrainingRun) { (self.data, self.run) = (data, run) }
    }

    public let options: Options

    public init(_ options: Options) { self.options = options }

    /// Throws ``FabricDataError/missingFile(path:)`` where a file of the fabric data is missing.
    public static func checkData(in folder: URL) throws {
        for name in FabricCorpus.files {
            let path = folder.appending(path: name).path
            guard FileManager.default.isReadableFile(atPath: path) else {
                throw FabricDataError.missingFile(path: path)
            }
        }
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Returns: the weights file, and how far the training came.
    public func run() throws -> (weights: String, training: TrainingOutcome) {
        let (run, batch) = (options.run, options.batch)
        let total = options.pictures / batch
        let reporter = ProgressReporter("fabric", total: total, unit: "steps", quiet: run.quiet)
        reporter.message("Reading \(options.data.path) and rendering prints …")
        let sampler = PrintSampler(
            corpus: try FabricCorpus(folder: options.data), seed: run.seed,
            renderedPerClass: options.renderedPerClass)
        let networks = PrintNetworks(seed: run.seed)
        let optimizers = PrintGANTraining.Optimizers(
            generator: networks.generatorStore, judges: networks.judgeStore)
        var configuration = PrintGANTraining.Configuration(structureLevels: PrintLayers.structureLevels)
        (configuration.batch, configuration.precision) = (batch, run.precision)
        let coarse = try PrintGANTraining(
            graph: Graph(), configuration: configuration, generator: networks.coarse, judges: networks.judges,
            optimizers: optimizers)
        let fine = try PrintGANTraining(
            graph: Graph(), configuration: configuration, generator: networks.fine, judges: networks.judges,
            optimizers: optimizers, sharingMemoryOf: coarse.plan)
        let coarseSteps = options.coarse / batch
        let loop = try TrainingLoop(
            run, title: "fabric", steps: total,
            saving: [
                .init("generator", networks.generatorStore, optimizers.generator),
                .init("judges", networks.judgeStore, optimizers.judges),
            ], record: record, validating: .steps(total),
            advice: .init(longer: "--pictures", calmer: "--precision float32"))
        let outcome = try loop(
            train: { step in
                let training = step < coarseSteps ? coarse : fine
                let plan = training.plan
                sampler.copyBatch(
                    first: step * batch, count: batch, prints: plan.floats(of: training.prints),
                    structures: plan.floats(of: training.structures),
                    labels: plan.integers(of: training.labels))
                try training.run(
                    seed: run.seed, step: step, rateScale: rateScale(Float(step) / Float(total)))
                return training.step.measurements
            },
            save: { snapshot in
                let metadata = snapshot.metadata.merging(["pictures": String(snapshot.step * batch)]) { $1 }
                let generator = snapshot.step > coarseSteps ? networks.fine : networks.coarse
                try optimizers.generator.withAverage {
                    try PrintModel.write(
                        networks.generatorStore, of: generator, metadata: metadata, to: snapshot.path)
                }
                try drawSheets(snapshot.path, sampler)
                try TrainingCurves(MetricsLog.read(path: run.metrics)).adversarial()
                    .write(to: run.folder + "/curves.png")
            })
        return (run.folder + "/fabric.safetensors", outcome)
    }

    /// The rates fall to a tenth over the last third: the pictures settle.
    private func rateScale(_ done: Float) -> Float { done < 0.67 ? 1 : 1 - 0.9 * (done - 0.67) / 0.33 }

    private var record: RunRecord {
        RunRecord(
            network: "a generator of prints of \(PrintRenderer.classes.count) kinds of cloth",
            settings: [
                "batch": String(options.batch), "seed": String(options.run.seed),
                "pictures": String(options.pictures), "coarse": String(options.coarse),
            ])
    }

    /// Writes what the generator makes and what it learns from.
    private func drawSheets(_ weights: String, _ sampler: PrintSampler) throws {
        let folder = options.run.folder
        let model = try PrintModel(path: weights)
        let rows = try PrintRenderer.classes.map { cloth in
            (
                name: cloth.rawValue,
                prints: try (0..<8).map { try model.print(of: cloth, coarse: $0, size: PrintRenderer.side) }
            )
        }
        try PrintSheet.drawing(of: rows, title: "Prints by the generator").write(
            to: folder + "/samples.png", scale: 1)
        let examples = folder + "/examples.png"
        if !FileManager.default.fileExists(atPath: examples) {
            try PrintSheet.drawing(of: sampler.examples(perClass: 8), title: "Rendered prints").write(
                to: examples, scale: 1)
        }
    }
}

/// The networks of a training. The coarse and the fine generator are one, with the same parameters.
private struct PrintNetworks {
    let generatorStore = ParameterStore()
    let judgeStore = ParameterStore()
    let coarse: PrintGenerator
    let fine: PrintGenerator
    let judges: PrintGANTraining.Judges

    init(seed: UInt64) {
        let classes = PrintRenderer.classes.count
        fine = PrintGenerator(generatorStore.scope, .init(classes: classes))
        coarse = fine.atHalfSize
        judges = PrintGANTraining.Judges(judgeStore.scope, classes: classes, layers: PrintLayers.count)
        generatorStore.initialize(seed: seed)
        judgeStore.initialize(seed: seed &+ 1)
    }
}
