internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// Trains an encoder-decoder on pairs of texts.
public struct TranslationLab {
    public struct Options: Sendable {
        public var width = 256
        /// Layers of the encoder, and of the decoder.
        public var layers = 3
        public var heads = 8
        public var hidden = 1024
        public var dropout: Float = 0.1
        /// Tokens of the longest training text.
        public var longest = 48
        public var batch = 64
        public var steps = 3000
        public var learningRate: Float = 1e-3
        public var labelSmoothing: Float = 0.1
        /// Validations (ten a training) without a lower loss that end it; nil for none.
        public var patience: Int?
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    /// A text and its translation.
    public struct Pair: Sendable, Equatable {
        public var source: String
        public var target: String

        public init(source: String, target: String) { (self.source, self.target) = (source, target) }
    }

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

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Parameter validation: pairs that are never trained on.
    public func run(on pairs: [Pair], validation: [Pair]) throws -> Outcome {
        let (run, batch, longest) = (options.run, options.batch, options.longest)
        let (begin, end) = try Translator.ends(of: tokenizer)
        // Pairs that are too long are skipped: a truncated text has another translation.
        func encoded(_ pairs: [Pair]) -> [(source: [Int32], target: [Int32])] {
            pairs.map {
                (
                    tokenizer.ids(of: $0.source, addsSpecialTokens: false),
                    tokenizer.ids(of: $0.target, addsSpecialTokens: false)
                )
            }.filter { (1...longest).contains($0.0.count) && (1..<longest).contains($0.1.count) }
        }
        let examples = encoded(pairs)
        let unseen = encoded(validation)
        if examples.count < batch {
            throw TrainingError.tooFewPairs(
                found: examples.count, needed: batch, why: "one batch of pairs of at most \(longest) tokens")
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
            model, batch: batch, longest: longest, labelSmoothing: options.labelSmoothing, mode: .training)
        let optimizer = Optimizer(store, .adamW(beta2: 0.98))
        let training = try TrainingStep(
            [
                .init(
                    minimizing: objective.loss, with: optimizer, learningRate: options.learningRate,
                    gradientLimit: 1)
            ], precision: run.precision)
        let judge = TranslationObjective(
            model, batch: batch, longest: longest, labelSmoothing: 0, mode: .evaluation)
        let judging = try Plan.checked(judge.loss.graph, stages: [Stage(outputs: [judge.loss])])

        var batches = ShuffledBatches(count: examples.count, batch: batch, seed: run.seed)
        let schedule = LearningRateSchedule.cosine(total: options.steps, floor: 0.1)
        let warmup = min(400, options.steps / 10)
        let loop = try TrainingLoop(
            run, title: "translate", steps: options.steps,
            saving: [.init("model", store, optimizer)],
            record: record(configuration, pairs), validating: .steps(max(options.steps / 10, 1)),
            patience: options.patience)
        let outcome = try loop(
            train: { step in
                objective.fill(
                    training.plan, batches.indices(step: step).map { examples[Int($0)] }, begin: begin,
                    end: end)
                try training.run(
                    seed: run.seed, step: step,
                    rateScale: schedule.rate(base: 1, step: step, warmup: warmup))
                return training.measurements
            },
            validate: {
                // All whole batches, up to forty.
                let count = min(unseen.count / batch, 40)
                if count == 0 { return nil }
                var sum = 0.0
                for group in 0..<count {
                    judge.fill(
                        judging, Array(unseen[group * batch..<(group + 1) * batch]), begin: begin, end: end)
                    judging.run()
                    sum += Double(judging.scalar(judge.loss))
                }
                let loss = sum / Double(count)
                return (loss, String(format: "%.4f nats per token on validation pairs", loss))
            },
            save: { try translator.save(to: $0.path, metadata: $0.metadata) })
        return Outcome(translator: translator, training: outcome)
    }

    private func record(_ c: EncoderDecoder.Configuration, _ pairs: [Pair]) -> RunRecord {
        RunRecord(
            network:
                "an encoder-decoder of \(c.encoderLayers) and \(c.decoderLayers) layers, width \(c.width), "
                + "\(c.heads) heads, context \(c.context), vocabulary \(c.vocabulary)",
            settings: [
                "data": Fingerprint(pairs.map { $0.source + "\t" + $0.target }.joined(separator: "\n")).text,
                "batch": String(options.batch), "seed": String(options.run.seed),
                "steps": String(options.steps), "learning rate": String(options.learningRate),
                "dropout": String(options.dropout), "label smoothing": String(options.labelSmoothing),
            ])
    }
}

/// The loss of an encoder-decoder on a batch of pairs, padded to one length.
struct TranslationObjective {
    let loss: Tensor
    private let source, lengths, target, next, mask: Tensor
    private let longest: Int

    init(_ model: EncoderDecoder, batch: Int, longest: Int, labelSmoothing: Float, mode: Mode) {
        let graph = Graph()
        source = graph.input("source", shape: [batch, longest], type: .int32)
        lengths = graph.input("source lengths", shape: [batch], type: .int32)
        target = graph.input("target", shape: [batch, longest], type: .int32)
        next = graph.input("next tokens", shape: [batch, longest], type: .int32)
        mask = graph.input("mask", shape: [batch, longest])
        let memory = model.encode(source, lengths: lengths, mode: mode)
        let scores = model.scores(model.decode(target, memory: memory, lengths: lengths, mode: mode))
        loss = crossEntropy(logits: scores, labels: next, mask: mask, labelSmoothing: labelSmoothing)
        self.longest = longest
    }

    func fill(_ plan: Plan, _ pairs: [(source: [Int32], target: [Int32])], begin: Int32, end: Int32) {
        let (sources, targets) = (plan.integers(of: source), plan.integers(of: target))
        let (nexts, counts) = (plan.integers(of: next), plan.floats(of: mask))
        for (row, pair) in pairs.enumerated() {
            let (given, answer) = ([begin] + pair.target, pair.target + [end])
            for i in 0..<longest {
                let place = row * longest + i
                sources[place] = i < pair.source.count ? pair.source[i] : 0
                targets[place] = i < given.count ? given[i] : 0
                nexts[place] = i < answer.count ? answer[i] : 0
                counts[place] = i < answer.count ? 1 : 0
            }
        }
        plan.write(pairs.map { Int32($0.source.count) }, to: lengths)
    }
}
