import ArgumentParser
import QuartetCommandLine
import QuartetModels
import QuartetReports

/// `quartet lab answer`.
struct LabAnswer: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "answer",
        abstract: "Extractive question answering: an encoder (BERT) with heads for start and end.",
        discussion: """
            `quartet lab answer "QUESTION" --text FILE --model FOLDER` answers; `quartet lab answer question --help` lists \
            its options.

            EXAMPLES:
              quartet lab answer train --data squad.json --out lab/answer
              quartet lab answer "How long do refunds take?" --text terms.txt \\
                  --model lab/answer
            """,
        subcommands: [TrainAnswer.self, AnswerQuestion.self], defaultSubcommand: AnswerQuestion.self)
}

/// `quartet lab answer question`.
struct AnswerQuestion: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "question",
        abstract: "Print the part of a text that answers a question, or that there is none.",
        discussion: """
            The margin says by how much the answer is likelier than that there is none; below --threshold there is none. \
            With --json, prints answer (absent if there is none), start and end (in characters, counted from 0; the end is \
            behind the last one), confidence (the probability of start and end) and margin.

            EXAMPLES:
              quartet lab answer "How long do refunds take?" --text terms.txt \\
                  --model lab/answer
              cat terms.txt | quartet lab answer "Who pays?" --text - --model lab/answer
            """)

    @Argument(help: "The question.")
    var question: String

    @Option(
        help: ArgumentHelp("The text that may answer it; - reads standard input.", valueName: "file"),
        completion: .file())
    var text: String

    @OptionGroup var model: TunedModelOptions

    @Option(parsing: .unconditional, help: .threshold)
    var threshold = 0.0

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if TextInput.isBlank(question) { throw ValidationError("The question is empty.") }
        try check(threshold, in: -1000...1000, "--threshold")
    }

    private struct Result: Encodable {
        let answer: String?
        let start, end: Int?
        let confidence, margin: Double
    }

    func run() throws {
        common.apply()
        let passage = try TextInput.material(text)
        let finder = try AnswerFinder(
            tuned: model.file("answer.safetensors", madeBy: "quartet lab answer train"),
            encoder: model.encoder)
        let found = try finder.findings([(question, passage)])[0]
        let isAnswer = found.text != nil && found.margin > threshold
        if json.isRequested {
            return try JSONOutput.print(
                Result(
                    answer: isAnswer ? found.text : nil, start: isAnswer ? found.start : nil,
                    end: isAnswer ? found.end : nil, confidence: found.confidence, margin: found.margin))
        }
        guard isAnswer, let answer = found.text else {
            return StandardOutput.show(
                "The text does not answer this (margin \(NumberText.decimal(found.margin, 2))).")
        }
        StandardOutput.show(answer)
        StandardOutput.show(
            "characters \(found.start) to \(found.end), confidence \(NumberText.decimal(found.confidence, 3)), margin "
                + NumberText.decimal(found.margin, 2))
    }
}

extension ArgumentHelp {
    fileprivate static let threshold = ArgumentHelp(
        "Least margin of an answer, in nats; higher values say more often that there is none.",
        valueName: "number")
}
