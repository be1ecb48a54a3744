internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetText

/// Tunes an encoder with a ``SpanHead`` on questions and the parts of passages that answer them: half the sum of the
/// cross-entropies of the answer's first and last token. Where a part of a passage has no answer, both are `[CLS]`.
public struct AnswerTuning: Validatable {
    public struct Example: Sendable, Equatable {
        public var question: String
        public var passage: String
        /// Where the passage answers, in Unicode scalars; the first is learned, a test accepts each. Empty if it does not
        /// answer.
        public var answers: [Range<Int>]

        public init(_ question: String, passage: String, answers: [Range<Int>]) {
            (self.question, self.passage, self.answers) = (question, passage, answers)
        }

        /// The texts of the answers.
        public var answerTexts: [String] {
            let places = TextPlaces(passage)
            return answers.map { places.part(places.bytes($0.clamped(to: 0..<places.count))) }
        }
    }

    public var options: TuningOptions

    public init(_ options: TuningOptions) { self.options = options }

    public func validate() throws(InvalidConfiguration) {
        try options.validate()
        try check("longest", options.longest, in: 32...1 << 16)
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues. The run's folder gets `answer.safetensors`, an
    /// adapter or a single file with the whole network.
    ///
    /// - Parameters:
    ///   - path: the folder of a published encoder, or a single file.
    ///   - validation: examples that are never trained on.
    public func run(_ path: String, on examples: [Example], validation: [Example] = []) throws
        -> TuningOutcome
    {
        try validate()
        let encoder = try EncoderSource<SentenceEncoder.Description>(path: path)
        let source = try EncoderSource<AnswerFinder.Description>(encoder, labels: [], head: nil)
        let tuned = try source.tuned(options) {
            AnswerNetwork($0, $1.withDropout(options.dropout), adapter: $2)
        }
        let windows = try self.windows(examples, source)
        try options.require(windows.count)
        let training = try TextBatchTraining(
            .init(rows: [1], numbers: 2), lengths: [windows.map { $0.sides[0][0].ids.count }],
            of: tuned.trained, options
        ) { sides, further, mode in
            let side = sides[0]
            let logits = tuned.network(
                side.tokens, lengths: side.lengths, segments: side.segments, mask: side.marks + 0, mode: mode)
            return objective(logits, further.numbers)
        }
        let loop = TuningLoop(
            title: "answer", options: options, training: training, base: tuned.base,
            settings: [
                "data": fingerprint(examples), "objective": AnswerFinder.Description.objective,
                "encoder": encoder.absolutePath,
            ])
        return try loop.tune(
            tuned, source, example: { index, _ in windows[index] },
            validation: try self.windows(validation, source))
    }

    /// - Parameter places: of the first and last token, `[batch, 2]`.
    private func objective(_ logits: SpanHead.Logits, _ places: Tensor) -> TextBatchTraining.Objective {
        let (batch, time) = (logits.start.shape[0], logits.start.shape[1])
        let all = places.graph.constant((0..<time).map { Float($0) }, shape: [1, time])
        func right(_ logits: Tensor, _ part: Int) -> Tensor {
            (logits * places.sliced(axis: 1, part..<part + 1).equal(to: all)).sum(axes: [1]).reshaped([batch])
        }
        let (start, end) = (right(logits.start, 0), right(logits.end, 1))
        return .init(
            losses: (logits.start.crossEntropies(right: start) + logits.end.crossEntropies(right: end)) * 0.5,
            measured: [("exact", logits.start.isLargest(start) * logits.end.isLargest(end))])
    }

    /// Each question with each part of its passage.
    private func windows(_ examples: [Example], _ source: EncoderSource<AnswerFinder.Description>) throws
        -> [TextExample]
    {
        let (tokenizer, description) = (source.tokenizer, source.description)
        let longest = min(options.longest, description.maximumTokens)
        return try parallelMap(examples.count) { index in
            let example = examples[index]
            let places = TextPlaces(example.passage)
            let answer = example.answers.first.map { places.bytes($0.clamped(to: 0..<places.count)) }
            return try description.windows(
                example.question, example.passage, tokenizer, longest: longest
            ).map { window in
                var marks = [Int32](repeating: 0, count: window.encoding.ids.count)
                for place in [0] + window.passageTokens { marks[place] = 1 }
                let span = answer.flatMap { window.tokens($0) } ?? (0, 0)
                return TextExample(
                    sides: [[TextRow(window.encoding, marks: marks)]],
                    numbers: [Float(span.first), Float(span.last)])
            }
        }.flatMap { $0 }
    }

    private func fingerprint(_ examples: [Example]) -> String {
        let lines = examples.map { example in
            example.question + "\t" + example.passage
                + example.answers.map { "\t\($0.lowerBound) \($0.upperBound)" }.joined()
        }
        return Fingerprint(lines.joined(separator: "\n")).text
    }
}
