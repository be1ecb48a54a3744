internal import Foundation
internal import QuartetFiles
internal import QuartetReports

/// Writes articles as Markdown with front matter. Importing the files gives equal articles.
public enum ArticleExport {
    /// The file of an article.
    ///
    /// - Parameter name: the file's name without its ending, which is the id where the file does not say it.
    public static func text(of article: Article, name: String) -> String {
        var lines = ["---"]
        func add(_ key: ArticleKey, _ value: String) { lines.append("\(key.rawValue): \(value)") }
        if article.id != name { add(.id, quoted(article.id)) }
        add(.language, quoted(article.language))
        if article.audience != .customers { add(.audience, article.audience.rawValue) }
        if let handover = article.handover { add(.handover, handover.rawValue) }
        if let day = article.validUntil { add(.validUntil, day.description) }
        if !article.tags.isEmpty { add(.tags, list(article.tags)) }
        if !article.synonyms.isEmpty { add(.synonyms, list(article.synonyms)) }
        if let address = article.address { add(.address, quoted(address)) }
        lines.append("---")
        // The heading above the text is the title.
        let blocks = [ArticleBlock.heading(level: 1, article.title)] + article.blocks
        return lines.joined(separator: "\n") + "\n\n" + MarkdownText.text(of: blocks)
    }

    /// Writes each article into a file of a folder, which is made where it is missing.
    ///
    /// - Returns: the paths of the files.
    /// - Throws: `FileError` where the folder cannot be written, and where it has files of articles that an import would
    ///   take for part of the export.
    @discardableResult
    public static func write(_ articles: [Article], to folder: String) throws -> [String] {
        let names = articles.map { fileName($0.id) + ".md" }
        let output = try OutputFolder.prepare(folder)
        let foreign = try FolderListing(folder).files.filter {
            ArticleFormat(name: $0) != nil && !names.contains($0)
        }
        if let first = foreign.first {
            throw FileError.cannotWrite(
                file: folder,
                reason:
                    "it has other articles (\(foreign.count), such as \(SafeText.visible(first))); choose an empty folder"
            )
        }
        // Nothing that is there is removed.
        let isOwn: (String) -> Bool = { _ in false }
        return try output.replaceFiles(isOwn: isOwn) { staging in
            for (article, name) in zip(articles, names) {
                try AtomicFile.write(
                    text(of: article, name: String(name.dropLast(3))), to: staging + "/" + name)
            }
            return names
        }
    }

    /// A name that is safe on any file system: letters, digits and a few signs as they are, other bytes as `%2F`. Long ones
    /// are cut and end with a number made of the whole.
    static func fileName(_ id: String) -> String {
        var name = ""
        for scalar in id.unicodeScalars {
            let isPlain = Anchor.isWord(scalar) || "-_ ,()&+'".unicodeScalars.contains(scalar)
            let isInnerDot = scalar == "." && !name.isEmpty
            if isPlain || isInnerDot {
                name.unicodeScalars.append(scalar)
            } else {
                for byte in String(scalar).utf8 {
                    let digits = String(byte, radix: 16, uppercase: true)
                    name += "%" + (digits.count < 2 ? "0" : "") + digits
                }
            }
        }
        guard name.isEmpty || name.utf8.count > 180 || name.last == "." || name.last == " " else {
            return name
        }
        var short = ""
        for character in name where short.utf8.count + character.utf8.count <= 160 { short.append(character) }
        return (short.isEmpty ? "article" : short) + "-" + Fingerprint(id).text
    }

    private static func list(_ values: [String]) -> String {
        "[" + values.map(quoted).joined(separator: ", ") + "]"
    }

    /// A text in YAML: as it is where nothing in it could mean anything, else in quotes.
    private static func quoted(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy {
            $0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_ ".unicodeScalars.contains($0)
        }
        if isPlain, let first = value.first, first.isLetter, value.last != " " { return value }
        let text = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return "\"" + text + "\""
    }
}
