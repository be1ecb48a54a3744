import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetModels
import QuartetReports
import QuartetText

/// `quartet lab answer train`.
struct TrainAnswer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Tune an encoder to find the answers to questions in passages.",
        discussion: """
            The data is SQuAD's JSON (1.1 or 2.0), or CSV, tab-separated values or JSON lines with question, context and \
            answer, a part of the context; it is empty where the context does not answer. Questions about one context are \
            held back together. Writes to --out: last.safetensors (the checkpoint that --resume reads), answer.safetensors \
            (the adapter, or with --whole all weights), best.safetensors (the same with the lowest validation loss), \
            metrics.jsonl, curves.png and answers.jsonl (the validation questions with what was found). Exact match and F1 \
            are computed as in SQuAD's evaluation.

            EXAMPLES:
              quartet lab answer train --data squad.json --out lab/answer
              quartet lab answer train --data train.json more.csv --validation dev.json
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Questions, passages and answers.", valueName: "file"), completion: .file())
    var data: [String]

    @OptionGroup var held: ValidationOptions

    @OptionGroup var tuning: EncoderTuningOptions<AnswerDefaults>

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let all = try data.flatMap(QuestionFile.read)
        let split = try held.split(all, key: \.passage, read: QuestionFile.read)
        let options = try tuning.options(common)
        common.note(
            "\(split.training.count) questions, \(split.training.count { $0.answers.isEmpty }) of them without an answer; "
                + "\(split.validation.count) to measure on, seed \(options.run.seed).")
        let outcome = try AnswerTuning(options).run(
            tuning.encoder(), on: split.training, validation: split.validation)
        try tuning.finish(outcome.training)
        try report(outcome, split.validation)
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let validationQuestions: Int
        let exactMatch, f1: Double?
        let weights: String
    }

    private struct Line: Encodable {
        let question: String
        let expected: [String]
        let answer: String
        let margin: Double
    }

    private func report(_ outcome: TuningOutcome, _ validation: [AnswerTuning.Example]) throws {
        let finder = try AnswerFinder(tuned: outcome.file)
        let found = try finder.findings(validation.map { ($0.question, $0.passage) })
        // As in SQuAD 1.1, data without unanswerable questions is measured without that answer.
        let mayBeNone = validation.contains { $0.answers.isEmpty }
        let answers = found.map { $0.margin > 0 || !mayBeNone ? $0.text ?? "" : "" }
        let expected = validation.map(\.answerTexts)
        let lines = try zip(zip(validation, found), zip(expected, answers)).map {
            try JSONEncoder.sorted.text(
                Line(question: $0.0.question, expected: $1.0, answer: $1.1, margin: $0.1.margin)) + "\n"
        }
        try AtomicFile.write(lines.joined(), to: tuning.out + "/answers.jsonl")
        let match = validation.isEmpty ? nil : try AnswerMatch(answers, expected: expected)
        let result = Result(
            steps: outcome.training.step, seed: tuning.training.seed, validationQuestions: validation.count,
            exactMatch: match?.exact, f1: match?.f1, weights: outcome.file)
        if json.isRequested { return try JSONOutput.print(result) }
        if let match {
            StandardOutput.show(
                String(
                    format: "%d validation questions: exact match %.2f %%, F1 %.2f %%", validation.count,
                    100 * match.exact, 100 * match.f1))
        }
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Answers   \(tuning.out)/answers.jsonl")
        StandardOutput.show("Picture   \(tuning.out)/curves.png")
    }
}

enum AnswerDefaults: EncoderTuningDefaults {
    static let title = "answer"
    // It was trained on questions with passages.
    static let model = "ms-marco-MiniLM-L-12-v2"
    static let batch = 8
    static let steps = 600
    static let rate: Float = 1e-3
    static let longest = 256
    static let cut = "longer ones are read in parts that overlap"
    static let unit = "nats per question"
}
