import ArgumentParser
import QuartetModels
import QuartetSupport

/// `quartet support train search`.
struct TrainSearch: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "search",
        abstract: "Tune the sentence encoder so that questions come close to their passages.",
        discussion: """
            The tuning trains an adapter of about a megabyte; the encoder's own weights stay as they are. A knowledge base \
            makes its vectors anew when it is next imported.

            EXAMPLE:
              quartet support train search --data gym.json bank.json --out out/search
            """)

    @OptionGroup var arguments: TuningArguments<SearchDefaults>

    func run() throws {
        arguments.common.apply()
        var tuning = ContrastiveTuning(try arguments.options())
        tuning.negatives = arguments.wrong
        let outcome = try tuning.run(
            try arguments.folder(), on: try examples(arguments.data),
            validation: try examples(arguments.validation))
        try arguments.finish(outcome, "encoder")
    }

    private func examples(_ paths: [String]) throws -> [ContrastiveTuning.Example] {
        try arguments.groups(paths).flatMap { group in
            group.right.map {
                ContrastiveTuning.Example(group.question, positive: $0, negatives: group.wrong)
            }
        }
    }
}
