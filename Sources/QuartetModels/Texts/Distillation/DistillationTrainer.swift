internal import QuartetEngine
internal import QuartetFiles
internal import QuartetText

/// The steps of a distillation: batches of texts of like lengths, and a plan for each length that they are padded to,
/// all in the memory of the longest.
struct DistillationTrainer {
    private let network: SentenceNetwork
    private let optimizer: Optimizer
    private let material: DistillationMaterial
    private let options: SentenceDistillation.Options
    private let learningRate: Float
    private var batches: LengthBatches
    private var passes: [Int: Pass] = [:]

    private struct Pass {
        let objective: DistillationObjective
        let step: TrainingStep
    }

    init(
        _ network: SentenceNetwork, _ optimizer: Optimizer, _ material: DistillationMaterial, batch: Int,
        learningRate: Float, _ options: SentenceDistillation.Options
    ) {
        (self.network, self.optimizer, self.material) = (network, optimizer, material)
        (self.options, self.learningRate) = (options, learningRate)
        batches = LengthBatches(
            lengths: material.tokens.lengths, batch: batch, shapes: 10, seed: options.run.seed)
    }

    /// One step.
    mutating func run(step: Int, rateScale: Float) throws -> Measurements {
        let (chosen, length) = batches.next(step: step)
        let pass = try plannedPass(length: length)
        var generator = PhiloxGenerator(seed: options.run.seed, step: UInt64(step), stream: 0x5459_5045)
        let rows = try chosen.map { try row(Int($0), length: length, &generator) }
        try pass.objective.fill(pass.step.plan, rows) { row, destination in
            try material.teacher.copy(material.texts.row(Int(chosen[row])), to: destination)
        }
        try pass.step.run(seed: options.run.seed, step: step, rateScale: rateScale)
        return pass.step.measurements
    }

    /// The tokens of an example; of some of them with typing errors.
    private func row(_ index: Int, length: Int, _ generator: inout PhiloxGenerator) throws -> ArraySlice<
        Int32
    > {
        guard Float.random(in: 0..<1, using: &generator) < options.typingErrors else {
            return material.tokens[index]
        }
        let text = TypingErrors.apply(to: material.texts.text(index), using: &generator)
        let encoding = EncodingOptions(maximumLength: length, tracksOffsets: false)
        return try material.tokenizer.encode(text, options: encoding).ids[...]
    }

    private mutating func plannedPass(length: Int) throws -> Pass {
        if let pass = passes[length] { return pass }
        let longest = batches.times.last.flatMap { $0 > length ? $0 : nil }
        let shared = try longest.map { try plannedPass(length: $0).step.plan }
        let objective = DistillationObjective(
            network, width: material.teacher.width, batch: batches.batch, length: length,
            contrast: options.contrast,
            temperature: options.temperature)
        let step = try TrainingStep(
            [
                .init(
                    minimizing: objective.loss, with: optimizer, learningRate: learningRate,
                    gradientLimit: 1, measuring: [("cosine", objective.cosine)])
            ], precision: options.run.precision, sharingMemoryOf: shared)
        let pass = Pass(objective: objective, step: step)
        passes[length] = pass
        return pass
    }
}

/// What the steps of a distillation read.
struct DistillationMaterial {
    let texts: DistillationTexts
    /// Of the texts, by the student's tokenizer.
    let tokens: TokenRows
    let teacher: TeacherVectors
    let tokenizer: Tokenizer
}
