internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetText

/// Tunes a ``PairEncoder`` on questions, each with a passage that answers it and others that do not.
///
/// The loss of a question with logits `x`, the right one's first, is
/// `-log(exp(x_0) / sum_j exp(x_j)) + weight mean_j (softplus(x_j) - x_j [j = 0])`: the right passage comes before the
/// others, and a logit says by itself whether its passage answers. A question without a right passage has the second term
/// only.
public struct PairTuning: Validatable {
    public struct Example: Sendable, Equatable {
        public var question: String
        /// A passage that answers; nil if none of them does.
        public var right: String?
        public var wrong: [String]

        public init(_ question: String, right: String?, wrong: [String]) {
            (self.question, self.right, self.wrong) = (question, right, wrong)
        }
    }

    public var options: TuningOptions
    /// Wrong passages of a question in a step, drawn from those that it has.
    public var wrong = 7
    /// `weight`: of the cross-entropy of right and wrong.
    public var weight: Float = 1

    public init(_ options: TuningOptions) { self.options = options }

    public func validate() throws(InvalidConfiguration) {
        try options.validate()
        try check("wrong", wrong, in: 1...256)
        try check("weight", weight, in: 0...1000)
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues. The run's folder gets `pairs.safetensors`, an
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
        let source = try EncoderSource<PairEncoder.Description>(path: path)
        let tuned = try source.tuned(options) {
            PairNetwork($0, $1.withDropout(options.dropout), adapter: $2)
        }
        let pairs = try PairRows(examples, source, options, wrong: wrong)
        let unseen = try PairRows(validation, source, options, wrong: wrong)
        let training = try TextBatchTraining(
            .init(rows: [1 + wrong], numbers: 2 + wrong), lengths: [pairs.lengths], of: tuned.trained, options
        ) { sides, further, mode in
            let side = sides[0]
            let logits = tuned.network(
                side.tokens, lengths: side.lengths, segments: side.segments, mode: mode)
            return objective(logits, further.numbers)
        }
        let loop = TuningLoop(
            title: "pairs", options: options, training: training, base: tuned.base,
            settings: [
                "data": pairs.fingerprint, "wrong": String(wrong), "weight": String(weight),
                "objective": "pairs",
            ])
        let held = (0..<unseen.count).map { unseen.example($0, seed: options.run.seed, step: 0) }
        return try loop.tune(
            tuned, source, example: { pairs.example($0, seed: options.run.seed, step: $1) }, validation: held)
    }

    /// - Parameters:
    ///   - logits: `[batch (1 + wrong), 1]`.
    ///   - numbers: whether there is a right passage, and which rows are there, `[batch, 2 + wrong]`.
    private func objective(_ logits: Tensor, _ numbers: Tensor) -> TextBatchTraining.Objective {
        let (batch, rows) = (numbers.shape[0], numbers.shape[1] - 1)
        let x = logits.reshaped([batch, rows])
        let hasRight = numbers.sliced(axis: 1, 0..<1)
        let isThere = numbers.sliced(axis: 1, 1..<rows + 1)
        let count = isThere.sum(axes: [1])
        let target = x.graph.constant((0..<rows).map { $0 == 0 ? 1 : 0 }, shape: [1, rows])
        let masked = x + (isThere - 1) * 1e6
        let right = masked.sliced(axis: 1, 0..<1).reshaped([batch])
        let ranking = masked.crossEntropies(right: right) * hasRight.reshaped([batch])
        let telling = ((x.softplus() - x * target) * isThere).sum(axes: [1]) / count
        let isTold = x.greater(than: x.graph.fill(0)).equal(to: target)
        return .init(
            losses: ranking + telling * weight,
            measured: [
                ("accuracy", (1 - hasRight.reshaped([batch])).maximum(masked.isLargest(right))),
                ("toldApart", (isTold * isThere).sum(axes: [1]) / count),
            ])
    }
}

/// Examples as tokens of pairs.
private struct PairRows {
    /// The right pair of each question, and the wrong ones.
    private let rows: [(right: TextRow?, wrong: [TextRow])]
    private let wrong: Int
    let fingerprint: String

    var count: Int { rows.count }
    /// The longest pair of each question.
    var lengths: [Int] {
        rows.map { row in (row.wrong + (row.right.map { [$0] } ?? [])).reduce(1) { max($0, $1.ids.count) } }
    }

    init(
        _ examples: [PairTuning.Example], _ source: EncoderSource<PairEncoder.Description>,
        _ options: TuningOptions, wrong: Int
    ) throws {
        self.wrong = wrong
        var description = source.description
        description.maximumTokens = min(description.maximumTokens, options.longest)
        let (tokenizer, settings) = (source.tokenizer, description)
        let usable = examples.filter { $0.right != nil || !$0.wrong.isEmpty }
        rows = try parallelMap(usable.count) { index in
            let example = usable[index]
            let passages = (example.right.map { [$0] } ?? []) + example.wrong
            let encoded = try settings.encodings(of: example.question, with: passages, tokenizer).map {
                TextRow($0)
            }
            return example.right == nil ? (nil, encoded) : (encoded[0], Array(encoded.dropFirst()))
        }
        var fingerprint = Fingerprint()
        for example in usable {
            for text in [example.question, example.right ?? ""] + example.wrong {
                fingerprint.add(text.utf8)
                fingerprint.add(0)
            }
        }
        self.fingerprint = fingerprint.text
    }

    /// A question with wrong passages drawn for a step.
    func example(_ index: Int, seed: UInt64, step: Int) -> TextExample {
        let row = rows[index]
        var generator = PhiloxGenerator(
            seed: seed, step: UInt64(step), stream: UInt32(truncatingIfNeeded: index) ^ 0x5752_4F4E)
        let chosen = row.wrong.shuffled(using: &generator).prefix(wrong)
        let filler = TextRow.empty
        let missing = wrong - chosen.count
        return TextExample(
            sides: [[row.right ?? filler] + chosen + Array(repeating: filler, count: missing)],
            numbers: [row.right == nil ? 0 : 1, row.right == nil ? 0 : 1]
                + Array(repeating: 1, count: chosen.count) + Array(repeating: 0, count: missing))
    }
}
