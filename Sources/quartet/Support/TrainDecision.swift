import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetMetrics
import QuartetSupport

/// `quartet support train decision`.
struct TrainDecision: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decision", abstract: "Fit the probability that an answer is right.",
        discussion: """
            Asks questions whose articles are known, and asks each again with its articles left out, which must not be \
            answered. Prints how well right answers are told from wrong ones, by models that never saw the question, and \
            writes the model to --out.

            EXAMPLE:
              quartet support train decision questions.csv --out decision.json
            """)

    @Argument(help: "Questions: CSV with question and article.", completion: .file())
    var questions: [String]

    @Option(help: ArgumentHelp("File for the model.", valueName: "file"), completion: .file())
    var out: String

    @Option(
        help: ArgumentHelp("Also write what speaks for each answer, as JSON lines.", valueName: "file"),
        completion: .file())
    var evidence: String?

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        knowledge.common.apply()
        let items = try questions.flatMap { try QuestionSet(path: $0).items }
        let desk = try knowledge.desk()
        defer { knowledge.note(desk.pairs) }
        let bar = ImportProgress("Asking", unit: "questions", quiet: knowledge.common.quiet)
        let training = try DecisionTraining(items, desk) { try? bar.show($0, of: $1) }
        try AtomicFile.write(Array(training.model.utf8), to: out)
        if let evidence { try AtomicFile.write(Array(training.evidence.utf8), to: evidence) }
        for (name, value) in training.figures {
            StandardOutput.show("\(name): " + String(format: "%.3f", value))
        }
    }
}
