import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetModels
import QuartetReports
import QuartetText

/// `quartet lab entities train`.
struct TrainEntities: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Tune an encoder to find entities, by classes of its tokens (BIO).",
        discussion: """
            The data is JSON lines: objects with text and spans, each with start, end (in characters, counted from 0; the \
            end is behind the last one) and label. Writes to --out: last.safetensors (the checkpoint that --resume reads), \
            entities.safetensors (the adapter, or with --whole all weights), best.safetensors (the same with the lowest \
            validation loss), metrics.jsonl and curves.png. Precision, recall and F1 count an entity only if label, start \
            and end are all right.

            EXAMPLES:
              quartet lab entities train --data entities.jsonl --out lab/entities
              quartet lab entities train --data train.jsonl --validation dev.jsonl --whole
            """)

    @Option(
        help: ArgumentHelp("Texts and their entities, JSON lines.", valueName: "file"), completion: .file())
    var data: String

    @OptionGroup var held: ValidationOptions

    @OptionGroup var tuning: EncoderTuningOptions<EntityDefaults>

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let split = try held.split(try read(data), key: \.text, read: read)
        let labels = Set(split.training.flatMap { $0.spans.map(\.label) })
        if labels.isEmpty {
            throw CommandFailure(.badData, "\(data): has no text with a span to train on")
        }
        let options = try tuning.options(common)
        common.note(
            "\(split.training.count) texts, entities of \(labels.count) kinds, \(split.validation.count) texts to measure "
                + "on, seed \(options.run.seed).")
        let outcome = try EntityTuning(options).run(
            tuning.encoder(), on: split.training, validation: split.validation)
        try tuning.finish(outcome.training)
        try report(outcome, split.validation)
    }

    private static let example =
        #"{"text": "to Bern today", "spans": [{"start": 3, "end": 7, "label": "city"}]}"#

    private func read(_ path: String) throws -> [EntityTuning.Example] {
        try LabJSONLines.read(path, as: EntityTuning.Example.self, example: Self.example).map { line, value in
            if let problem = value.problem { throw LabJSONLines.failure(path, line, problem) }
            return value
        }
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let validationTexts: Int
        let precision, recall, f1: Double?
        /// By label.
        let kinds: [String: Double]
        let weights: String
    }

    private func report(_ outcome: TuningOutcome, _ validation: [EntityTuning.Example]) throws {
        let tagger = try EntityTagger(tuned: outcome.file)
        let found = try tagger.entities(in: validation.map(\.text)).map { $0.map(\.entity) }
        let expected = validation.map(\.spans)
        func match(_ isCounted: (Entity) -> Bool) -> SpanMatch {
            SpanMatch(found.map { $0.filter(isCounted) }, expected: expected.map { $0.filter(isCounted) })
        }
        let all = match { _ in true }
        let labels = Set(expected.flatMap { $0.map(\.label) })
        let kinds = Dictionary(
            uniqueKeysWithValues: labels.map { label in (label, match { $0.label == label }) })
        let isMeasured = !validation.isEmpty
        let result = Result(
            steps: outcome.training.step, seed: tuning.training.seed, validationTexts: validation.count,
            precision: isMeasured ? all.precision : nil, recall: isMeasured ? all.recall : nil,
            f1: isMeasured ? all.f1 : nil, kinds: kinds.mapValues(\.f1), weights: outcome.file)
        if json.isRequested { return try JSONOutput.print(result) }
        for (label, match) in kinds.sorted(by: { ($1.value.expected, $0.key) < ($0.value.expected, $1.key) })
        {
            StandardOutput.show(
                String(format: "F1 %.3f  %5d  ", match.f1, match.expected) + label)
        }
        if isMeasured {
            StandardOutput.show(
                String(
                    format: "%d validation texts, %d entities: precision %.4f, recall %.4f, F1 %.4f",
                    validation.count, all.expected, all.precision, all.recall, all.f1))
        }
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Picture   \(tuning.out)/curves.png")
    }
}

enum EntityDefaults: EncoderTuningDefaults {
    static let title = "entities"
    static let model = "all-MiniLM-L6-v2"
    static let batch = 32
    static let steps = 1500
    static let rate: Float = 1e-3
    static let longest = 128
    static let cut = "longer ones are cut"
    static let unit = "nats per token"
}
