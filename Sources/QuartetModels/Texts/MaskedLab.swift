internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// Trains a masked language model (BERT; Devlin et al., 2019) on any text: a small one from scratch, or a published
/// encoder that goes on.
public struct MaskedLab {
    public struct Options: Sendable {
        public var width = 128
        public var layers = 4
        public var heads = 4
        /// Tokens that the model sees at once.
        public var context = 64
        public var dropout: Float = 0.1
        public var batch = 32
        public var steps = 2000
        public var learningRate: Float = 1e-3
        /// Validations (ten a training) without a lower loss that end it; nil for none.
        public var patience: Int?
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    /// The result of a training.
    public struct Outcome {
        public let model: MaskedTextModel
        public let training: TrainingOutcome
        /// On hidden tokens of the validation text; nil without one, or if the training was interrupted.
        public let figures: Figures?
    }

    /// How well hidden tokens are told.
    public struct Figures: Sendable, Codable {
        /// Hidden tokens that were measured.
        public let tokens: Int
        /// Cross-entropy in nats.
        public let loss: Double
        /// Share of the tokens whose best guess is right.
        public let accuracy: Double
        /// The accuracy of always guessing the most frequent token of the training text.
        public let baseline: Double
    }

    public let options: Options

    public init(_ options: Options) { self.options = options }

    /// Trains a new model.
    ///
    /// - Parameters:
    ///   - tokenizer: with the tokens [CLS], [SEP] and [MASK].
    ///   - validation: lines that are never trained on.
    public func run(on lines: [String], validation: [String], tokenizer: Tokenizer) throws -> Outcome {
        var encoder = TextEncoder.Configuration(
            vocabulary: tokenizer.vocabularySize, context: options.context, width: options.width,
            layers: options.layers, heads: options.heads, segments: 0)
        encoder.dropout = options.dropout
        try encoder.validate()
        let store = ParameterStore()
        let network = MaskedNetwork(store.scope, encoder)
        try store.requireTrainingMemory()
        store.initialize(seed: options.run.seed)
        encoder.dropout = 0
        let description = MaskedTextModel.Description(
            encoder: encoder, maximumTokens: options.context, lowercases: false)
        return try train(
            MaskedTextModel(network, store, description, tokenizer), lines, validation,
            beginning: "a new model")
    }

    /// Goes on from an encoder: a masked language model, or a published encoder, whose head is new.
    ///
    /// - Parameter path: a folder or a file.
    public func run(on lines: [String], validation: [String], from path: String) throws -> Outcome {
        let source: EncoderSource<MaskedTextModel.Description>
        if let file = MaskedTextModel.file(in: path) {
            source = try EncoderSource(file: file)
        } else {
            let encoder = try EncoderSource<SentenceEncoder.Description>(path: path)
            source = try EncoderSource(
                path: path,
                description: .init(
                    encoder: encoder.description.encoder,
                    maximumTokens: encoder.description.encoder.context,
                    lowercases: encoder.description.lowercases),
                tokenizer: encoder.tokenizer,
                weights: encoder.weights.prefix(1).map { $0.without("head").without("dense") })
        }
        let (network, store) = try source.network(
            copying: { _ in true }, seed: options.run.seed,
            { MaskedNetwork($0, $1.withDropout(options.dropout).encoder) })
        try store.requireTrainingMemory()
        return try train(
            MaskedTextModel(network, store, source.description, source.tokenizer), lines, validation,
            beginning: "the encoder \(store.fingerprint.text)")
    }

