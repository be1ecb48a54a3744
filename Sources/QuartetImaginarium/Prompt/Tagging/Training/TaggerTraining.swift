public import Foundation
public import QuartetCatalogs
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetImaging
public import QuartetModels
internal import QuartetReports
internal import QuartetText

/// Trains the tagger of wishes: a small encoder that is made new, on wishes of a grammar and on people's captions.
///
/// The labels of the grammar are known by construction. Captions are labelled by the catalogs' words, where each has one
/// kind; in half of them words are swapped for others, so that the network learns from the words around a phrase. One
/// template of the grammar in ten, one caption in ten and one strange word in five are only measured on.
public struct TaggerTraining {
    public struct Options: Sendable {
        /// File with the vocabulary of Fashionpedia.
        public var vocabulary: String
        /// Table of colour names.
        public var colours: String
        /// File with the captions of Fashion-IQ.
        public var captions: String
        /// Wishes that the grammar makes.
        public var wishes = 60_000
        public var batch = 64
        public var steps = 4000
        public var width = 128
        public var layers = 4
        /// Tokens of the WordPiece vocabulary.
        public var tokens = 4000
        public var run: TrainingRun

        /// - Parameters:
        ///   - data: folder with `vocab-fashionpedia.json` and `colour-names.csv`.
        ///   - captions: JSON lines, plain or gzip.
        public init(data: URL, captions: String, _ run: TrainingRun) {
            vocabulary = data.appending(path: "vocab-fashionpedia.json").path
            colours = data.appending(path: "colour-names.csv").path
            (self.captions, self.run) = (captions, run)
        }
    }

    /// On wishes and captions that were never trained on.
    public struct Figures: Sendable, Codable {
        public let wishes: Int
        /// Of phrases: kind, beginning and end are right.
        public let precision, recall, f1: Double
        /// By class.
        public let classes: [String: Double]
        /// Phrases whose words were swapped for words that training never saw.
        public let swapped: Int
        /// The share of their words that get the right kind, and the share if each kind were guessed at its rate.
        public let swappedRight, swappedByChance: Double
        /// The share by kind.
        public let swappedKinds: [String: Double]
    }

    public let options: Options

    public init(_ options: Options) { self.options = options }

    /// Throws where a file of the data is missing.
    public func checkData() throws {
        for path in [options.vocabulary, options.colours, options.captions]
        where !FileManager.default.isReadableFile(atPath: path) {
            throw FileError.cannotRead(file: path, reason: "it was not found")
        }
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Returns: the weights file, how far the training came, and figures of a training that is complete.
    public func run(_ locator: ResourceLocator = ResourceLocator()) throws -> (
        weights: String, training: TrainingOutcome, figures: Figures?
    ) {
        let run = options.run
        let data = try TaggerData(options, locator)
        var tuning = TuningOptions(run)
        (tuning.method, tuning.batch, tuning.steps) = (.whole, options.batch, options.steps)
        (tuning.learningRate, tuning.longest) = (1e-3, 64)
        var trainer = WordPieceTrainer()
        trainer.vocabularySize = options.tokens
        let tokenizer = try trainer.train(on: data.training.map(\.text))
        let encoder = TextEncoder.Configuration(
            vocabulary: tokenizer.vocabularySize, context: 96, width: options.width, layers: options.layers,
            heads: 4, segments: 0)
        let outcome = try EntityTuning(tuning).run(
            new: encoder, tokenizer, on: data.training, validation: data.unseen.map(\.example), as: .bfloat16)
        try TrainingCurves(MetricsLog.read(path: run.metrics)).loss(unit: "nats per token")
            .write(to: run.folder + "/curves.png")
        let figures = outcome.training.isComplete ? try Self.figures(outcome.file, data.unseen) : nil
        return (outcome.file, outcome.training, figures)
    }

    private static func figures(
        _ file: String, _ unseen: [(example: EntityTuning.Example, swapped: [Entity])]
    ) throws -> Figures {
        let tagger = try EntityTagger(tuned: file)
        let texts = unseen.map(\.example.text)
        let found = try tagger.entities(in: texts).map { $0.map(\.entity) }
        let expected = unseen.map(\.example.spans)
        func match(_ isCounted: (Entity) -> Bool) -> SpanMatch {
            SpanMatch(found.map { $0.filter(isCounted) }, expected: expected.map { $0.filter(isCounted) })
        }
        let all = match { _ in true }
        let labels = Set(expected.flatMap { $0.map(\.label) })
        let classes = labels.map { label in (label, match { $0.label == label }.f1.rounded(toPlaces: 4)) }
        var counts: [String: (right: Int, all: Int)] = [:]
        for (tokens, spans) in zip(try tagger.tokens(in: texts), unseen.map(\.swapped)) {
            for span in spans {
                for token in tokens where token.place.overlaps(span.start..<span.end) {
                    let best = token.probabilities.indices.max {
                        token.probabilities[$0] < token.probabilities[$1]
                    }
                    let isNone = token.probabilities.reduce(0, +) < 0.5
                    let name = isNone ? nil : best.map { tagger.description.labels[$0] }
                    counts[span.label, default: (0, 0)].all += 1
                    if name == span.label { counts[span.label]?.right += 1 }
                }
            }
        }
        let total = max(counts.values.reduce(0) { $0 + $1.all }, 1)
        let rates = counts.values.map { Double($0.all) / Double(total) }
        return Figures(
            wishes: unseen.count, precision: all.precision.rounded(toPlaces: 4),
            recall: all.recall.rounded(toPlaces: 4), f1: all.f1.rounded(toPlaces: 4),
            classes: Dictionary(uniqueKeysWithValues: classes),
            swapped: unseen.reduce(0) { $0 + $1.swapped.count },
            swappedRight: (Double(counts.values.reduce(0) { $0 + $1.right }) / Double(total))
                .rounded(toPlaces: 4),
            swappedByChance: rates.reduce(0) { $0 + $1 * $1 }.rounded(toPlaces: 4),
            swappedKinds: counts.mapValues { (Double($0.right) / Double($0.all)).rounded(toPlaces: 4) })
    }
}
