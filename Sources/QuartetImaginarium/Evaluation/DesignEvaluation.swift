public import Foundation
internal import QuartetEngine
internal import QuartetFiles
import QuartetImaging
internal import QuartetReports

/// Measures designs and their cloth: a trained generator beside a generator of drawn rules and a plain variational
/// autoencoder, on the same figures.
///
/// Everything that is random comes from the seed. The classifiers and the autoencoder stay in the output folder, so that a
/// second run is quick.
public struct DesignEvaluation {
    public struct Options: Sendable {
        /// Folder with the fashion data.
        public var data: URL
        /// Weights of the generator under test: of maps, or of prints.
        public var weights: String
        /// For the report, its pictures, and what is kept for the next run.
        public var folder: String
        /// A tenth of the samples.
        public var isQuick = false
        public var seed: UInt64 = 1
        public var quiet = false

        public init(data: URL, weights: String, folder: String) {
            (self.data, self.weights, self.folder) = (data, weights, folder)
        }
    }

    /// The files that the folder of data must contain.
    static let files = FabricCorpus.files + ["silhouettes.csv", "silhouettes-64.idx3-ubyte.gz"]

    public let options: Options
    private let catalogs: DesignCatalogs

    public init(_ options: Options, catalogs: DesignCatalogs) {
        (self.options, self.catalogs) = (options, catalogs)
    }

    /// Throws ``FabricDataError/missingFile(path:)`` where a file of the data is missing.
    public static func checkData(in folder: URL) throws {
        for name in files {
            let path = folder.appending(path: name).path
            guard FileManager.default.isReadableFile(atPath: path) else {
                throw FabricDataError.missingFile(path: path)
            }
        }
    }

    /// Measures everything and writes `evaluation.md`, `evaluation.json` and the pictures.
    ///
    /// - Throws: `CancellationError` when the program is interrupted, ``FabricDataError`` for the data, `CheckpointError` for
    ///   the weights, `FileError` for the folder.
    public func run() throws -> DesignEvaluationReport {
        try Self.checkData(in: options.data)
        let facts = try FabricFacts(folder: options.data)
        let rendered = RenderedFabric(facts: facts)
        let generator = try generator(else: rendered)
        try OutputFolder.prepare(options.folder)
        let patches = try PatternPatches(folder: options.data)
        var training = PatternTraining()
        (training.seed, training.quiet) = (options.seed, options.quiet)
        if options.isQuick { training.steps /= 10 }
        let five = try classifier("patterns-5", patches.known(RecognitionFigures.five), patches, training)
        let all = try classifier(
            "patterns-12", patches.known(RecognitionFigures.five + RecognitionFigures.further), patches,
            training)
        let contenders = [
            generator, Contender(name: "rules", source: rendered, catalogs: catalogs),
            Contender(name: "VAE", source: try autoencoder(), catalogs: catalogs.generatingPrints()),
        ]
        var pictures: [DesignEvaluationReport.Picture] = []
        let windows = try windows(of: all.classes + [.leaf, .paisley], contenders)
        pictures += try draw(windows, of: contenders, patches)
        let recognition = RecognitionFigures(patches: patches, seed: options.seed, windows: windows)
        let maps = MapFigures(contenders: contenders, samples: options.isQuick ? 2 : 20)
        note("Measuring maps, regular cloth and palettes …")
        var sections = [
            try recognition.fivePatterns(five), try recognition.furtherPatterns(all),
            try recognition.likeness(all), try maps.detail(), try maps.seams(),
            try RegularClothFigures(
                catalogs: catalogs, contenders: contenders, samples: options.isQuick ? 1 : 5
            ).section(),
            try PaletteFigures(contenders: contenders, isQuick: options.isQuick)
                .section(),
        ]
        note("Measuring outlines, words and cost …")
        let (outlines, shown) = try OutlineFigures(
            catalogs: catalogs, source: generator.source, real: RealSilhouettes(folder: options.data),
            samples: options.isQuick ? 2 : 16
        ).section()
        pictures.append(try draw(shown))
        sections += [
            outlines,
            try WordFigures(
                catalogs: catalogs, source: generator.source, isQuick: options.isQuick, quiet: options.quiet
            ).section(),
            try CostFigures(catalogs: catalogs, source: generator.source, isQuick: options.isQuick).section(),
        ]
        let report = DesignEvaluationReport(
            generators: contenders.map(\.name),
            weights: URL(fileURLWithPath: options.weights).lastPathComponent, isQuick: options.isQuick,
            seed: options.seed, sections: sections, pictures: pictures)
        try AtomicFile.write(report.markdown, to: options.folder + "/evaluation.md")
        try AtomicFile.write(JSONEncoder.pretty.text(report) + "\n", to: options.folder + "/evaluation.json")
        return report
    }

