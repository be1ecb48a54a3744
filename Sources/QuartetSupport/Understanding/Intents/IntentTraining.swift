internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetMetrics

/// Trains an ``IntentModel`` on labelled messages.
///
/// Everything is chosen by cross-validation on those messages alone: how strongly head and machines are held back, and the
/// weights of the pool. For the strangeness some classes are hidden in turn, and their messages serve as out of scope.
public struct IntentTraining {
    public struct Options: Sendable {
        public var seed: UInt64 = 1
        /// Parts into which the messages are cut.
        public var folds = 5
        /// Messages on which the choices are made; the model itself is trained on all.
        public var mostForChoices = 20_000

        public init() {}
    }

    public typealias Encode = (_ texts: [String]) throws -> [[Float]]
    /// What is being done, and how much of the whole training is done, from 0 to 1.
    public typealias Progress = (_ stage: String, _ share: Double) -> Void

    public var options: Options
    private let encode: Encode?
    private let encoder: String?
    private let progress: Progress

    /// - Parameters:
    ///   - encoder: the fingerprint of the encoder, which the model records.
    ///   - encode: gives one vector for each text; nil trains on words and characters alone.
    public init(
        _ options: Options = Options(), encoder: String? = nil, encode: Encode? = nil,
        progress: @escaping Progress = { _, _ in }
    ) {
        (self.options, self.encoder, self.encode, self.progress) = (options, encoder, encode, progress)
    }

    /// - Parameter outOfScope: messages about none of the intents, if the team has some.
    /// - Throws: ``IntentError``, `OutOfMemory`, and what the encoder throws.
    public func run(_ examples: LabelledTexts, outOfScope: [String] = []) throws -> (
        model: IntentModel, report: IntentReport
    ) {
        progress("reading the texts", 0)
        let grams = examples.texts.map { TextNGrams($0) }
        let vectors = try encode.map { encode in
            try Self.inBlocks(examples.texts) { block, share in
                progress("encoding", 0.3 * share)
                return try encode(block).map { $0.normalized }
            }
        }
        let validation = try IntentValidation(
            examples, grams: grams, vectors: vectors, options: options
        ) { progress($0, 0.3 + 0.5 * $1) }
        progress("training on all texts", 0.8)
        let features = WordFeatures(grams)
        let machines = LinearMachines(
            features.rows(grams), labels: examples.labels, selected: examples.labels.indices.map(Int32.init),
            classes: examples.classes.count, columns: features.columns, cost: validation.cost,
            seed: options.seed)
        progress("training on all texts", 0.9)
        let classifier = try vectors.map { vectors in
            try self.classifier(vectors, examples, strength: validation.strength)
        }
        var model = IntentModel(
            classes: examples.classes, encoder: encode == nil ? nil : encoder, accuracy: validation.accuracy,
            features: features, machines: machines, vectors: classifier,
            full: IntentModel.Judgement(pool: validation.full, strangeness: .usual(validation.full)),
            wordsOnly: IntentModel.Judgement(
                pool: validation.wordsOnly, strangeness: .usual(validation.wordsOnly)))
        let strangers = outOfScope.filter { !$0.allSatisfy(\.isWhitespace) }
        let given = try model.evidence(
            strangers.map { TextNGrams($0) }, vectors: strangers.isEmpty ? nil : try encode?(strangers))
        model = model.judging(
            full: validation.strangeness(validation.full, given),
            wordsOnly: validation.strangeness(validation.wordsOnly, given))
        progress("training on all texts", 1)
        return (model, validation.report(examples, model, given))
    }

    /// Blocks keep the memory of an encoder bounded, and show progress.
    private static func inBlocks(
        _ texts: [String], _ body: (_ block: [String], _ share: Double) throws -> [[Float]]
    ) rethrows -> [[Float]] {
        var result: [[Float]] = []
        for start in stride(from: 0, to: texts.count, by: 512) {
            let end = min(start + 512, texts.count)
            result += try body(Array(texts[start..<end]), Double(end) / Double(texts.count))
        }
        return result
    }

    private func classifier(
        _ vectors: [[Float]], _ examples: LabelledTexts, strength: Double
    ) throws(OutOfMemory) -> VectorClassifier {
        let regression = try SoftmaxRegression(
            vectors, labels: examples.labels, classes: examples.classes.count)
        _ = regression.fit(
            on: [Bool](repeating: true, count: vectors.count), strength: strength, isFresh: true)
        let (weight, bias) = regression.weights
        let kept = NearestExamples.kept(examples.labels, classes: examples.classes.count)
        return try VectorClassifier(
            weight: weight, bias: bias, examples: kept.flatMap { vectors[$0] },
            labels: kept.map { examples.labels[$0] })
    }
}
