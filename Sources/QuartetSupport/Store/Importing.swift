public import Foundation
internal import GRDB

/// An article as it is to be stored.
public struct PreparedArticle: Sendable, Equatable {
    public var record: ArticleRecord
    /// In their order.
    public var passages: [Passage]

    public init(_ record: ArticleRecord, _ passages: [Passage]) {
        (self.record, self.passages) = (record, passages)
    }
}

extension KnowledgeBase {
    /// Stores new and changed articles with their passages, words and vectors, and removes others, all in one
    /// transaction: a reader, and whoever opens the file after this process was killed, sees the old state or the new.
    ///
    /// Vectors are made before the transaction begins, so that the conversations of other processes wait only for the
    /// writing. An article that was removed by hand is back when it is given here.
    ///
    /// - Parameters:
    ///   - gone: ids of articles to remove. They are not kept away from later imports.
    ///   - encoder: nil stores no vectors.
    ///   - progress: is given the numbers of articles whose vectors are made and of all.
    /// - Throws: ``StoreError``, and what the encoder throws; then nothing is stored.
    public func apply(
        _ articles: [PreparedArticle], removing gone: [String] = [], encoder: PassageEncoder?, at time: Date,
        progress: (Int, Int) throws -> Void = { _, _ in }
    ) throws {
        if articles.isEmpty, gone.isEmpty { return }
        if isReadOnly { throw StoreError.readOnly(file: path) }
        let vectors = try StoreError.translating(path) {
            try encoder.map { encoder in
                try ArticleVectors.make(of: articles, by: encoder) {
                    try progress($0, articles.count)
                }
            }
        }
        try write { database in
            for id in gone { _ = try database.removeArticle(id) }
            for (index, article) in articles.enumerated() {
                let ids = try database.store(article, at: time)
                guard let encoder, let vectors else { continue }
                try database.store(
                    vectors[index], of: article.record.id, passages: ids, encoder: encoder.fingerprint)
            }
            try database.finishArticles()
        }
    }
}

extension Database {
    /// - Returns: the numbers of its passages, by their places.
    fileprivate func store(_ article: PreparedArticle, at time: Date) throws -> [Int64] {
        let record = article.record
        let formerRow = try row("SELECT title, synonyms FROM article WHERE id = ?", [record.id])
        let former = try formerRow.map {
            IndexedArticle(title: try $0.text("title"), synonyms: try $0.json([String].self, "synonyms"))
        }
        let old = former == nil ? [] : try storedPassages(of: record.id)
        try store(record, at: time)
        try run("DELETE FROM removedArticle WHERE id = ?", [record.id])
        // Vectors of the former passages.
        try run("DELETE FROM articleVectors WHERE article = ?", [record.id])
        return try store(
            article.passages, of: record, replacing: old,
            of: former ?? IndexedArticle(title: record.title, synonyms: record.synonyms))
    }
}
