import ArgumentParser
import QuartetCommandLine
import QuartetModels
import QuartetSupport

/// `quartet support train pairs`.
struct TrainPairs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pairs", abstract: "Tune the pair encoder on questions with their passages.",
        discussion: """
            The pair encoder reads a question with a passage and tells how well it answers. The tuning trains an adapter of \
            about a megabyte; the encoder's own weights stay as they are. Questions without a right passage teach it to \
            say no. CSV files have questions to the articles of --kb.

            EXAMPLE:
              quartet support train pairs --data gym.json bank.json --out out/pairs
            """)

    @OptionGroup var arguments: TuningArguments<PairDefaults>

    @Option(help: ArgumentHelp("Wrong passages of a question in a step.", valueName: "number"))
    var wrong = 7

    func validate() throws { try check(wrong, in: 1...TrainingGroup.most, "--wrong") }

    func run() throws {
        arguments.common.apply()
        var tuning = PairTuning(try arguments.options())
        tuning.wrong = wrong
        let outcome = try tuning.run(
            try arguments.folder(), on: try examples(arguments.data),
            validation: try examples(arguments.validation))
        try arguments.finish(outcome, "pairs")
    }

    private func examples(_ paths: [String]) throws -> [PairTuning.Example] {
        try arguments.groups(paths).map { group in
            PairTuning.Example(group.question, right: group.right.first, wrong: group.wrong)
        }
    }
}
