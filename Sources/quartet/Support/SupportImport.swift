import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetSupport

/// `quartet support import`.
struct SupportImport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Bring articles into a knowledge base.",
        discussion: """
            Takes Markdown with front matter, HTML, a folder of a saved website, CSV and JSON with questions and answers, \
            XML of articles, a shop's desk.xml and phrases.xml, and CSV with the team's own questions (question, article): \
            the search then knows in which words customers ask for an article. Importing again updates: it says what is new, changed \
            and gone. What was removed by hand stays removed.

            Front matter keys: id, title, tags, language, audience (customers, staff), handover (always, never), \
            validUntil (2027-08-31), synonyms, address. The id is that of the file's name if none is given.

            EXAMPLES:
              quartet support import articles/ --kb desk.sqlite
              quartet support import faq.csv desk.xml --kb desk.sqlite
              quartet support import questions.csv --kb desk.sqlite
            """)

    @Argument(help: "Files and folders.", completion: .file())
    var paths: [String]

    @Option(
        name: .customLong("kb"),
        help: ArgumentHelp("Knowledge base; a missing one is made.", valueName: "file"),
        completion: .file())
    var file: String

    @Flag(
        name: .customLong("keep-removed"), inversion: .prefixedNo,
        help: "Keep removed what was removed by hand.")
    var keepsRemoved = true

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let models = DeskModels.best()
        for note in models.notes { common.note(note) }
        let knowledge = try KnowledgeBase.open(file)
        let bar = ImportProgress("Encoding", quiet: common.quiet)
        let report = try KnowledgeImport(into: knowledge, encoder: models.encoder)(
            paths, restores: !keepsRemoved, at: Date()
        ) { try bar.show($0, of: $1) }
        if json.isRequested { return try JSONOutput.print(report) }
        for problem in report.problems { StandardError.print(problem) }
        for warning in report.warnings { StandardError.print("Warning: \(warning)") }
        func list(_ name: String, _ ids: [String]) {
            if !ids.isEmpty { StandardOutput.show("\(name): \(ids.joined(separator: ", "))") }
        }
        list("New", report.new)
        list("Changed", report.changed)
        list("Gone", report.gone)
        list("Kept, because part of the source cannot be read", report.unsure)
        list("Removed by hand and kept so", report.keptRemoved)
        list("Settings", report.settings)
        if let count = report.questions { StandardOutput.show("Questions: \(count).") }
        StandardOutput.show("Unchanged: \(report.unchanged). New passages: \(report.passages).")
        if report.new.isEmpty, report.changed.isEmpty, report.unchanged == 0, report.settings.isEmpty,
            report.questions == nil
        {
            throw CommandFailure(.badData, "no articles were read from \(paths.joined(separator: ", "))")
        }
    }
}
