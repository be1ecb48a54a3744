internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetText

/// Tunes a ``SentenceEncoder`` for questions alone: their vectors come close to those of the passages that answer, which the
/// encoder as it was has made and which stay. An index of passages serves both before and after.
///
/// With the cosines `s` of a question and all keys of its collection, the loss is
/// `log(sum_k exp(s_k / t)) - log(sum_{k in right} exp(s_k / t))`: one of the keys of a right passage has to come before
/// those of all others (Chen et al., Dense X Retrieval, 2023, on the grains; van den Oord et al., 2018, on the loss).
public struct QuestionTuning: Validatable {
    /// A text that a question may find: a passage, or a part of it.
    public struct Key: Sendable, Equatable {
        public var text: String
        /// The number of its passage, over all collections.
        public var passage: Int
        /// Questions are told apart from the passages of their own collection only.
        public var collection: Int

        public init(_ text: String, passage: Int, collection: Int) {
            (self.text, self.passage, self.collection) = (text, passage, collection)
        }
    }

    public struct Example: Sendable, Equatable {
        public var question: String
        /// The passages that answer, at least one. The first ``most`` count.
        public var right: [Int]
        public var collection: Int

        /// Right passages that an example may have.
        public static let most = 8

        public init(_ question: String, right: [Int], collection: Int) {
            (self.question, self.right, self.collection) = (question, right, collection)
        }
    }

    public var options: TuningOptions
    /// `t`: the smaller, the more the closest keys count.
    public var temperature: Float = 0.05
    /// Share of the questions that are read with typing errors.
    public var typingErrors: Float = 0.2

    public init(_ options: TuningOptions) { self.options = options }

    public func validate() throws(InvalidConfiguration) {
        try options.validate()
        try check("temperature", temperature, in: 1e-3...100)
        try check("typingErrors", typingErrors, in: 0...1)
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues. The run's folder gets `encoder.safetensors`, an
    /// adapter or a single file with the whole encoder.
    ///
    /// - Parameters:
    ///   - path: the folder of a published encoder, or a single file.
    ///   - keys: of the examples and of the validation.
    ///   - validation: examples that are never trained on.
    public func run(_ path: String, keys: [Key], on examples: [Example], validation: [Example] = []) throws
        -> TuningOutcome
    {
        try validate()
        try options.require(examples.count)
        let source = try EncoderSource<SentenceEncoder.Description>(path: path)
        let table = try KeyTable(keys, SentenceEncoder(path: path, precision: options.run.precision))
        let tuned = try source.tuned(options) {
            SentenceNetwork($0, $1.withDropout(options.dropout), adapter: $2)
        }
        let texts = try QuestionTexts(examples, source, options, typingErrors: typingErrors)
        let unseen = try QuestionTexts(validation, source, options, typingErrors: 0)
        let training = try TextBatchTraining(
            .init(rows: [1], numbers: 1 + Example.most), lengths: [texts.lengths], of: tuned.trained, options
        ) { sides, further, mode in
            let vectors = tuned.network(sides[0].tokens, lengths: sides[0].lengths, mode: mode).normalized()
            return objective(vectors, further.numbers, table)
        }
        let loop = TuningLoop(
            title: "encoder", options: options, training: training, base: tuned.base,
            settings: [
                "data": texts.fingerprint, "keys": table.fingerprint, "temperature": String(temperature),
                "typing errors": String(typingErrors), "objective": "questions",
            ])
        let held = try (0..<unseen.count).map { try unseen.example($0, step: 0) }
        return try loop.tune(
            tuned, source, example: { (try? texts.example($0, step: $1)) ?? texts.plain($0) },
            validation: held)
    }

    /// - Parameters:
    ///   - vectors: `[batch, width]`.
    ///   - numbers: collection and right passages, `[batch, 1 + most]`.
    private func objective(_ vectors: Tensor, _ numbers: Tensor, _ table: KeyTable)
        -> TextBatchTraining.Objective
    {
        let graph = vectors.graph
        let keys = table.passages.count
        let vectorsOfKeys = graph.constant(table.vectors, shape: [keys, table.width])
        let collections = graph.constant(table.collections, shape: [1, keys])
        let passages = graph.constant(table.passages, shape: [1, keys])
        let isOwn = numbers.sliced(axis: 1, 0..<1).equal(to: collections)
        let isRight = (1...Example.most).map { numbers.sliced(axis: 1, $0..<$0 + 1).equal(to: passages) }
            .reduce(graph.fill(0)) { $0.maximum($1) }
        let products = vectors.matrixProduct(vectorsOfKeys, transposeRight: true).inFullPrecision()
        let logits = products * (1 / temperature)
        let own = logits + (isOwn - 1) * 1e6
        let right = logits + (isRight - 1) * 1e6
        let batch = vectors.shape[0]
        let losses = (own.logSumExponential() - right.logSumExponential()).reshaped([batch])
        return .init(
            losses: losses,
            measured: [("accuracy", own.isLargest(right.maximum(axis: 1).reshaped([batch])))])
    }
}

/// The vectors of all keys.
private struct KeyTable {
    let vectors: [Float]
    let width: Int
    let passages, collections: [Float]
    let fingerprint: String

