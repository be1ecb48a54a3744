internal import Foundation
internal import QuartetEngine
internal import QuartetFiles
internal import QuartetText

/// Tunes an encoder with a ``ClassifierHead`` on texts and their classes: cross-entropy with label smoothing (Szegedy et
/// al., 2016).
public struct ClassifierTuning: Validatable {
    public struct Example: Sendable, Equatable {
        public var text: String
        public var label: String

        public init(_ text: String, label: String) { (self.text, self.label) = (text, label) }
    }

    public var options: TuningOptions
    public var labelSmoothing: Float = 0.1

    public init(_ options: TuningOptions) { self.options = options }

    public func validate() throws(InvalidConfiguration) {
        try options.validate()
        try check("labelSmoothing", labelSmoothing, in: 0..<1)
    }

    /// Trains to the end, or until Ctrl-C, after which `resume` continues. The run's folder gets
    /// `classifier.safetensors`, an adapter or a single file with the whole classifier.
    ///
    /// - Parameters:
    ///   - path: the folder of a published sentence encoder, or a single file.
    ///   - validation: examples that are never trained on; those of a class that is not trained do not count.
    public func run(_ path: String, on examples: [Example], validation: [Example] = []) throws
        -> TuningOutcome
    {
        try validate()
        try options.require(examples.count)
        let encoder = try EncoderSource<SentenceEncoder.Description>(path: path)
        let labels = Set(examples.map(\.label)).sorted()
        let source = try EncoderSource<TextClassifier.Description>(encoder, labels: labels, head: nil)
        let tuned = try source.tuned(options) {
            ClassifierNetwork($0, $1.withDropout(options.dropout), adapter: $2)
        }
        tuned.adapter?.labels = labels
        let texts = try self.texts(examples, labels, source)
        let training = try TextBatchTraining(
            .init(rows: [1]), lengths: [texts.map { $0.sides[0][0].ids.count }], of: tuned.trained, options
        ) { sides, further, mode in
            let logits = tuned.network(sides[0].tokens, lengths: sides[0].lengths, mode: mode)
            let right = logits.picked(at: further.labels)
            let smoothing = mode == .training ? labelSmoothing : 0
            return .init(
                losses: logits.crossEntropies(right: right, smoothing: smoothing),
                measured: [("accuracy", logits.isLargest(right))])
        }
        let loop = TuningLoop(
            title: "classifier", options: options, training: training, base: tuned.base,
            settings: [
                "data": Fingerprint(examples.map { $0.text + "\t" + $0.label }.joined(separator: "\n")).text,
                "label smoothing": String(labelSmoothing),
                "objective": TextClassifier.Description.objective, "encoder": encoder.absolutePath,
            ])
        return try loop.tune(
            tuned, source, example: { index, _ in texts[index] },
            validation: try self.texts(validation, labels, source))
    }

    private func texts(
        _ examples: [Example], _ labels: [String], _ source: EncoderSource<TextClassifier.Description>
    ) throws -> [TextExample] {
        let numbers = Dictionary(uniqueKeysWithValues: zip(labels, labels.indices.map { Int32($0) }))
        let known = examples.filter { numbers[$0.label] != nil }
        var table = TextTable()
        let places = known.map { table.index(of: $0.text) }
        let rows = try table.encoded(source, options)
        return zip(known, places).map {
            TextExample(sides: [[rows[$1]]], label: numbers[$0.label] ?? 0, numbers: [0])
        }
    }
}
