internal import GRDB

/// A passage with the number that identifies it in indexes and citations. An article that is imported again keeps the
/// numbers of its passages by their places.
public struct StoredPassage: Sendable, Equatable {
    public let id: Int64
    public let passage: Passage
}

/// Which article each passage belongs to, for filters over all passages.
public struct PassageOwners: Sendable, Equatable {
    public var articles: [String] = []
    public var passages: [Int64] = []
    /// For each of `passages` the index of its article in `articles`.
    public var owners: [Int32] = []
}

extension KnowledgeBase {
    /// Passages by their numbers. Those that are no longer there are left out.
    public func passages(_ ids: [Int64]) throws -> [Int64: StoredPassage] {
        try read { database in
            var found: [Int64: StoredPassage] = [:]
            for id in Set(ids) {
                let row = try database.row(
                    "\(StoredPassage.select) WHERE passage.id = ?", [id])
                if let row { found[id] = try StoredPassage(row: row) }
            }
            return found
        }
    }

    /// The passages of an article in their order.
    public func passages(of article: String) throws -> [StoredPassage] {
        try read { try $0.storedPassages(of: article) }
    }

    public func passageOwners() throws -> PassageOwners {
        try read { database in
            var owners = PassageOwners()
            let rows = try database.cursor(
                "SELECT article, min(id), max(id), count(*) FROM passage GROUP BY article ORDER BY article")
            while let row = try rows.next() {
                let article = try row.decode(String.self, atIndex: 0)
                let (first, last) = (
                    try row.decode(Int64.self, atIndex: 1), try row.decode(Int64.self, atIndex: 2)
                )
                let count = try row.decode(Int.self, atIndex: 3)
                // Articles that were imported once have numbers in a row, which need not be read one by one.
                if last &- first == Int64(count) - 1 {
                    owners.passages += first...last
                } else {
                    owners.passages += try database.values(
                        Int64.self, "SELECT id FROM passage WHERE article = ? ORDER BY place", [article])
                }
                owners.owners += repeatElement(Int32(owners.articles.count), count: count)
                owners.articles.append(article)
            }
            return owners
        }
    }
}

extension StoredPassage {
    /// Passages have a title of their own where their article's is too long for an encoder.
    static let select = """
        SELECT passage.id, passage.article, passage.place, ifnull(passage.title, article.title) AS title,
            passage.headings, passage.statements, article.title AS articleTitle, article.synonyms
        FROM passage JOIN article ON article.id = passage.article
        """

    /// - Parameter row: a row of ``select``.
    init(row: Row) throws {
        id = try row.number("id")
        passage = Passage(
            article: try row.text("article"), place: try row.decode(Int.self, forColumn: "place"),
            title: try row.text("title"), headings: try row.json([String].self, "headings"),
            statements: try row.json([String].self, "statements"))
    }
}

extension Database {
    func storedPassages(of article: String) throws -> [StoredPassage] {
        try rows("\(StoredPassage.select) WHERE passage.article = ? ORDER BY place", [article])
            .map(StoredPassage.init(row:))
    }

    /// Brings an article's passages and their words up to date. Its row is the new one already.
    ///
    /// - Parameters:
    ///   - old: the passages that were there, with the title and the synonyms of that time.
    /// - Returns: the numbers of the passages, by their places.
    func store(
        _ passages: [Passage], of article: ArticleRecord, replacing old: [StoredPassage],
        of oldArticle: IndexedArticle
    ) throws -> [Int64] {
        let indexed = IndexedArticle(title: article.title, synonyms: article.synonyms)
        let oldByPlace = Dictionary(
            old.map { ($0.passage.place, $0) }, uniquingKeysWith: { first, _ in first })
        var ids: [Int64] = []
        for (place, passage) in passages.enumerated() {
            let texts = indexed.texts(of: passage)
            let columns: [Argument] = [
                passage.title == article.title ? nil : passage.title, try JSONText.text(passage.headings),
                try JSONText.text(passage.statements),
            ]
            if let former = oldByPlace[place] {
                ids.append(former.id)
                try run(
                    "UPDATE passage SET title = ?, headings = ?, statements = ? WHERE id = ?",
                    columns + [former.id])
                let formerTexts = oldArticle.texts(of: former)
                if texts == formerTexts { continue }
                try removeWords(formerTexts, of: former.id)
            } else {
                try run(
                    "INSERT INTO passage(title, headings, statements, article, place) VALUES(?, ?, ?, ?, ?)",
                    columns + [article.id, place])
                ids.append(lastInsertedRowID)
            }
            try insertWords(texts, of: ids[place])
        }
        for former in old where former.passage.place >= passages.count {
            try removeWords(oldArticle.texts(of: former), of: former.id)
            try run("DELETE FROM passage WHERE id = ?", [former.id])
        }
        return ids
    }
}
