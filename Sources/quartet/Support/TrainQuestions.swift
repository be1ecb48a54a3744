import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetSupport

/// `quartet support train questions`.
struct TrainQuestions: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "questions",
        abstract: "Train which article a message asks for, on the team's own questions.",
        discussion: """
            `quartet support import` trains the same on questions that are imported, and keeps it in the knowledge base. This \
            command writes it to a file and prints how often the right article and the right section come first, of one in \
            five questions that were held back.

            EXAMPLE:
              quartet support train questions questions.csv --out questions.safetensors
            """)

    @Argument(
        help: "Questions of the team's own: CSV with question, article and heading.", completion: .file())
    var questions: String

    @Option(help: ArgumentHelp("File for what was trained.", valueName: "file"), completion: .file())
    var out: String

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let records = try QuestionSet(path: questions).records
        guard let encoder = DeskModels.best().encoder else {
            throw CommandFailure(.notFound, "no encoder was found; scripts/fetch-models gets one")
        }
        let bar = ImportProgress("Encoding", unit: "questions", quiet: common.quiet)
        let training = QuestionTraining(encoder.forPassages)
        let outcome = try training(records) { try bar.show($0, of: $1) }
        guard let outcome else {
            throw CommandFailure(
                .badData, "\(questions): all questions ask for the same; at least two articles are needed")
        }
        let figures = outcome.heldOut
        try outcome.head.write(
            to: out,
            metadata: [
                "questions": String(records.count), "right article": percent(figures.article),
                "right section": percent(figures.section),
            ])
        StandardOutput.show("Right article, of questions held back   \(percent(figures.article))")
        StandardOutput.show("Right section                           \(percent(figures.section))")
        StandardOutput.show("Trained                                 \(out)")
    }

    private func percent(_ share: Double) -> String { String(format: "%.1f %%", 100 * share) }
}
