internal import GRDB

extension KnowledgeBase {
    /// What answers need to know of articles besides their text, by id.
    package func headers(of ids: Set<String>) throws -> [String: ArticleHeader] {
        try read { database in
            var headers: [String: ArticleHeader] = [:]
            for id in ids {
                let row = try database.row(
                    "SELECT id, title, language, audience, handover, validUntil, address, synonyms FROM article WHERE id = ?",
                    [id])
                headers[id] = try row.map(ArticleHeader.init(row:))
            }
            return headers
        }
    }

    /// The languages of the articles that customers may read.
    package func customerLanguages() throws -> Set<String> {
        try read {
            Set(
                try $0.values(
                    String.self, "SELECT DISTINCT language FROM article WHERE audience = 'customers'"))
        }
    }
}

extension ArticleHeader {
    fileprivate init(row: Row) throws {
        (id, title, language) = (try row.text("id"), try row.text("title"), try row.text("language"))
        audience = try row.choice(Article.Audience.self, "audience")
        handover = try row.optionalText("handover").flatMap { Article.Handover(rawValue: $0) }
        validUntil = try row.optionalText("validUntil").flatMap { CalendarDay($0) }
        address = try row.optionalText("address")
        synonyms = try row.json([String].self, "synonyms")
    }
}
