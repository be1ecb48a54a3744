internal import Foundation
public import QuartetEngine
internal import QuartetFiles
public import QuartetText

/// Tunes an encoder with a ``TokenHead`` on texts and their entities: the cross-entropy of the classes of the tokens,
/// mean over a text.
public struct EntityTuning: Validatable {
    public struct Example: Sendable, Equatable, Codable {
        public var text: String
        /// They must lie in the text and must not overlap.
        public var spans: [Entity]

        public init(_ text: String, spans: [Entity]) { (self.text, self.spans) = (text, spans) }

        /// What is wrong with the spans; nil for nothing.
        public var problem: String? {
            let count = text.unicodeScalars.count
            for span in spans {
                let place = "the span \(span.start) to \(span.end)"
                if span.start < 0 || span.end > count || span.start >= span.end {
                    return "\(place) is not a part of the text, which has \(count) characters"
                }
                if span.label.allSatisfy(\.isWhitespace) { return "\(place) has no label" }
            }
            let sorted = spans.sorted { $0.start < $1.start }
            for (one, next) in zip(sorted, sorted.dropFirst()) where next.start < one.end {
                return "the spans \(one.start) to \(one.end) and \(next.start) to \(next.end) overlap"
            }
            return nil
        }
    }

    public var options: TuningOptions

    public init(_ options: TuningOptions) { self.options = options }

    public func validate() throws(InvalidConfiguration) { try options.validate() }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues. The run's folder gets `entities.safetensors`, an
    /// adapter or a single file with the whole tagger.
    ///
    /// - Parameters:
    ///   - path: the folder of a published sentence encoder, or a single file.
    ///   - validation: examples that are never trained on.
    public func run(_ path: String, on examples: [Example], validation: [Example] = []) throws
        -> TuningOutcome
    {
        try check(examples, validation)
        let encoder = try EncoderSource<SentenceEncoder.Description>(path: path)
        let source = try EncoderSource<EntityTagger.Description>(
            encoder, labels: labels(of: examples), head: nil)
        return try tune(source, beginning: encoder.absolutePath, examples, validation)
    }

    /// The same with an encoder that is made new, all of whose weights are trained and written as `element`.
    public func run(
        new encoder: TextEncoder.Configuration, _ tokenizer: Tokenizer, on examples: [Example],
        validation: [Example] = [], as element: SafetensorsFile.Element = .float32
    ) throws -> TuningOutcome {
        try check(examples, validation)
        let source = try EncoderSource(
            path: "a new encoder",
            description: EntityTagger.Description(encoder, labels: labels(of: examples)),
            tokenizer: tokenizer, weights: [])
        var new = self
        new.options.method = .whole
        return try new.tune(source, beginning: source.path, examples, validation, as: element)
    }

    private func check(_ examples: [Example], _ validation: [Example]) throws {
        try validate()
        try options.require(examples.count)
        for example in examples + validation {
            if let problem = example.problem {
                throw InvalidConfiguration("spans", is: problem, expected: "parts of the text")
            }
        }
    }

    private func labels(of examples: [Example]) -> [String] {
        Set(examples.flatMap { $0.spans.map(\.label) }).sorted()
    }

    private func tune(
        _ source: EncoderSource<EntityTagger.Description>, beginning: String, _ examples: [Example],
        _ validation: [Example], as element: SafetensorsFile.Element = .float32
    ) throws -> TuningOutcome {
        let tuned = try source.tuned(options) {
            EntityNetwork($0, $1.withDropout(options.dropout), adapter: $2)
        }
        tuned.adapter?.labels = source.description.labels
        let rows = try self.rows(examples, source)
        let training = try TextBatchTraining(
            .init(rows: [1]), lengths: [rows.map(\.ids.count)], of: tuned.trained, options
        ) { sides, _, mode in
            objective(tuned.network(sides[0].tokens, lengths: sides[0].lengths, mode: mode), sides[0])
        }
        let loop = TuningLoop(
            title: "entities", options: options, training: training, base: tuned.base,
            settings: [
                "data": fingerprint(examples), "objective": EntityTagger.Description.objective,
                "encoder": beginning,
            ])
        return try loop.tune(
            tuned, source, as: element,
            example: { index, _ in TextExample(sides: [[rows[index]]], numbers: [0]) },
            validation: try self.rows(validation, source).map { TextExample(sides: [[$0]], numbers: [0]) })
    }

    /// - Parameter scores: `[batch, tokens, classes]`.
    private func objective(_ scores: Tensor, _ texts: TextInputs) -> TextBatchTraining.Objective {
        let (batch, isText) = (scores.shape[0], texts.isText)
        let right = scores.picked(at: texts.marks)
        let counts = isText.sum(axes: [1]).reshaped([batch])
        func mean(_ values: Tensor) -> Tensor {
            (values.reshaped(isText.shape) * isText).sum(axes: [1]).reshaped([batch]) / counts
        }
        let losses = scores.logSumExponential().reshaped(isText.shape) - right.reshaped(isText.shape)
        let isRight =
            1 - scores.maximum(axis: 2).reshaped(isText.shape).greater(than: right.reshaped(isText.shape))
        return .init(losses: mean(losses), measured: [("accuracy", mean(isRight))])
    }

    private func rows(_ examples: [Example], _ source: EncoderSource<EntityTagger.Description>) throws
        -> [TextRow]
    {
        let (tokenizer, description) = (source.tokenizer, source.description)
        let encoding = EncodingOptions(
            maximumLength: min(options.longest, description.maximumTokens), findsSpecialTokens: false)
        return try parallelMap(examples.count) { index in
            let example = examples[index]
            let places = TextPlaces(example.text)
            let encoded = try tokenizer.encode(description.cased(example.text), options: encoding)
            let marks = description.tags.tags(
                of: encoded.offsets,
                entities: example.spans.map { ($0.label, places.bytes($0.start..<$0.end)) })
            return TextRow(encoded, marks: marks)
        }
    }

    private func fingerprint(_ examples: [Example]) -> String {
        let lines = examples.map { example in
            example.text + example.spans.map { "\t\($0.label) \($0.start) \($0.end)" }.joined()
        }
        return Fingerprint(lines.joined(separator: "\n")).text
    }
}
