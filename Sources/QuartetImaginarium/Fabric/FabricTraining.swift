public import Foundation
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetImaging
public import QuartetModels
internal import QuartetReports

/// Trains the fabric GAN: a conditional texture generator on structure maps of cloth.
public struct FabricTraining {
    public struct Options: Sendable {
        /// Folder with the fabric data.
        public var data: URL
        /// Pictures that the discriminator sees in total.
        public var pictures = 1_000_000
        public var batch = 60
        public var run: TrainingRun

        public init(data: URL, _ run: TrainingRun) { (self.data, self.run) = (data, run) }
    }

    public let options: Options
    private static let side = FabricSampler.side

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
        let run = options.run
        let total = options.pictures / options.batch
        let reporter = ProgressReporter("fabric", total: total, unit: "steps", quiet: run.quiet)
        reporter.message("Reading \(options.data.path) and rendering examples …")
        let corpus = try FabricCorpus(folder: options.data)
        let sampler = FabricSampler(corpus: corpus, seed: run.seed)
        let classes = FabricClass.allCases

        let generatorStore = ParameterStore()
        let discriminatorStore = ParameterStore()
        let generator = TextureGenerator(generatorStore.scope, .init(classes: classes.count))
        let discriminator = TextureDiscriminator(discriminatorStore.scope, classes: classes.count)
        generatorStore.initialize(seed: run.seed)
        discriminatorStore.initialize(seed: run.seed &+ 1)

        var configuration = AdversarialTraining.Configuration()
        configuration.loss = .nonSaturating
        configuration.r1Weight = 1
        configuration.r1Interval = 8
        configuration.generatorRate = 1e-3
        configuration.discriminatorRate = 1e-3
        configuration.beta2 = 0.99
        configuration.averageDecay = 0.999
        configuration.precision = run.precision
        let graph = Graph()
        let shape: Shape = [options.batch, Self.side, Self.side, 1]
        let cells = Self.side / TextureGenerator.cell
        let roll = PictureRoll(graph: graph, shape: shape)
        let training = try AdversarialTraining(
            graph: graph, picture: shape, generator: generatorStore, discriminator: discriminatorStore,
            configuration: configuration,
            generate: { condition in
                generator(
                    global: graph.normal(shape: [shape[0], generator.configuration.globalLatents]),
                    local: graph.normal(shape: [shape[0], cells, cells, generator.configuration.localLatents]
                    ),
                    labels: condition.labels)
            },
            present: { roll($0) },
            discriminate: { discriminator($0, labels: $1.labels) })

        let loop = try TrainingLoop(
            run, title: "fabric", steps: total,
            saving: [
                .init("generator", generatorStore, training.generatorOptimizer),
                .init("discriminator", discriminatorStore, training.discriminatorOptimizer),
            ], record: record, validating: .steps(total),
            advice: .init(longer: "--pictures", calmer: "--precision float32"))
        let (outcome, _) = try loop(
            training,
            // The rates fall to a tenth over the last third: the pictures settle.
            rateScale: { $0 < 0.67 ? 1 : 1 - 0.9 * ($0 - 0.67) / 0.33 },
            fill: { step in
                let pictures = training.plan.floats(of: training.real)
                sampler.copyBatch(
                    first: step * options.batch, count: options.batch, images: pictures,
                    classes: training.plan.integers(of: training.labels))
                for index in pictures.indices { pictures[index] = pictures[index] * 2 - 1 }
                roll.draw(in: training.plan, seed: run.seed, step: step)
            },
            save: { snapshot in
                try save(generatorStore, training.generatorOptimizer, generator, snapshot)
                try drawSheet(snapshot.path, to: run.folder + "/samples.png")
                try TrainingCurves(MetricsLog.read(path: run.metrics)).adversarial()
                    .write(to: run.folder + "/curves.png")
            })
        return (run.folder + "/fabric.safetensors", outcome)
    }

    private var record: RunRecord {
        RunRecord(
            network: "a generator of \(FabricClass.allCases.count) kinds of cloth",
            settings: [
                "batch": String(options.batch), "seed": String(options.run.seed),
                "pictures": String(options.pictures),
            ])
    }

    /// Writes the averaged weights.
    private func save(
        _ store: ParameterStore, _ optimizer: Optimizer, _ generator: TextureGenerator,
        _ snapshot: TrainingLoop.Snapshot
    ) throws {
        let metadata = snapshot.metadata.merging(["pictures": String(snapshot.step * options.batch)]) { $1 }
        try optimizer.withAverage {
            try FabricModel.write(store, of: generator, metadata: metadata, to: snapshot.path)
        }
    }

    private func drawSheet(_ weights: String, to file: String) throws {
        let model = try FabricModel(path: weights)
        let rows = try FabricClass.allCases.map { cloth in
            (
                name: cloth.rawValue,
                maps: try (0..<8).map { try model.structure(of: cloth, seed: UInt64($0), size: 64).values }
            )
        }
        try FabricSheet.drawing(of: rows, title: "Fabric by the generator").write(to: file, scale: 1)
    }
}
