import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetReports
import QuartetSupport

/// `quartet support list`.
struct SupportList: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "List the articles of a knowledge base.",
        discussion: """
            Prints one line an article: id, language, audience, title. With --json, one object a line.

            EXAMPLE:
              quartet support list --kb desk.sqlite
            """)

    @OptionGroup var knowledge: KnowledgeOptions

    @OptionGroup var json: JSONOptions

    private struct Line: Encodable {
        let id, title, language, audience: String
        let handover, validUntil: String?
        let tags: [String]
    }

    func run() throws {
        for article in try knowledge.open().articles() {
            if json.isRequested {
                try JSONOutput.printLine(
                    Line(
                        id: article.id, title: article.title, language: article.language,
                        audience: article.audience.rawValue, handover: article.handover?.rawValue,
                        validUntil: article.validUntil?.description, tags: article.tags))
            } else {
                StandardOutput.showRow(
                    [article.id, article.language, article.audience.rawValue, article.title])
            }
        }
    }
}

/// `quartet support show`.
struct SupportShow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print an article as Markdown.",
        discussion: """
            EXAMPLE:
              quartet support show return-an-item
            """)

    @Argument(help: "The article's id.")
    var id: String

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        guard let record = try knowledge.open().article(id) else { throw CommandFailure.noArticle(id) }
        StandardOutput.show(ArticleExport.text(of: record.article, name: id), terminator: "")
    }
}

/// `quartet support remove`.
struct SupportRemove: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove articles. A later import leaves them out.",
        discussion: """
            EXAMPLE:
              quartet support remove summer-sale --kb desk.sqlite
            """)

    @Argument(help: "Ids of articles.")
    var ids: [String]

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        let base = try knowledge.open()
        let known = Set(try base.articles().map(\.id))
        if let unknown = ids.first(where: { !known.contains($0) }) { throw CommandFailure.noArticle(unknown) }
        for id in ids { try base.remove(id, at: Date()) }
        knowledge.common.note("Removed: \(ids.joined(separator: ", ")).")
    }
}

/// `quartet support export`.
struct SupportExport: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "export",
        abstract: "Write the articles to a folder of Markdown files, which can be imported.",
        discussion: """
            Of a damaged knowledge base it saves what can be read, and says how many articles that are; the exit status is \
            65 then.

            EXAMPLE:
              quartet support export --out articles --kb desk.sqlite
            """)

    @Option(help: ArgumentHelp("Folder for the files.", valueName: "folder"), completion: .directory)
    var out: String

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        do {
            let names = try write(knowledge.open().articles())
            knowledge.common.note("Written: \(names.count) articles to \(out).")
        } catch StoreError.damaged(let file, let reason) {
            let found = try KnowledgeBase.salvage(file)
            let names = try write(found.articles)
            let saved = NumberText.counted(names.count, "article")
            let lost = found.lost == 0 ? "others may be lost" : "at least \(found.lost) cannot be read"
            throw CommandFailure(
                .badData,
                "\(file): it is damaged (\(reason)); saved to \(out): \(saved); \(lost); "
                    + "import the folder into another file")
        }
    }

    private func write(_ articles: [ArticleRecord]) throws -> [String] {
        try OutputFolder.prepare(out)
        return try ArticleExport.write(articles.map(\.article), to: out)
    }
}

/// `quartet support lint`.
struct SupportLint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Find duplicates, contradictions and other faults in the articles.",
        discussion: """
            Finds near duplicates, figures that contradict one another, dead ends, orders to a bot, and articles that are \
            out of date. With questions (CSV with question and article), also articles that none of them finds among the \
            first three.

            EXAMPLES:
              quartet support lint --kb desk.sqlite
              quartet support lint --questions questions.csv --kb desk.sqlite
            """)

    @Option(
        help: ArgumentHelp("Questions of your own, to ask for each article.", valueName: "file"),
        completion: .file())
    var questions: String?

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        knowledge.common.apply()
        let set = try questions.map { try QuestionSet(path: $0) }
        let models = knowledge.models()
        let base = try knowledge.open(models)
        let articles = try base.articles().map(\.article)
        guard let today = CalendarDay.today else { return }
        var findings = ArticleLint().findings(in: articles, on: today)
        if let set {
            let bar = ImportProgress("Asking", unit: "questions", quiet: knowledge.common.quiet)
            let desk = try Desk(base, models: models)
            findings += try UnfoundArticles(articles, asking: set.items, desk, on: today) {
                try? bar.show($0, of: $1)
            }.findings
        }
        for finding in findings { StandardOutput.show(finding.description) }
        knowledge.common.note("Findings: \(findings.count) in \(articles.count) articles.")
    }
}

extension CommandFailure {
    static func noArticle(_ id: String) -> CommandFailure {
        CommandFailure(.notFound, "\(id): there is no such article; `quartet support list` shows their ids")
    }
}
