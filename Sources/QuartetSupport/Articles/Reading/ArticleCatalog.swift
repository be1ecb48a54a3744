internal import QuartetCatalogs

/// Reads articles from an XML catalog that follows `catalogs/support/articles.rng`.
enum ArticleCatalog {
    /// - Parameter schema: path of the schema.
    static func read(_ path: String, schema: String) -> ReadFile {
        let root: CatalogElement
        do {
            root = try Catalog.load(path, schema: schema).root
        } catch CatalogError.invalid(_, let mistakes) {
            return ReadFile(problems: mistakes.map { problem($0) })
        } catch {
            return ReadFile(problems: [ArticleProblem(file: path, "\(error)", "mend the file", .refused)])
        }
        var result = ReadFile()
        for element in root.children {
            let read = article(element, language: root.attributes["language"])
            result.drafts += read.drafts
            result.problems += read.problems
        }
        if root.children.isEmpty { result.problems.append(.empty(path)) }
        return result
    }

    private static func problem(_ mistake: CatalogMistake) -> ArticleProblem {
        ArticleProblem(
            file: mistake.file, line: mistake.line > 0 ? mistake.line : nil, mistake.found,
            mistake.expected.isEmpty ? "mend it" : "expected " + mistake.expected, .refused)
    }

    private static func article(_ element: CatalogElement, language: String?) -> ReadFile {
        var draft = ArticleDraft()
        draft.line = element.line
        var attributes = element.attributes
        if attributes["language"] == nil { attributes["language"] = language }
        let keys = attributes.sorted { $0.key < $1.key }.map {
            KeyEntry(name: $0.key, values: [$0.value], line: element.line)
        }
        let (problems, isSafe) = draft.set(keys, file: element.file)
        guard isSafe else { return ReadFile(problems: problems) }
        do {
            draft.blocks = BlockBuilder.normalised(try element.children.map { try block($0) })
        } catch CatalogError.invalid(_, let mistakes) {
            return ReadFile(problems: problems + mistakes.map { problem($0) })
        } catch {
            return ReadFile(
                problems: problems + [ArticleProblem(file: element.file, "\(error)", "mend it", .refused)])
        }
        return ReadFile(drafts: [draft], problems: problems)
    }

    private static func block(_ element: CatalogElement) throws -> ArticleBlock {
        func cells(_ row: CatalogElement) -> [String] { row.children.map(\.text) }
        switch element.name {
        case "heading": return .heading(level: try element.integer("level", default: 2), element.text)
        case "item":
            let number = element.attributes["number"] == nil ? nil : try element.integer("number")
            return .item(element.text, depth: try element.integer("depth", default: 0), number: number)
        case "table":
            return .table(
                header: try cells(element.requiredChild("header")),
                rows: element.children("row").map { cells($0) })
        default: return .paragraph(element.text)
        }
    }
}
