import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetSupport

/// `quartet support test`.
struct SupportTest: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Hold conversations whose right course is written down.",
        discussion: """
            The files are YAML, or JSON with one conversation a line. A conversation has expect, a list of turns: say, and \
            what must come back: action, reason, article, articles, words, notWords, citations, newTicket; storedHas and \
            storedNot of what is kept; do: resolve, handback, forget. Under given stand articles of its own, phrases, \
            hours, a clock and a tool that fails.

            EXAMPLE:
              quartet support test dialogues.yaml --kb desk.sqlite
            """)

    @Argument(help: "Files of conversations.", completion: .file())
    var files: [String]

    @OptionGroup var knowledge: KnowledgeOptions

    @OptionGroup var json: JSONOptions

    func run() throws {
        knowledge.common.apply()
        let dialogues = try files.flatMap { try DialogueFile.read($0) }
        let models = knowledge.models()
        defer { knowledge.note(models.pairs) }
        let needsBase = dialogues.contains { $0.given?.articles == nil }
        let desk = needsBase ? try Desk(knowledge.open(models), models: models) : nil
        let bar = ImportProgress("Talking", unit: "conversations", quiet: knowledge.common.quiet)
        var results: [DialogueResult] = []
        for (index, dialogue) in dialogues.enumerated() {
            results.append(try DialogueTest(desk: desk, models: models).result(of: dialogue, at: Date()))
            try bar.show(index + 1, of: dialogues.count)
        }
        let failed = results.filter { !$0.failures.isEmpty }
        if json.isRequested {
            for result in results { try JSONOutput.printLine(result) }
        } else {
            for result in failed {
                StandardOutput.show("\(result.id):")
                for failure in result.failures { StandardOutput.show("  \(failure)") }
            }
            StandardOutput.show(
                "\(results.count - failed.count) of \(results.count) conversations went as they should.")
        }
        if !failed.isEmpty { throw ExitCode.failure }
    }
}