    /// The generator of the weights file: of prints if it is one, else of maps.
    private func generator(else rendered: RenderedFabric) throws -> Contender {
        let metadata = try SafetensorsFile(path: options.weights).metadata
        if metadata["architecture"] == FabricModel.architecture {
            return Contender(
                name: "GAN", source: try TrainedFabric(weights: options.weights),
                catalogs: catalogs.generatingPrints())
        }
        return Contender(
            name: "GAN of prints",
            source: try TrainedPrints(weights: options.weights, catalog: catalogs.fabrics, others: rendered),
            catalogs: catalogs.generatingPrints())
    }

    private func classifier(
        _ name: String, _ classes: [FabricClass], _ patches: PatternPatches, _ training: PatternTraining
    ) throws -> PatternClassifier {
        guard classes.count > 1 else { throw FabricDataError.noExamples(path: options.data.path) }
        return try training.classifier(
            of: classes, patches: patches, cache: "\(options.folder)/\(name)\(suffix).safetensors")
    }

    private func autoencoder() throws -> AutoencodedFabric {
        var settings = AutoencodedFabric.Settings()
        (settings.seed, settings.quiet) = (options.seed, options.quiet)
        if options.isQuick { (settings.perClass, settings.epochs) = (24, 10) }
        return try AutoencodedFabric(
            corpus: { try FabricCorpus(folder: options.data) },
            folder: options.folder + "/autoencoder\(suffix)",
            settings: settings)
    }

    /// A quick run does not overwrite what a whole one has trained.
    private var suffix: String { options.isQuick ? "-quick" : "" }

    private func windows(
        of classes: [FabricClass], _ contenders: [Contender]
    ) throws -> [[FabricClass: WindowSet]] {
        let designs = options.isQuick ? 1 : 10
        var all: [FabricClass] = []
        for cloth in classes where !all.contains(cloth) { all.append(cloth) }
        let bar = ProgressReporter(
            "windows", total: contenders.count * all.count, unit: "classes", quiet: options.quiet)
        defer { bar.finish() }
        return try contenders.enumerated().map { index, contender in
            var sets: [FabricClass: WindowSet] = [:]
            for (number, cloth) in all.enumerated() {
                if InterruptSignal.isRaised { throw CancellationError() }
                sets[cloth] = try WindowSet(
                    cloth, designs: designs, seed: options.seed, catalogs: contender.catalogs,
                    source: contender.source)
                bar.update(index * all.count + number + 1)
            }
            return sets
        }
    }

    private func note(_ text: String) { ProgressReporter("", total: 1, quiet: options.quiet).message(text) }

    // MARK: Pictures

    /// Windows of each class, of swatches and of garments, beside real patches.
    private func draw(
        _ windows: [[FabricClass: WindowSet]], of contenders: [Contender], _ patches: PatternPatches
    ) throws -> [DesignEvaluationReport.Picture] {
        let blank = PixelImage(
            width: PatternPatches.side, height: PatternPatches.side, format: .grey, filledWith: 255)
        func three(_ pictures: [PixelImage]) -> [PixelImage] {
            let step = max(1, pictures.count / 3)
            let few = stride(from: 0, to: pictures.count, by: step).prefix(3).map { pictures[$0] }
            return few + [PixelImage](repeating: blank, count: 3 - few.count)
        }
        return try zip(contenders, windows).enumerated().map { index, pair in
            let (contender, sets) = pair
            let classes = FabricClass.allCases.filter { sets[$0] != nil }
            let cells = classes.flatMap { cloth in
                three(sets[cloth]?.ofSwatches ?? []) + three(sets[cloth]?.ofGarments ?? [])
                    + three(patches.unseen.filter { $0.pattern == cloth }.map(\.picture))
            }
            let file = "windows-\(index + 1).png"
            let title = "25 cm of cloth: \(contender.name)"
            try ContactSheet(
                cells: cells.map { ContactSheet.Cell($0) }, title: title,
                labels: .init(
                    rows: classes.map(\.rawValue),
                    columns: ["swatch", "", "", "garment", "", "", "real", "", ""]),
                layout: .init(columns: 9, cellWidth: 96, cellHeight: 96, gap: 4)
            ).drawing().write(to: "\(options.folder)/\(file)", scale: 1)
            return .init(file: file, title: title)
        }
    }

    /// Drawn outlines beside real ones.
    private func draw(_ rows: [(name: String, outlines: [Silhouette])]) throws
        -> DesignEvaluationReport.Picture
    {
        let title = "Outlines: drawn, and the last four real"
        let columns = rows.map(\.outlines.count).max() ?? 1
        let blank = PixelImage(
            width: Silhouette.side, height: Silhouette.side, format: .grey, filledWith: 255)
        let cells = rows.flatMap { row in
            row.outlines.map(\.picture)
                + [PixelImage](repeating: blank, count: columns - row.outlines.count)
        }
        try ContactSheet(
            cells: cells.map { ContactSheet.Cell($0) }, title: title, labels: .init(rows: rows.map(\.name)),
            layout: .init(columns: columns, cellWidth: 64, cellHeight: 64, gap: 4)
        ).drawing().write(to: options.folder + "/outlines.png", scale: 1)
        return .init(file: "outlines.png", title: title)
    }
}
