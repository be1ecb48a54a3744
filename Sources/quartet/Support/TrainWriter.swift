import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetModels
import QuartetSupport

/// `quartet support train writer`.
struct TrainWriter: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "writer", abstract: "Train the writer that rephrases an answer's statements.",
        discussion: """
            The writer reads a question with the statements that answer it and writes the answer, copying words from them \
            or generating its own. The tuning trains a decoder, and an adapter of the sentence encoder that reads for it. \
            It uses the questions with the keys answer and sentences. At the end it writes the answers of --validation, \
            and says how many of them the bot would show.

            Writes to --out: last.safetensors (the checkpoint that --resume reads), writer.safetensors, best.safetensors \
            (the lowest loss on --validation), answers.jsonl (what was written, of --validation), metrics.jsonl and \
            curves.png.

            EXAMPLES:
              quartet support train writer --data gym.json bank.json \\
                  --validation toys.json --out writer
              quartet support ask "can I freeze it in August?" --kb desk.sqlite \\
                  --writer writer/best.safetensors
            """)

    @OptionGroup var arguments: TuningArguments<WriterDefaults>

    @Option(
        help: ArgumentHelp("Validations without a lower loss that end the training.", valueName: "number"))
    var patience: Int?

    @Option(help: ArgumentHelp("Written answers that are shown at the end.", valueName: "number"))
    var show = 10

    func validate() throws {
        if let patience { try check(patience, in: 1...1_000_000, "--patience") }
        try check(show, in: 0...1_000_000, "--show")
    }

    func run() throws {
        arguments.common.apply()
        var options = try arguments.options()
        options.patience = patience
        let (own, held) = try (
            arguments.businesses(arguments.data), arguments.businesses(arguments.validation)
        )
        guard !WriterTuning.answers(own).isEmpty else {
            throw CommandFailure(
                .badData,
                "no question of --data has an answer: give questions the keys answer and sentences")
        }
        let validation = WriterTuning.answers(held)
        let outcome = try WriterTuning(options).run(
            try arguments.folder(), on: WriterTuning.material(own), validation: validation)
        try arguments.finish(outcome, "writer", unit: "nats per token")
        if !validation.isEmpty { try report(validation) }
    }

    /// Writes the answers of the validation with the best weights.
    private func report(_ examples: [WriterTuning.Example]) throws {
        let bar = ImportProgress("Writing", unit: "answers", quiet: arguments.common.quiet)
        let evaluation = try WriterEvaluation(
            examples, by: QuartetModels.AnswerWriter(tuned: arguments.out + "/best.safetensors"),
            models: DeskModels.best()
        ) { try? bar.show($0, of: $1) }
        let path = arguments.out + "/answers.jsonl"
        let lines = try evaluation.rows.map { try JSONEncoder.sorted.text($0) + "\n" }
        try AtomicFile.write(Data(lines.joined().utf8), to: path)
        for row in evaluation.rows.prefix(show) {
            StandardOutput.show("Question  \(row.question)")
            StandardOutput.show("Expected  \(row.expected)")
            StandardOutput.show("Written   \(row.written ?? "-")")
            StandardOutput.show(row.faults.isEmpty ? "" : "Refused   \(row.faults.joined(separator: ", "))\n")
        }
        StandardOutput.show("Answers   \(path)")
        StandardOutput.show(
            String(
                format: "ROUGE-L   %.1f; of the statements %.1f", 100 * evaluation.longest,
                100 * evaluation.longestOfStatements))
        StandardOutput.show(
            String(
                format: "Shown     all of %.1f %%, something of %.1f %%, of %d answers",
                100 * evaluation.whole, 100 * evaluation.some, evaluation.rows.count))
    }
}

enum WriterDefaults: TuningDefaults {
    static let folder = "out/support-writer"
    static let model = SharedEncoder.publishedName
    static let batch = 32
    static let steps = 3000
    static let rate: Float = 5e-4
}
