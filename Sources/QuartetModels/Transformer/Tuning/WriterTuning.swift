internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetText

/// Tunes an encoder with a decoder that writes answers from statements: the mean over an answer's tokens of
/// `-log p(token)`, where a token is generated or copied. The decoder begins as a copy of the encoder's blocks.
public struct WriterTuning: Validatable {
    public struct Example: Sendable, Equatable {
        public var question: String
        /// What the answer is made of, in order.
        public var statements: [String]
        /// Other statements of the passage, some of which stand beside the first ones in a step.
        public var others: [String]
        public var answer: String

        public init(_ question: String, statements: [String], others: [String] = [], answer: String) {
            (self.question, self.statements, self.others) = (question, statements, others)
            self.answer = answer
        }
    }

    public var options: TuningOptions
    /// Share of the examples that have another statement in a step, and of those that have two.
    public var distraction: Float = 0.5

    public init(_ options: TuningOptions) { self.options = options }

    public func validate() throws(InvalidConfiguration) {
        try options.validate()
        try check("longest", options.longest, in: 32...1 << 16)
        try check("distraction", distraction, in: 0...1)
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues. The run's folder gets `writer.safetensors`, in
    /// half precision: an adapter with the decoder, or a single file with the whole network.
    ///
    /// - Parameters:
    ///   - path: the folder of a published encoder, or a single file.
    ///   - validation: examples that are never trained on.
    public func run(_ path: String, on examples: [Example], validation: [Example] = []) throws
        -> TuningOutcome
    {
        try validate()
        try options.require(examples.count)
        let encoder = try EncoderSource<SentenceEncoder.Description>(path: path)
        let source = try EncoderSource<AnswerWriter.Description>(encoder, labels: [], head: nil)
        let tuned = try source.tuned(options) {
            WritingNetwork($0, $1.withDropout(options.dropout), adapter: $2)
        }
        if options.start == nil {
            WritingNetwork.beginDecoder(in: tuned.trained, from: tuned.weights, source.description)
        }
        let rows = try WriterRows(examples, source, longest: options.longest, distraction)
        let unseen = try WriterRows(validation, source, longest: options.longest, distraction)
        let training = try TextBatchTraining(
            .init(rows: [1, 1]), lengths: [rows.sourceLengths, rows.answerLengths], of: tuned.trained, options
        ) { sides, _, mode in
            objective(tuned.network, answer: sides[1], source: sides[0], mode)
        }
        let loop = TuningLoop(
            title: "writer", options: options, training: training, base: tuned.base,
            settings: [
                "data": rows.fingerprint, "objective": AnswerWriter.Description.objective,
                "encoder": encoder.absolutePath, "distraction": String(distraction),
            ])
        let held = (0..<unseen.count).map { unseen.example($0, seed: options.run.seed, step: 0) }
        return try loop.tune(
            tuned, source, as: .float16, example: { rows.example($0, seed: options.run.seed, step: $1) },
            validation: held)
    }

    /// The answer's marks are the tokens that come next.
    private func objective(
        _ network: WritingNetwork, answer: TextInputs, source: TextInputs, _ mode: Mode
    ) -> TextBatchTraining.Objective {
        let probabilities = network.probabilities(
            of: answer.marks, given: answer.tokens, source: source, mode: mode)
        let count = (answer.lengths + 0)
        let losses = ((probabilities + 1e-9).logarithm() * answer.isText).sum(axes: [1]) * -1 / count
        let likely =
            (probabilities.greater(than: probabilities.graph.fill(0.5)) * answer.isText)
            .sum(axes: [1]) / count
        return .init(losses: losses, measured: [("certain", likely)])
    }
}

/// Examples as tokens.
private struct WriterRows {
    private let examples: [WriterTuning.Example]
    private let answers: [TextRow]
    /// With all of the statements that a step may show.
    let sourceLengths: [Int]
    let fingerprint: String
    private let source: EncoderSource<AnswerWriter.Description>
    private let longest: Int
    private let distraction: Float

    var count: Int { answers.count }
    var answerLengths: [Int] { answers.map(\.ids.count) }

    init(
        _ examples: [WriterTuning.Example], _ source: EncoderSource<AnswerWriter.Description>, longest: Int,
        _ distraction: Float
    ) throws {
        let longest = min(longest, source.description.maximumTokens)
        let (begin, end) = try AnswerWriter.ends(of: source.tokenizer)
        (self.source, self.longest, self.distraction) = (source, longest, distraction)
        let (tokenizer, description) = (source.tokenizer, source.description)
        let encoded = try parallelMap(examples.count) { index -> (answer: [Int32], source: Int) in
            let example = examples[index]
            let answer = tokenizer.ids(
                of: description.cased(example.answer), addsSpecialTokens: false, findsSpecialTokens: false)
            let longestOthers = example.others.sorted { $0.utf8.count > $1.utf8.count }.prefix(2)
            let all = try description.source(
                example.question, example.statements + longestOthers, tokenizer, longest: longest)
            return (answer, all.ids.count)
        }
        // An answer that had to be cut would teach to end where nothing ends.
        let usable = examples.indices.filter {
            (1..<AnswerWriter.longestAnswer).contains(encoded[$0].answer.count)
        }
        self.examples = usable.map { examples[$0] }
        answers = usable.map { TextRow(answer: encoded[$0].answer, begin: begin, end: end) }
        sourceLengths = usable.map { encoded[$0].source }
        var fingerprint = Fingerprint()
        for example in self.examples {
            for text in [example.question, example.answer] + example.statements + example.others {
                fingerprint.add(text.utf8)
                fingerprint.add(0)
            }
        }
        self.fingerprint = fingerprint.text
    }

    /// An answer with its statements, between which a step puts others.
    func example(_ index: Int, seed: UInt64, step: Int) -> TextExample {
        let example = examples[index]
        var generator = PhiloxGenerator(
            seed: seed, step: UInt64(step), stream: UInt32(truncatingIfNeeded: index) ^ 0x5752_4954)
        var statements = example.statements
        let draw = Float.random(in: 0..<1, using: &generator)
        let count = draw < distraction * distraction ? 2 : draw < distraction ? 1 : 0
        for other in example.others.shuffled(using: &generator).prefix(count) {
            statements.insert(other, at: Int.random(in: 0...statements.count, using: &generator))
        }
        let encoding = try? source.description.source(
            example.question, statements, source.tokenizer, longest: longest)
        return TextExample(sides: [[encoding.map { TextRow($0) } ?? .empty], [answers[index]]])
    }
}
