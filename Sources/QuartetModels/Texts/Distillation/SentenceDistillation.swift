internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// Trains a small sentence encoder, the student, to give the vectors of a larger one, its teacher, and to give
/// translations the vectors of their originals (Reimers & Gurevych, 2020).
public struct SentenceDistillation {
    public struct Options: Sendable {
        public var width = 256
        public var layers = 4
        public var heads = 8
        public var dropout: Float = 0
        /// Tokens of the longest text; longer ones are truncated.
        public var longest = 256
        public var batch = 128
        public var steps = 20_000
        /// Steps in which the table of tokens is trained alone, before the blocks: they cost a tenth of the others, and
        /// take four times as many texts.
        public var tableSteps = 2_000
        public var learningRate: Float = 1e-3
        /// Weight of the contrastive term.
        public var contrast: Float = 0.1
        public var temperature: Float = 0.05
        /// Share of the texts that the student sees with typing errors.
        public var typingErrors: Float = 0.1
        /// Validations (ten a training) without a lower loss that end it; nil for none.
        public var patience: Int?
        public var run: TrainingRun

        public init(_ run: TrainingRun) { self.run = run }
    }

    /// The result of a training.
    public struct Outcome {
        /// Nil after an interruption, or without validation pairs.
        public let figures: DistillationFigures?
        public let training: TrainingOutcome
        /// The weights file.
        public let weights: String
        public let parameters: Int
    }

    public let options: Options
    let tokenizer: Tokenizer

    /// - Parameter tokenizer: the student's.
    public init(_ options: Options, _ tokenizer: Tokenizer) {
        (self.options, self.tokenizer) = (options, tokenizer)
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues.
    ///
    /// - Parameter validations: pairs that `texts` hold back.
    public func run(
        on texts: DistillationTexts, teacher: SentenceEncoder, validations: [DistillationFigures.Validation]
    ) throws -> Outcome {
        let (run, batch) = (options.run, options.batch)
        if texts.count < batch {
            throw TrainingError.tooFewTexts(found: texts.count, needed: batch, why: "one batch")
        }
        let description = description(width: teacher.width)
        try description.validate()
        let store = ParameterStore()
        let network = SentenceNetwork(store.scope, description)
        try store.requireTrainingMemory()
        store.initialize(seed: run.seed)
        let vectors = try TeacherVectors(
            of: texts.originals, by: teacher, folder: run.folder, quiet: run.quiet)
        let judge = try DistillationJudge(validations, teacher: teacher)
        let material = DistillationMaterial(
            texts: texts, tokens: try texts.tokens(tokenizer, longest: options.longest), teacher: vectors,
            tokenizer: tokenizer)
        // A checkpoint has all of it.
        if !run.resume || !FileManager.default.fileExists(atPath: run.lastCheckpoint) {
            try trainTable(of: store, description, material)
        }
        let optimizer = Optimizer(store, .adamW(), weightDecay: 0.01)
        var trainer = DistillationTrainer(
            network, optimizer, material, batch: batch, learningRate: options.learningRate, options)

        let schedule = LearningRateSchedule.cosine(total: options.steps, floor: 0.02)
        let warmup = min(500, options.steps / 10)
        let loop = try TrainingLoop(
            run, title: "encoder", steps: options.steps, saving: [.init("model", store, optimizer)],
            record: record(description, texts), validating: .steps(max(options.steps / 10, 1)),
            patience: options.patience)
        func figures() throws -> DistillationFigures {
            // Weights are packed anew: they have moved.
            let passes = EncoderPasses(
                context: options.longest, precision: run.precision, threads: nil
            ) { tokens, lengths, _ in network(tokens, lengths: lengths) }
            let encoding = EncodingOptions(maximumLength: options.longest, tracksOffsets: false)
            return try judge.figures { try passes($0.map { try tokenizer.encode($0, options: encoding) }) }
        }
        let outcome = try loop(
            train: { step in
                try trainer.run(
                    step: step, rateScale: schedule.rate(base: 1, step: step, warmup: warmup))
            },
            validate: {
                if judge.isEmpty { return nil }
                let figures = try figures()
                return (1 - figures.cosine, figures.text)
            },
            save: { snapshot in
                try ModelFile.write(
                    store, describedBy: description, tokenizer: tokenizer, metadata: snapshot.metadata,
                    as: .bfloat16, to: snapshot.path)
            })
        return Outcome(
            figures: outcome.isComplete && !judge.isEmpty ? try figures() : nil, training: outcome,
            weights: run.folder + "/encoder.safetensors", parameters: store.count)
    }

    /// Trains the table of tokens with the mean as the whole network, and takes it over: the blocks, which are costly,
    /// begin with tokens that mean something.
    private func trainTable(
        of store: ParameterStore, _ description: SentenceEncoder.Description, _ material: DistillationMaterial
    ) throws {
        let steps = options.tableSteps
        if steps == 0 { return }
        var withoutBlocks = description
        withoutBlocks.encoder.layers = 0
        let table = ParameterStore()
        let network = SentenceNetwork(table.scope, withoutBlocks)
        table.initialize(seed: options.run.seed)
        var trainer = DistillationTrainer(
            network, Optimizer(table, .adamW()), material,
            batch: min(4 * options.batch, material.texts.count),
            learningRate: 3 * options.learningRate, options)
        let schedule = LearningRateSchedule.cosine(total: steps, floor: 0.1)
        let bar = ProgressReporter("table", total: steps, quiet: options.run.quiet)
        for step in 0..<steps {
            let measured = try trainer.run(
                step: step, rateScale: schedule.rate(base: 1, step: step, warmup: steps / 20))
            bar.update(step + 1, measured.progress)
        }
        bar.finish()
        let trained = Dictionary(uniqueKeysWithValues: table.parameters.map { ($0.name, $0.values) })
        for parameter in store.parameters {
            if let values = trained[parameter.name] { _ = parameter.values.update(fromContentsOf: values) }
        }
    }

    private func description(width: Int) -> SentenceEncoder.Description {
        var encoder = TextEncoder.Configuration(
            vocabulary: tokenizer.vocabularySize, context: options.longest, width: options.width,
            layers: options.layers, heads: options.heads, segments: 0)
        encoder.dropout = options.dropout
        return .init(
            encoder: encoder, maximumTokens: options.longest, lowercases: false, pooling: .mean,
            steps: [
                .dense(inputs: options.width, outputs: width, hasBias: true, hasTangent: false), .normalize,
            ])
    }

    private func record(_ description: SentenceEncoder.Description, _ texts: DistillationTexts) -> RunRecord {
        let c = description.encoder
        return RunRecord(
            network:
                "a sentence encoder of \(c.layers) layers, width \(c.width), \(c.heads) heads, context "
                + "\(c.context), vocabulary \(c.vocabulary), vectors of \(description.width) numbers",
            settings: [
                "data": texts.fingerprint, "texts": String(texts.originals.count),
                "translations": String(texts.count - texts.originals.count),
                "batch": String(options.batch), "seed": String(options.run.seed),
                "steps": String(options.steps), "table steps": String(options.tableSteps),
                "learning rate": String(options.learningRate),
                "dropout": String(options.dropout), "contrast": String(options.contrast),
                "temperature": String(options.temperature), "typing errors": String(options.typingErrors),
            ])
    }
}

extension DistillationFigures {
    fileprivate var text: String {
        let parts = languages.map {
            String(
                format: "%@ cosine %.3f and %.3f, R@1 %.1f %%", $0.name, $0.originalCosine,
                $0.translationCosine, 100 * $0.retrieval)
        }
        return parts.joined(separator: "; ")
    }
}
