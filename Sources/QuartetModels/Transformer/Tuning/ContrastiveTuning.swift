internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetText

/// Tunes a ``SentenceEncoder`` so that texts come close to their positives and far from those of others (InfoNCE; van den
/// Oord et al., 2018): `-mean_i log(exp(q_i . k_i / t) / sum_j exp(q_i . k_j / t))` over the positives of the whole batch
/// and the hard negatives of its examples.
public struct ContrastiveTuning: Validatable {
    public struct Example: Sendable, Equatable {
        public var text: String
        /// What the text should be close to: its answer, or a paraphrase.
        public var positive: String
        /// What it should not be close to, though it resembles it.
        public var negatives: [String]
        /// Examples of one group, such as an intent, are no negatives of each other. By default those with the same
        /// positive are a group.
        public var group: String?

        public init(_ text: String, positive: String, negatives: [String] = [], group: String? = nil) {
            (self.text, self.positive, self.negatives, self.group) = (text, positive, negatives, group)
        }
    }

    public var options: TuningOptions
    /// `t`: the smaller, the more the closest negatives count.
    public var temperature: Float = 0.05
    /// Hard negatives of an example in a step, drawn from those that it has.
    public var negatives = 1

    public init(_ options: TuningOptions) { self.options = options }

    public func validate() throws(InvalidConfiguration) {
        try options.validate()
        try check("temperature", temperature, in: 1e-3...100)
        try check("negatives", negatives, in: 0...256)
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues. The run's folder gets `encoder.safetensors`, an
    /// adapter or a single file with the whole encoder.
    ///
    /// - Parameters:
    ///   - path: the folder of a published encoder, or a single file.
    ///   - validation: examples that are never trained on.
    public func run(_ path: String, on examples: [Example], validation: [Example] = []) throws
        -> TuningOutcome
    {
        try validate()
        try options.require(examples.count)
        let source = try EncoderSource<SentenceEncoder.Description>(path: path)
        let tuned = try source.tuned(options) {
            SentenceNetwork($0, $1.withDropout(options.dropout), adapter: $2)
        }
        let texts = try ContrastiveTexts(examples, source, options, negatives: negatives)
        let unseen = try ContrastiveTexts(validation, source, options, negatives: negatives)
        let training = try TextBatchTraining(
            .init(rows: [1, 1 + negatives], numbers: 1 + negatives), lengths: texts.lengths,
            of: tuned.trained, options
        ) { sides, further, mode in
            objective(tuned.network, sides, further.numbers, mode)
        }
        let loop = TuningLoop(
            title: "encoder", options: options, training: training, base: tuned.base,
            settings: [
                "data": texts.fingerprint, "temperature": String(temperature),
                "negatives": String(negatives), "objective": "contrastive",
            ])
        let held = (0..<unseen.count).map { unseen.example($0, seed: options.run.seed, step: 0) }
        return try loop.tune(
            tuned, source, example: { texts.example($0, seed: options.run.seed, step: $1) }, validation: held)
    }

    private func objective(
        _ network: SentenceNetwork, _ sides: [TextInputs], _ groups: Tensor, _ mode: Mode
    ) -> TextBatchTraining.Objective {
        let vectors = sides.map { network($0.tokens, lengths: $0.lengths, mode: mode).normalized() }
        let (batch, keys) = (vectors[0].shape[0], vectors[1].shape[0])
        let graph = groups.graph
        let own = graph.constant(
            (0..<batch * keys).map { $0 % keys == $0 / keys * (keys / batch) ? 1 : 0 }, shape: [batch, keys])
        // Keys of the query's own group are hidden, but for its positive; so are places without a text.
        let groupOfKey = groups.reshaped([1, keys])
        let isOfGroup = groups.sliced(axis: 1, 0..<1).equal(to: groupOfKey)
        let isEmpty = graph.fill(-0.5).greater(than: groupOfKey)
        let hidden = (isOfGroup - own).maximum(isEmpty)
        let products = vectors[0].matrixProduct(vectors[1], transposeRight: true).inFullPrecision()
        let logits = products * (1 / temperature) - hidden * 1e6
        let right = (logits * own).sum(axes: [1])
        return .init(
            losses: logits.crossEntropies(right: right),
            measured: [("accuracy", logits.isLargest(right))])
    }
}

/// Examples as tokens, with the groups of their keys.
private struct ContrastiveTexts {
    private let texts: [TextRow]
    /// Index of an example's text, and of its positive and negatives.
    private let rows: [(query: Int, keys: [Int], groups: [Float])]
    private let negatives: Int
    let fingerprint: String

    var count: Int { rows.count }
    var lengths: [[Int]] {
        [
            rows.map { texts[$0.query].ids.count },
            rows.map { $0.keys.reduce(0) { max($0, texts[$1].ids.count) } },
        ]
    }

    init(
        _ examples: [ContrastiveTuning.Example], _ source: EncoderSource<SentenceEncoder.Description>,
        _ options: TuningOptions, negatives: Int
    ) throws {
        self.negatives = negatives
        var table = TextTable()
        var groups: [String: Float] = [:]
        func group(_ name: String) -> Float {
            if let known = groups[name] { return known }
            groups[name] = Float(groups.count)
            return Float(groups.count - 1)
        }
        let own = examples.map { group($0.group.map { "group " + $0 } ?? "text " + $0.positive) }
        // A negative that is another example's positive has that one's group.
        let ofPositive = Dictionary(zip(examples.map(\.positive), own)) { first, _ in first }
        rows = zip(examples, own).map { example, ownGroup in
            (
                query: table.index(of: example.text),
                keys: ([example.positive] + example.negatives).map { table.index(of: $0) },
                groups: [ownGroup] + example.negatives.map { ofPositive[$0] ?? group("text " + $0) }
            )
        }
        texts = try table.encoded(source, options)
        var fingerprint = Fingerprint()
        for example in examples {
            for text in [example.text, example.positive] + example.negatives + [example.group ?? ""] {
                fingerprint.add(text.utf8)
                fingerprint.add(0)
            }
        }
        self.fingerprint = fingerprint.text
    }

    /// An example with negatives drawn for a step.
    func example(_ index: Int, seed: UInt64, step: Int) -> TextExample {
        let row = rows[index]
        var generator = PhiloxGenerator(
            seed: seed, step: UInt64(step), stream: UInt32(truncatingIfNeeded: index) ^ 0x4E45_4741)
        let chosen = Array(row.keys.indices.dropFirst()).shuffled(using: &generator).prefix(negatives)
        let missing = negatives - chosen.count
        let keys = [row.keys[0]] + chosen.map { row.keys[$0] } + Array(repeating: row.keys[0], count: missing)
        return TextExample(
            sides: [[texts[row.query]], keys.map { texts[$0] }],
            numbers: [row.groups[0]] + chosen.map { row.groups[$0] } + Array(repeating: -1, count: missing))
    }
}
