internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// Trains a small GPT on any text: the loop, to be read from top to bottom.
public struct GPTLab {
    public struct Options: Sendable {
        public var form = LanguageModel.Form.gpt
        public var width = 192
        public var layers = 6
        public var heads = 6
        /// Tokens that the model looks at.
        public var context = 128
        public var dropout: Float = 0
        public var batch = 32
        public var steps = 2000
        public var learningRate: Float = 1e-3
        /// Measurements without a lower loss on held-back text that end the training.
        public var patience: Int?
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    /// What a training came to.
    public struct Outcome {
        public let model: TrainedLanguageModel
        public let step: Int
        public let totalSteps: Int
        /// On the held-back text; nil without any.
        public let bitsPerCharacter: Double?
        public var isComplete: Bool
    }

    public let options: Options
    let tokenizer: Tokenizer

    public init(_ options: Options, _ tokenizer: Tokenizer) {
        (self.options, self.tokenizer) = (options, tokenizer)
    }

    /// Runs to the end, or until Ctrl-C, after which `resume` goes on.
    ///
    /// - Parameter heldBack: a text that is never trained on.
    public func run(on text: String, heldBack: String) throws -> Outcome {
        let (run, context, batch) = (options.run, options.context, options.batch)
        let tokens = tokenizer.ids(of: text, addsSpecialTokens: false)
        let unseen = tokenizer.ids(of: heldBack, addsSpecialTokens: false)
        if tokens.count <= context + 1 {
            throw TrainingError.tooLittleText(
                tokens: tokens.count, needed: context + 2, why: "one window of the context")
        }
        var configuration = LanguageModel.Configuration(
            form: options.form, vocabulary: tokenizer.vocabularySize, context: context, width: options.width,
            layers: options.layers, heads: options.heads)
        configuration.dropout = options.dropout
        if options.form == .llama { configuration.hidden = (8 * options.width / 3 + 31) / 32 * 32 }
        if let mistake = configuration.mistake { throw TrainingError.badModel(mistake) }
        let store = ParameterStore()
        let model = LanguageModel(store.scope, configuration)
        try store.requireTrainingMemory()
        store.initialize(seed: run.seed)
        let trained = TrainedLanguageModel(model, store, tokenizer)

        let graph = Graph()
        let inputs = graph.input("tokens", shape: [batch, context], type: .int32)
        let next = graph.input("next tokens", shape: [batch, context], type: .int32)
        let scores = model.scores(model(inputs, mode: .training))
        var settings = LossTraining.Configuration()
        (settings.learningRate, settings.weightDecay, settings.beta2) = (options.learningRate, 0.1, 0.99)
        settings.precision = run.precision
        let training = try LossTraining(
            nextTokenLoss(scores: scores, next: next).named("loss"), store, settings)

        let loop = LossLoop(
            training: training,
            checkpoint: TrainingCheckpoint(
                [.init("model", store, training.optimizer)], circumstances: .init(precision: run.precision)),
            record: record(configuration, text), run: run, title: "gpt", totalSteps: options.steps,
            measureEvery: max(options.steps / 10, 1), patience: options.patience,
            warmup: min(100, options.steps / 10))
        let characters = Double(max(heldBack.unicodeScalars.count, 1))
        func bits(_ nats: Double) -> Double { nats * Double(unseen.count) / characters / log(2) }
        let outcome = try loop(
            fill: { step in
                // Windows from anywhere in the text.
                var generator = PhiloxGenerator(seed: run.seed, step: UInt64(step), stream: 0x5749_4E44)
                let (first, second) = (training.plan.integers(of: inputs), training.plan.integers(of: next))
                for row in 0..<batch {
                    let start = Int.random(in: 0..<tokens.count - context, using: &generator)
                    for i in 0..<context {
                        first[row * context + i] = tokens[start + i]
                        second[row * context + i] = tokens[start + i + 1]
                    }
                }
            },
            measure: {
                guard unseen.count > 1 else { return nil }
                let loss = try trained.meanLoss(of: unseen)
                return (loss, String(format: "%.4f bits a character on text held back.", bits(loss)))
            },
            publish: { path, step in
                try trained.save(to: path, metadata: ["step": String(step), "seed": String(run.seed)])
            })
        return Outcome(
            model: trained, step: outcome.step, totalSteps: options.steps,
            bitsPerCharacter: unseen.count > 1 ? bits(try trained.meanLoss(of: unseen)) : nil,
            isComplete: outcome.step == options.steps || outcome.stoppedEarly)
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
