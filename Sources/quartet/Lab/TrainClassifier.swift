import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetModels
import QuartetReports
import QuartetSupport

/// `quartet lab classify train`.
struct TrainClassifier: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Tune an encoder with a head for classes on labelled texts.",
        discussion: """
            The data is CSV, tab-separated values or JSON lines, compressed or not. A column is named as in the first row; \
            numbers take the columns of a table without such a row. Writes to --out: last.safetensors (the checkpoint that \
            --resume reads), classifier.safetensors (the adapter, or with --whole all weights), best.safetensors (the same \
            with the lowest validation loss), metrics.jsonl and curves.png.

            EXAMPLES:
              quartet lab classify train --data messages.csv --text text --label intent \\
                  --out lab/intents
              quartet lab classify train --data train.tsv --text 1 --label 2 --whole
            """)

    @Option(help: ArgumentHelp("Labelled texts.", valueName: "file"), completion: .file())
    var data: String

    @Option(help: ArgumentHelp("Column of the texts: a name or a number.", valueName: "column"))
    var text: String

    @Option(help: ArgumentHelp("Column of the classes.", valueName: "column"))
    var label: String

    @OptionGroup var held: ValidationOptions

    @OptionGroup var tuning: EncoderTuningOptions<ClassifierDefaults>

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let split = try held.split(try read(data), key: \.text, read: read)
        let labels = Set(split.training.map(\.label))
        if labels.count < 2 {
            throw CommandFailure(
                .badData,
                "\(data): has \(NumberText.counted(labels.count, "class")) to train on; expected at least two with a text each"
            )
        }
        let options = try tuning.options(common)
        common.note(
            "\(split.training.count) texts of \(labels.count) classes, \(split.validation.count) to measure on, seed "
                + "\(options.run.seed).")
        let outcome = try ClassifierTuning(options).run(
            tuning.encoder(), on: split.training, validation: split.validation)
        try tuning.finish(outcome.training)
        try report(outcome, split.training, split.validation)
    }

    private func read(_ path: String) throws -> [ClassifierTuning.Example] {
        let table = try MessageTable(path: path, text: text, label: label)
        var examples: [ClassifierTuning.Example] = []
        while let row = try table.next() {
            if TextInput.isBlank(row.text) { continue }
            let label = (row.label ?? "").trimmingCharacters(in: .whitespaces)
            if label.isEmpty {
                throw CommandFailure(
                    .badData,
                    "\(table.name):\(row.line): the text has no class: give it one, or leave the row out")
            }
            examples.append(.init(row.text, label: label))
        }
        return examples
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let classes: Int
        let validationTexts: Int
        let accuracy: Double?
        /// The accuracy of always giving the most frequent class.
        let baseline: Double?
        let weights: String
    }

    private func report(
        _ outcome: TuningOutcome, _ training: [ClassifierTuning.Example],
        _ validation: [ClassifierTuning.Example]
    ) throws {
        let counts = training.reduce(into: [String: Int]()) { $0[$1.label, default: 0] += 1 }
        let usual = counts.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        let known = validation.filter { counts[$0.label] != nil }
        let share = Double(known.count { $0.label == usual }) / Double(max(known.count, 1))
        let result = Result(
            steps: outcome.training.step, seed: tuning.training.seed, classes: counts.count,
            validationTexts: known.count, accuracy: outcome.validation["accuracy"],
            baseline: known.isEmpty ? nil : share, weights: outcome.file)
        if known.count < validation.count {
            StandardError.print(
                "Not measured: \(NumberText.counted(validation.count - known.count, "validation text")) of a class that "
                    + "no training text has.")
        }
        if json.isRequested { return try JSONOutput.print(result) }
        if let accuracy = result.accuracy, let baseline = result.baseline {
            StandardOutput.show(
                String(
                    format: "%d validation texts: accuracy %.4f (always the most frequent class: %.4f)",
                    known.count, accuracy, baseline))
        }
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Picture   \(tuning.out)/curves.png")
    }
}

enum ClassifierDefaults: EncoderTuningDefaults {
    static let title = "classify"
    static let model = "all-MiniLM-L6-v2"
    static let batch = 32
    static let steps = 1500
    static let rate: Float = 1e-3
    static let longest = 64
    static let cut = "longer ones are cut"
    static let unit = "nats per text"
}
