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
            keeps the lowest threshold whose answers are wrong at most as often as is promised, at the stated confidence. \
            Without questions it asks for the titles and headings of the articles, which promises less: customers ask in \
            other words.

            EXAMPLES:
              quartet support tune questions.csv --wrong 5% --kb desk.sqlite
              quartet support tune questions.csv --wrong 5% --trials 5
            """)

    @Argument(help: "The team's own questions (default: made from the articles).", completion: .file())
    var questions: String?

    @Option(help: ArgumentHelp("Largest share of wrong answers, such as 5%.", valueName: "share"))
    var wrong: String = "5%"

    @Option(help: ArgumentHelp("How sure the promise is.", valueName: "share"))
    var confidence = 0.9

    @Option(
        help: ArgumentHelp(
            "Store nothing; tune on one random half of the questions and count on the other, this many times.",
            valueName: "number"))
    var trials: Int?

    @OptionGroup var knowledge: KnowledgeOptions

    @OptionGroup var json: JSONOptions

    func validate() throws {
        try trials.map { try check($0, in: 1...1000, "--trials") }
        if trials != nil, questions == nil {
            throw ValidationError("--trials needs a file of questions.")
        }
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
        let set = try questions.map { try QuestionSet(path: $0) }
        let models = knowledge.models()
        defer { knowledge.note(models.pairs) }
        let base = try knowledge.open(models)
        let desk = try Desk(base, models: models)
        let bar = ImportProgress("Asking", unit: "questions", quiet: knowledge.common.quiet)
        func show(_ done: Int, _ all: Int) { try? bar.show(done, of: all) }
        if let set, let trials {
            return try report(
                try PromiseTrial.trials(
                    trials, asking: set.items, desk, wrongShare: share, confidence: confidence, progress: show
                ))
        }
        let tuning =
            try set.map {
                try Tuning(
                    asking: $0.items, desk, wrongShare: share, confidence: confidence, progress: show)
            } ?? Tuning(articlesOf: desk, wrongShare: share, confidence: confidence, progress: show)
        try Desk.store(tuning, in: base)
        if json.isRequested { return try JSONOutput.print(tuning) }
        for line in tuning.summary { StandardOutput.show(line) }
    }
}

extension SupportTune {
    private func report(_ trials: [PromiseTrial]) throws {
        if json.isRequested { return try JSONOutput.print(trials) }
        StandardOutput.show("trial   answered   of those wrong   calibration error")
        for (index, trial) in trials.enumerated() {
            StandardOutput.show(
                String(
                    format: "%5d    %5.1f %%         %5.1f %%               %.3f", index + 1,
                    100 * trial.answered, 100 * trial.wrong, trial.calibrationError))
        }
    }
}

extension Tuning {
    fileprivate var summary: [String] {
        let percent = { (share: Double) in String(format: "%.0f %%", 100 * share) }
        var lines: [String] = []
        if isFromArticles {
            lines.append(
                "The questions are titles and headings of the articles: customers ask in other words, so own questions promise more."
            )
        }
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
