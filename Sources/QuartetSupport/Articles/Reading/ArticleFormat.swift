internal import Foundation

/// What a file of articles is, by the ending of its name.
enum ArticleFormat: Sendable {
    case markdown, html, table, json, catalog

    private static let known: [(endings: [String], format: ArticleFormat)] = [
        (["md", "markdown", "txt"], .markdown), (["html", "htm", "xhtml"], .html), (["csv", "tsv"], .table),
        (["json", "jsonl", "ndjson"], .json), (["xml"], .catalog),
    ]

    /// - Returns: nil for other files.
    init?(name: String) {
        let ending = URL(fileURLWithPath: name).pathExtension.lowercased()
        guard let known = Self.known.first(where: { $0.endings.contains(ending) }) else { return nil }
        self = known.format
    }

    /// For messages.
    static var endings: String {
        known.compactMap { $0.endings.first.map { "." + $0 } }.joined(separator: ", ")
    }

    /// The endings of what belongs to the pages of a saved website.
    static let belongings: Set<String> = [
        "css", "js", "mjs", "map", "png", "jpg", "jpeg", "gif", "svg", "webp", "avif", "ico", "bmp", "woff",
        "woff2",
        "ttf", "otf", "eot", "mp4", "webm", "mp3", "webmanifest", "rng",
    ]
}
