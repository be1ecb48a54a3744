import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetSupport

/// `quartet support tune`.
struct SupportTune: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tune", abstract: "Set the thresholds so that at most a share of the answers is wrong.",
        discussion: """
            Asks the team's own questions (CSV with question and article; an empty article means that none answers) and \
            keeps the lowest threshold whose answers are wrong at most as often as is promised, at the stated confidence.

            EXAMPLE:
              quartet support tune questions.csv --wrong 5% --kb desk.sqlite
            """)

    @Argument(help: "Questions.", completion: .file())
    var questions: String

    @Option(help: ArgumentHelp("Largest share of wrong answers, such as 5%.", valueName: "share"))
    var wrong: String = "5%"

    @Option(help: ArgumentHelp("How sure the promise is.", valueName: "share"))
    var confidence = 0.9

    @OptionGroup var knowledge: KnowledgeOptions

    @OptionGroup var json: JSONOptions

    func validate() throws {
        try check(share, in: 0.001...0.5, "--wrong")
        try check(confidence, in: 0.5...0.999, "--confidence")
    }

    private var share: Double {
        let text = wrong.hasSuffix("%") ? String(wrong.dropLast()) : wrong
        guard let number = Double(text) else { return -1 }
        return wrong.hasSuffix("%") ? number / 100 : number
    }

    func run() throws {
        knowledge.common.apply()
        let set = try QuestionSet(path: questions)
        let models = knowledge.models()
        defer { knowledge.note(models.pairs) }
        let base = try knowledge.open(models)
        try base.set("tuning", to: nil)
        let desk = try Desk(base, models: models)
        let bar = ImportProgress("Asking", unit: "questions", quiet: knowledge.common.quiet)
        let tuning = try Tuning(asking: set.items, desk, wrongShare: share, confidence: confidence) {
            try? bar.show($0, of: $1)
        }
        try Desk.store(tuning, in: base)
        if json.isRequested { return try JSONOutput.print(tuning) }
        for line in tuning.summary { StandardOutput.show(line) }
    }
}

extension Tuning {
    fileprivate var summary: [String] {
        let percent = { (share: Double) in String(format: "%.0f %%", 100 * share) }
        var lines: [String] = []
        if isPossible {
            lines.append(
                "At most \(percent(wrongShare)) of the answers shown are wrong, with a confidence of \(percent(confidence))."
            )
            lines.append(
                "\(percent(answeredShare)) of \(questions) questions are answered, \(wrong) of them wrongly, at a probability of at least \(String(format: "%.2f", answersFrom))."
            )
        } else {
            lines.append(
                "These \(questions) questions cannot show that at most \(percent(wrongShare)) of the answers are wrong: no answer is shown until more questions do, or until a larger share is allowed."
            )
        }
        let stricter = max(wrongShare / 2, 0.005)
        let needed = Promise.questionsWithoutMistake(share: stricter, confidence: confidence)
        lines.append(
            "A promise of \(String(format: "%.1f", 100 * stricter)) % needs \(needed) answers without a mistake."
        )
        return lines
    }
}
