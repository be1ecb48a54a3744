internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// Trains a small language model on any text.
public struct GPTLab {
    public struct Options: Sendable {
        public var form = LanguageModel.Form.gpt
        public var width = 192
        public var layers = 6
        public var heads = 6
        /// Tokens that the model attends to.
        public var context = 128
        public var dropout: Float = 0
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
        public let model: TrainedLanguageModel
        public let training: TrainingOutcome
        /// On the validation text; nil without one, or if the training was interrupted.
        public let bitsPerCharacter: Double?
    }

    public let options: Options
    let tokenizer: Tokenizer

    public init(_ options: Options, _ tokenizer: Tokenizer) {
        (self.options, self.tokenizer) = (options, tokenizer)
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Parameter validation: a text that is never trained on.
    public func run(on text: String, validation: String) throws -> Outcome {
        let (run, context, batch) = (options.run, options.context, options.batch)
        let tokens = tokenizer.ids(of: text, addsSpecialTokens: false)
        let unseen = tokenizer.ids(of: validation, addsSpecialTokens: false)
        if tokens.count <= context + 1 {
            throw TrainingError.tooLittleText(
                tokens: tokens.count, needed: context + 2, why: "one window of the context")
        }
        var configuration = LanguageModel.Configuration(
            form: options.form, vocabulary: tokenizer.vocabularySize, context: context, width: options.width,
            layers: options.layers, heads: options.heads)
        configuration.dropout = options.dropout
        if options.form == .llama { configuration.hidden = (8 * options.width / 3 + 31) / 32 * 32 }
        try configuration.validate()
        let store = ParameterStore()
        let model = LanguageModel(store.scope, configuration)
        try store.requireTrainingMemory()
        store.initialize(seed: run.seed)
        let trained = TrainedLanguageModel(model, store, tokenizer)

        let graph = Graph()
        let inputs = graph.input("tokens", shape: [batch, context], type: .int32)
        let next = graph.input("next tokens", shape: [batch, context], type: .int32)
        let scores = model.scores(model(inputs, mode: .training))
        let optimizer = Optimizer(store, .adamW(beta2: 0.99), weightDecay: 0.1)
        let training = try TrainingStep(
            [
                .init(
                    minimizing: nextTokenLoss(scores: scores, next: next), with: optimizer,
                    learningRate: options.learningRate, gradientLimit: 1)
            ], precision: run.precision)
        let schedule = LearningRateSchedule.cosine(total: options.steps, floor: 0.1)
        let warmup = min(100, options.steps / 10)

        let loop = try TrainingLoop(
            run, title: "gpt", steps: options.steps,
            saving: [.init("model", store, optimizer)],
            record: record(configuration, text), validating: .steps(max(options.steps / 10, 1)),
            patience: options.patience)
        let characters = Double(max(validation.unicodeScalars.count, 1))
        func bits(_ nats: Double) -> Double { nats * Double(unseen.count) / characters / log(2) }
        let outcome = try loop(
            train: { step in
                // Windows at random places of the text.
                var generator = PhiloxGenerator(seed: run.seed, step: UInt64(step), stream: 0x5749_4E44)
                let (first, second) = (training.plan.integers(of: inputs), training.plan.integers(of: next))
                for row in 0..<batch {
                    let start = Int.random(in: 0..<tokens.count - context, using: &generator)
                    for i in 0..<context {
                        first[row * context + i] = tokens[start + i]
                        second[row * context + i] = tokens[start + i + 1]
                    }
                }
                try training.run(
                    seed: run.seed, step: step,
                    rateScale: schedule.rate(base: 1, step: step, warmup: warmup))
                return training.measurements
            },
            validate: {
                guard unseen.count > 1 else { return nil }
                let loss = try trained.meanLoss(of: unseen)
                return (loss, String(format: "%.4f bits per character on the validation text", bits(loss)))
            },
            save: { try trained.save(to: $0.path, metadata: $0.metadata) })
        let isMeasured = outcome.isComplete && unseen.count > 1
        return Outcome(
            model: trained, training: outcome,
            bitsPerCharacter: isMeasured ? bits(try trained.meanLoss(of: unseen)) : nil)
    }

    private func record(_ c: LanguageModel.Configuration, _ text: String) -> RunRecord {
        RunRecord(
            network:
                "a \(c.form.rawValue) of \(c.layers) layers, width \(c.width), \(c.heads) heads, context "
                + "\(c.context), vocabulary \(c.vocabulary)",
            settings: [
                "data": Fingerprint(text).text, "batch": String(options.batch),
                "seed": String(options.run.seed), "steps": String(options.steps),
                "learning rate": String(options.learningRate), "dropout": String(options.dropout),
            ])
    }
}
