internal import Foundation
internal import QuartetEngine
public import QuartetText

/// Trains an encoder-decoder on pairs of texts: sentences and translations, or texts and summaries.
public struct TranslationLab {
    public struct Options: Sendable {
        public var width = 256
        /// Layers of the encoder, and of the decoder.
        public var layers = 3
        public var heads = 8
        public var hidden = 1024
        public var dropout: Float = 0.1
        /// Names the weights file and the progress line.
        public var title = "translate"
        /// Tokens of the longest training text.
        public var longest = 48
        /// Tokens of the longest target with the token that ends it, where targets are shorter than sources.
        public var longestTarget: Int?
        /// Whether longer sources are cut, as for summaries, rather than left out.
        public var cutsSources = false
        public var batch = 64
        public var steps = 3000
        public var learningRate: Float = 1e-3
        public var labelSmoothing: Float = 0.1
        /// Validations (ten a training) without a lower loss that end it; nil for none.
        public var patience: Int?
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    public typealias Pair = PairTable.Pair

    /// The result of a training.
    public struct Outcome {
        public let translator: Translator
        public let training: TrainingOutcome
    }

    public let options: Options
    let tokenizer: Tokenizer

    /// - Parameter tokenizer: of both languages, with tokens that begin and end a target.
    public init(_ options: Options, _ tokenizer: Tokenizer) {
        (self.options, self.tokenizer) = (options, tokenizer)
    }

    /// The pairs whose texts are short enough, as tokens.
    public func encoded(_ pairs: [Pair]) -> EncodedPairs {
        EncodedPairs(
            pairs, tokenizer, longest: options.longest,
            longestTarget: options.longestTarget ?? options.longest,
            cutsSources: options.cutsSources)
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Parameter validation: pairs that are never trained on.
    public func run(on pairs: EncodedPairs, validation: EncodedPairs) throws -> Outcome {
        let (run, batch, longest) = (options.run, options.batch, options.longest)
        let (begin, end) = try Translator.ends(of: tokenizer)
        let targets = min(options.longestTarget ?? longest, longest)
        let (examples, unseen) = (pairs.examples, validation.examples)
        if examples.count < batch {
            throw TrainingError.tooFewPairs(
                found: examples.count, needed: batch,
                why:
                    "one batch of pairs whose texts have at most \(longest) tokens; \(pairs.tooLong) have more: "
                    + "raise --context, or lower --batch")
        }
        var configuration = EncoderDecoder.Configuration(
            vocabulary: tokenizer.vocabularySize, context: longest, width: options.width,
            heads: options.heads,
            layers: options.layers, hidden: options.hidden)
        configuration.dropout = options.dropout
        try configuration.validate()
        let store = ParameterStore()
        let model = EncoderDecoder(store.scope, configuration)
        try store.requireTrainingMemory()
        store.initialize(seed: run.seed)
        let translator = try Translator(model, store, tokenizer)

        let objective = TranslationObjective(
            model, batch: batch, targets: targets, begin: begin, end: end,
            labelSmoothing: options.labelSmoothing, mode: .training)
        let optimizer = Optimizer(store, .adamW(beta2: 0.98))
        let training = try TrainingStep(
            [
                .init(
                    minimizing: objective.loss, with: optimizer, learningRate: options.learningRate,
                    gradientLimit: 1)
            ], precision: run.precision)
        let judge = TranslationObjective(
            model, batch: batch, targets: targets, begin: begin, end: end, labelSmoothing: 0,
            mode: .evaluation)
        let judging = try Plan.checked(judge.loss.graph, stages: [Stage(outputs: [judge.loss])])

        var batches = ShuffledBatches(count: examples.count, batch: batch, seed: run.seed)
        let schedule = LearningRateSchedule.cosine(total: options.steps, floor: 0.1)
        let warmup = min(400, options.steps / 10)
        let loop = try TrainingLoop(
            run, title: options.title, steps: options.steps,
            saving: [.init("model", store, optimizer)],
            record: record(configuration, pairs.fingerprint), validating: .steps(max(options.steps / 10, 1)),
            patience: options.patience)
        let outcome = try loop(
            train: { step in
                objective.fill(training.plan, batches.indices(step: step).map { examples[Int($0)] })
                try training.run(
                    seed: run.seed, step: step,
                    rateScale: schedule.rate(base: 1, step: step, warmup: warmup))
                return training.measurements
            },
            validate: {
                if unseen.isEmpty { return nil }
                let loss = judge.meanLoss(judging, unseen)
                return (loss, String(format: "%.4f nats per token on validation pairs", loss))
            },
            save: { try translator.save(to: $0.path, metadata: $0.metadata) })
        return Outcome(translator: translator, training: outcome)
    }

    private func record(_ c: EncoderDecoder.Configuration, _ data: String) -> RunRecord {
        RunRecord(
            network:
                "an encoder-decoder of \(c.encoderLayers) and \(c.decoderLayers) layers, width \(c.width), "
                + "\(c.heads) heads, context \(c.context), vocabulary \(c.vocabulary)",
            settings: [
                "data": data, "batch": String(options.batch), "seed": String(options.run.seed),
                "steps": String(options.steps), "learning rate": String(options.learningRate),
                "dropout": String(options.dropout), "label smoothing": String(options.labelSmoothing),
            ])
    }
}