    init(_ keys: [QuestionTuning.Key], _ encoder: SentenceEncoder) throws {
        var fingerprint = Fingerprint()
        for key in keys {
            fingerprint.add(key.text.utf8)
            fingerprint.add(UInt64(key.passage))
        }
        self.fingerprint = fingerprint.text
        vectors = try encoder.vectors(of: keys.map(\.text)).flatMap { $0 }
        width = encoder.width
        passages = keys.map { Float($0.passage) }
        collections = keys.map { Float($0.collection) }
    }
}

/// Questions as tokens, in each step some of them with typing errors.
private struct QuestionTexts {
    private let examples: [QuestionTuning.Example]
    private let rows: [TextRow]
    private let typingErrors: Float
    private let seed: UInt64
    private let encode: (_ text: String, _ longest: Int) throws -> TextRow
    /// Tokens of the longest question.
    private let longest: Int

    var count: Int { rows.count }
    var lengths: [Int] { rows.map { $0.ids.count } }

    init(
        _ examples: [QuestionTuning.Example], _ source: EncoderSource<SentenceEncoder.Description>,
        _ options: TuningOptions, typingErrors: Float
    ) throws {
        let (tokenizer, lowercases) = (source.tokenizer, source.description.lowercases)
        let most = min(options.longest, source.description.maximumTokens)
        (self.examples, self.typingErrors, seed) = (examples, typingErrors, options.run.seed)
        encode = { text, longest in
            let encoding = EncodingOptions(maximumLength: longest, tracksOffsets: false)
            return TextRow(try tokenizer.encode(lowercases ? text.lowercased() : text, options: encoding))
        }
        rows = try examples.map { [encode] in try encode($0.question, most) }
        longest = rows.reduce(0) { max($0, $1.ids.count) }
    }

    var fingerprint: String {
        var fingerprint = Fingerprint()
        for example in examples {
            fingerprint.add(example.question.utf8)
            for passage in example.right { fingerprint.add(UInt64(passage)) }
        }
        return fingerprint.text
    }

    /// An example as it is.
    func plain(_ index: Int) -> TextExample { example(index, rows[index]) }

    /// An example as a step reads it. Typing errors make more tokens: no question becomes longer than the longest one.
    func example(_ index: Int, step: Int) throws -> TextExample {
        var generator = PhiloxGenerator(
            seed: seed, step: UInt64(step), stream: UInt32(truncatingIfNeeded: index) ^ 0x5155_4553)
        guard Float.random(in: 0..<1, using: &generator) < typingErrors else { return plain(index) }
        let text = TypingErrors.apply(to: examples[index].question, using: &generator)
        return example(index, try encode(text, longest))
    }

    private func example(_ index: Int, _ row: TextRow) -> TextExample {
        let right = examples[index].right.prefix(QuestionTuning.Example.most).map { Float($0) }
        let missing = QuestionTuning.Example.most - right.count
        return TextExample(
            sides: [[row]],
            numbers: [Float(examples[index].collection)] + right + Array(repeating: -1, count: missing))
    }
}
