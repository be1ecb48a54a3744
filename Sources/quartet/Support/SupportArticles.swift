import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
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
                StandardOutput.show(
                    "\(article.id)\t\(article.language)\t\(article.audience.rawValue)\t\(article.title)")
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
            Of a damaged knowledge base it saves what can be read.

            EXAMPLE:
              quartet support export --out articles --kb desk.sqlite
            """)

    @Option(help: ArgumentHelp("Folder for the files.", valueName: "folder"), completion: .directory)
    var out: String

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        let articles = try knowledge.open().articles()
        try OutputFolder.prepare(out)
        let names = try ArticleExport.write(articles.map(\.article), to: out)
        knowledge.common.note("Written: \(names.count) articles to \(out).")
    }
}

/// `quartet support lint`.
struct SupportLint: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Find duplicates, contradictions and other faults in the articles.",
        discussion: """
            Finds near duplicates, figures that contradict one another, dead ends and links, orders to a bot, and \
            articles that are out of date.

            EXAMPLE:
              quartet support lint --kb desk.sqlite
            """)

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        let articles = try knowledge.open().articles().map(\.article)
        guard let today = CalendarDay.today else { return }
        let findings = ArticleLint().findings(in: articles, on: today)
        for finding in findings { StandardOutput.show(finding.description) }
        knowledge.common.note("Findings: \(findings.count) in \(articles.count) articles.")
    }
}

extension CommandFailure {
    static func noArticle(_ id: String) -> CommandFailure {
        CommandFailure(.notFound, "\(id): there is no such article; `quartet support list` shows their ids")
    }
}
