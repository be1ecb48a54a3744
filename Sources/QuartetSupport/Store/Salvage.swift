internal import GRDB

/// The articles that a damaged knowledge base still gives.
public struct SalvagedArticles: Sendable, Equatable {
    public let articles: [ArticleRecord]
    /// Articles that are known to have been there and cannot be read.
    public let lost: Int
}

extension KnowledgeBase {
    /// Reads what can be read of a damaged knowledge base, without changing anything in it.
    ///
    /// - Throws: ``StoreError`` when not even the list of tables can be read.
    public static func salvage(_ path: String) throws -> SalvagedArticles {
        var configuration = Configuration()
        configuration.readonly = true
        configuration.prepareDatabase { database in
            // With it SQLite also reads a file that is shorter than its header says.
            try database.execute(sql: "PRAGMA writable_schema = ON")
        }
        return try StoreError.translating(path) {
            let queue = try DatabaseQueue(
                path: path.hasPrefix("/") ? path : "./" + path, configuration: configuration)
            return try queue.inDatabase { database in
                _ = try Schema.version(of: database)
                return salvaged(from: database)
            }
        }
    }

    private static func salvaged(from database: Database) -> SalvagedArticles {
        var rows: Set<Int64> = []
        // Each of these ends where it meets damage: the table from both ends, and the index, which is elsewhere.
        for order in [
            "article NOT INDEXED ORDER BY rowid", "article NOT INDEXED ORDER BY rowid DESC",
            "article INDEXED BY sqlite_autoindex_article_1 ORDER BY id",
            "article INDEXED BY sqlite_autoindex_article_1 ORDER BY id DESC",
        ] {
            guard let found = try? Int64.fetchCursor(database, sql: "SELECT rowid FROM \(order)") else {
                continue
            }
            while let row = try? found.next() { rows.insert(row) }
        }
        var known = rows.sorted()
        // Between those that were found there may be others.
        if let first = known.first, let last = known.last, last - first < 10_000_000 {
            known = Array(first...last)
        }
        var articles: [ArticleRecord] = []
        var lost = 0
        for row in known {
            do {
                let found = try database.row("SELECT * FROM article NOT INDEXED WHERE rowid = ?", [row])
                if let found { articles.append(try ArticleRecord(row: found)) }
            } catch {
                lost += 1
            }
        }
        return SalvagedArticles(articles: articles.sorted { $0.id < $1.id }, lost: lost)
    }
}
