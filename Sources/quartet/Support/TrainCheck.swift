import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetModels
import QuartetSupport

/// `quartet support train check`.
struct TrainCheck: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Tune the check of a writer's statements against their passages.",
        discussion: """
            The check reads a statement with the passage that it cites and tells whether the passage supports it. The \
            tuning trains an adapter of the pair encoder on businesses with answers, the same answers reworded, and the \
            same with a changed meaning. quartet support check counts how well it does.

            EXAMPLE:
              quartet support train check --data gym.json bank.json --out out/check
            """)

    @OptionGroup var arguments: TuningArguments<CheckDefaults>

    func run() throws {
        arguments.common.apply()
        var tuning = PairTuning(try arguments.options())
        tuning.wrong = 1
        let examples = PairTuning.statements(try arguments.businesses(arguments.data))
        if examples.isEmpty {
            throw CommandFailure(
                .badData, "the data has no answers; a business's questions need the keys answer and sentences"
            )
        }
        let outcome = try tuning.run(
            try arguments.folder(), on: examples,
            validation: PairTuning.statements(try arguments.businesses(arguments.validation)))
        try arguments.finish(outcome, "pairs", unit: "nats per statement")
    }
}

enum CheckDefaults: TuningDefaults {
    static let folder = "out/support-check"
    static let model = "ms-marco-MiniLM-L-12-v2"
    static let batch = 16
    static let steps = 1000
    static let rate: Float = 5e-4
}