    private func train(
        _ model: MaskedTextModel, _ lines: [String], _ validation: [String], beginning: String
    ) throws -> Outcome {
        let (run, batch) = (options.run, options.batch)
        let context = min(options.context, model.description.maximumTokens)
        guard let mask = model.tokenizer.special.mask else {
            throw VocabularyMismatch.missingToken("[MASK]", source: model.tokenizer.source)
        }
        let texts = try MaskedTexts(lines, model.tokenizer, model.description, context: context)
        let unseen = try MaskedTexts(validation, model.tokenizer, model.description, context: context)
            .examples()
        let tokens = texts.lines.reduce(0) { $0 + $1.count }
        if tokens < context {
            throw TrainingError.tooLittleText(
                tokens: tokens, needed: context, why: "one window of the context")
        }
        var masking = TokenMasking(maskToken: mask, vocabulary: model.description.encoder.vocabulary)
        masking.kept = texts.kept

        let objective = MaskedObjective(model.network, batch: batch, context: context, mode: .training)
        let optimizer = Optimizer(model.store, .adamW(beta2: 0.98), weightDecay: 0.01)
        let training = try TrainingStep(
            [
                .init(
                    minimizing: objective.loss, with: optimizer, learningRate: options.learningRate,
                    gradientLimit: 1, measuring: [("accuracy", objective.accuracy)])
            ], precision: run.precision)
        let judge = MaskedObjective(model.network, batch: batch, context: context, mode: .evaluation)
        let judging = try Plan.checked(
            judge.loss.graph, stages: [Stage(outputs: [judge.loss, judge.accuracy])],
            precision: run.precision,
            sharingMemoryOf: training.plan)
        let usual = mostFrequent(texts.lines)
        func measured() -> Figures? { figures(judge, judging, unseen, masking, usual: usual) }

        let schedule = LearningRateSchedule.cosine(total: options.steps, floor: 0.1)
        let warmup = min(500, options.steps / 10)
        let loop = try TrainingLoop(
            run, title: "masked", steps: options.steps, saving: [.init("model", model.store, optimizer)],
            record: record(model.description.encoder, lines, beginning),
            validating: .steps(max(options.steps / 10, 1)),
            patience: options.patience)
        let outcome = try loop(
            train: { step in
                let examples = (0..<batch).map { texts.example(seed: run.seed, step: step, row: $0) }
                objective.fill(training.plan, examples) {
                    masking($1, seed: run.seed, step: step * batch + $0)
                }
                try training.run(
                    seed: run.seed, step: step,
                    rateScale: schedule.rate(base: 1, step: step, warmup: warmup))
                return training.measurements
            },
            validate: {
                measured().map {
                    (
                        $0.loss,
                        String(
                            format: "%.4f nats per hidden token of the validation text, %.1f %% right",
                            $0.loss,
                            100 * $0.accuracy)
                    )
                }
            },
            save: { try model.save(to: $0.path, metadata: $0.metadata) })
        return Outcome(model: model, training: outcome, figures: outcome.isComplete ? measured() : nil)
    }

    /// Measures on at most forty batches of the validation text, always with the same tokens hidden.
    private func figures(
        _ objective: MaskedObjective, _ plan: Plan, _ examples: [[Int32]], _ masking: TokenMasking,
        usual: Int32
    ) -> Figures? {
        var (loss, right, usualCount, count) = (0.0, 0.0, 0, 0)
        for start in stride(from: 0, to: min(examples.count, 40 * options.batch), by: options.batch) {
            let own = examples[start..<min(start + options.batch, examples.count)]
            let hidden = objective.fill(plan, own) { masking($1, seed: 0, step: start + $0) }
            plan.run()
            loss += Double(hidden.count) * Double(plan.scalar(objective.loss))
            right += Double(hidden.count) * Double(plan.scalar(objective.accuracy))
            usualCount += hidden.count { $0 == usual }
            count += hidden.count
        }
        if count == 0 { return nil }
        let total = Double(count)
        return Figures(
            tokens: count, loss: loss / total, accuracy: right / total, baseline: Double(usualCount) / total)
    }

    private func mostFrequent(_ lines: [[Int32]]) -> Int32 {
        var counts: [Int32: Int] = [:]
        for line in lines { for token in line { counts[token, default: 0] += 1 } }
        return counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? 0
    }

    private func record(_ c: TextEncoder.Configuration, _ lines: [String], _ beginning: String) -> RunRecord {
        RunRecord(
            network:
                "a masked language model of \(c.layers) layers, width \(c.width), \(c.heads) heads, vocabulary "
                + "\(c.vocabulary)",
            settings: [
                "data": Fingerprint(lines.joined(separator: "\n")).text, "begun with": beginning,
                "context": String(options.context), "batch": String(options.batch),
                "seed": String(options.run.seed), "steps": String(options.steps),
                "learning rate": String(options.learningRate), "dropout": String(options.dropout),
            ])
    }
}
