import ArgumentParser
import QuartetCommandLine
import QuartetModels
import QuartetSupport

/// `quartet support train search`.
struct TrainSearch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Tune the sentence encoder so that questions come close to their passages.",
        discussion: """
            The tuning trains an adapter of about a megabyte, with which questions are read; the encoder's own weights and \
            the vectors of passages stay as they are. CSV files have questions to the articles of --kb.

            EXAMPLES:
              quartet support train search --data gym.json bank.json --out out/search
              quartet support train search --data questions.csv --kb desk.sqlite
            """)

    @OptionGroup var arguments: TuningArguments<SearchDefaults>

    @Option(
        help: ArgumentHelp("Share of the questions that are read with typing errors.", valueName: "share"))
    var typingErrors: Float = 0.2

    func validate() throws { try check(typingErrors, in: 0...1, "--typing-errors") }

    func run() throws {
        arguments.common.apply()
        var tuning = QuestionTuning(try arguments.options())
        tuning.typingErrors = typingErrors
        let material = try arguments.material()
        let outcome = try tuning.run(
            try arguments.folder(), keys: material.keys, on: material.examples,
            validation: material.validation)
        try arguments.finish(outcome, "encoder")
    }
}
