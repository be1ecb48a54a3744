public import Foundation
internal import GRDB

/// A row of the table of articles.
public struct ArticleRecord: Sendable, Equatable {
    public var id: String
    public var title: String
    public var language: String
    public var audience = Article.Audience.customers
    public var handover: Article.Handover?
    public var validUntil: CalendarDay?
    public var address: String?
    public var tags: [String] = []
    public var synonyms: [String] = []
    /// The text in its canonical Markdown.
    public var markdown: String
    /// Distinguishes one content of the article from another.
    public var fingerprint: String
    /// Where it was imported from.
    public var source: String
    public internal(set) var importedAt = Date(timeIntervalSince1970: 0)

    public init(
        id: String, title: String, language: String = "en", markdown: String, fingerprint: String,
        source: String
    ) {
        (self.id, self.title, self.language) = (id, title, language)
        (self.markdown, self.fingerprint, self.source) = (markdown, fingerprint, source)
    }
}

extension KnowledgeBase {
    /// All articles in the order of their ids.
    public func articles() throws -> [ArticleRecord] {
        try read { try $0.rows("SELECT * FROM article ORDER BY id").map(ArticleRecord.init(row:)) }
    }

    /// What an import compares with the articles that it reads, in the order of the ids.
    public func fingerprints() throws -> [(id: String, fingerprint: String, source: String)] {
        try read {
            try $0.rows("SELECT id, fingerprint, source FROM article ORDER BY id").map {
                (try $0.text("id"), try $0.text("fingerprint"), try $0.text("source"))
            }
        }
    }

    /// - Returns: nil when there is no such article.
    public func article(_ id: String) throws -> ArticleRecord? {
        try read { try $0.row("SELECT * FROM article WHERE id = ?", [id]).map(ArticleRecord.init(row:)) }
    }

    /// Numbers of articles and passages.
    public func counts() throws -> (articles: Int, passages: Int) {
        try read { database in
            let articles = try database.value(Int.self, "SELECT count(*) FROM article") ?? 0
            return (articles, try database.value(Int.self, "SELECT count(*) FROM passage") ?? 0)
        }
    }

    /// The titles of the first articles that customers may read.
    func customerTitles(count: Int) throws -> [String] {
        try read {
            try $0.values(
                String.self, "SELECT title FROM article WHERE audience = ? ORDER BY rowid LIMIT ?",
                [Article.Audience.customers.rawValue, count])
        }
    }

    /// Ids of articles that were removed by hand.
    public func removedArticles() throws -> Set<String> {
        try read { Set(try $0.values(String.self, "SELECT id FROM removedArticle")) }
    }

    /// Removes an article by hand: an import does not bring it back by itself.
    ///
    /// - Returns: whether there was such an article.
    @discardableResult
    public func remove(_ id: String, at time: Date) throws -> Bool {
        try write { database in
            guard try database.removeArticle(id) else { return false }
            try database.run(
                "INSERT OR REPLACE INTO removedArticle(id, removedAt) VALUES(?, ?)", [id, time.stored])
            try database.finishArticles()
            return true
        }
    }
}

extension ArticleRecord {
    init(row: Row) throws {
        id = try row.text("id")
        title = try row.text("title")
        language = try row.text("language")
        audience = try row.choice(Article.Audience.self, "audience")
        handover = try row.optionalText("handover").flatMap { Article.Handover(rawValue: $0) }
        validUntil = try row.optionalText("validUntil").flatMap { CalendarDay($0) }
        address = try row.optionalText("address")
        tags = try row.json([String].self, "tags")
        synonyms = try row.json([String].self, "synonyms")
        markdown = try row.text("markdown")
        fingerprint = try row.text("fingerprint")
        source = try row.text("source")
        importedAt = try row.date("importedAt")
    }
}

extension Database {
    /// Writes an article's row; an older one of the same id keeps its passages.
    func store(_ article: ArticleRecord, at time: Date) throws {
        try run(
            """
            INSERT INTO article(id, title, language, audience, handover, validUntil, address, tags, synonyms, markdown,
                fingerprint, source, importedAt)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT(id) DO UPDATE SET title = excluded.title, language = excluded.language,
                audience = excluded.audience, handover = excluded.handover, validUntil = excluded.validUntil,
                address = excluded.address, tags = excluded.tags, synonyms = excluded.synonyms,
                markdown = excluded.markdown, fingerprint = excluded.fingerprint, source = excluded.source,
                importedAt = excluded.importedAt
            """,
            [
                article.id, article.title, article.language, article.audience.rawValue,
                article.handover?.rawValue,
                article.validUntil?.description, article.address, try JSONText.text(article.tags),
                try JSONText.text(article.synonyms), article.markdown, article.fingerprint, article.source,
                time.stored,
            ])
    }

    /// Takes an article out, with its passages, words and vectors.
    ///
    /// - Returns: whether there was such an article.
    func removeArticle(_ id: String) throws -> Bool {
        guard let row = try row("SELECT title, synonyms FROM article WHERE id = ?", [id]) else {
            return false
        }
        let article = IndexedArticle(
            title: try row.text("title"), synonyms: try row.json([String].self, "synonyms"))
        for passage in try storedPassages(of: id) {
            try removeWords(article.texts(of: passage), of: passage.id)
        }
        try run("DELETE FROM article WHERE id = ?", [id])
        return true
    }

    /// Ends a change of articles: counts the words anew, and tells running chats that something has changed.
    func finishArticles() throws {
        try countVocabulary()
        try countChange()
    }
}
