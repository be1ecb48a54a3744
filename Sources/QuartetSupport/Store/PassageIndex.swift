internal import GRDB
internal import QuartetFiles

/// What the full-text indexes know of an article besides its passages.
struct IndexedArticle: Equatable {
    let title: String
    let synonyms: [String]

    func texts(of passage: StoredPassage) -> IndexedTexts { texts(of: passage.passage) }

    func texts(of passage: Passage) -> IndexedTexts {
        let texts = [
            title, passage.headings.joined(separator: " "), passage.text, synonyms.joined(separator: " "),
        ]
        return IndexedTexts(
            words: texts.map { SearchWords($0).words.joined(separator: " ") },
            parts: texts.flatMap(WordParts.parts(of:)).joined(separator: " "))
    }
}

/// A passage's texts in the full-text indexes: the words for which the search looks.
///
/// The indexes keep no texts. They take a passage's words out when they are given exactly the texts that they were given
/// to put them in, so these depend on nothing but the stored row and on ``form``.
struct IndexedTexts: Equatable {
    /// Title, headings, text, synonyms.
    let words: [String]
    /// Empty for most passages, which are then not in the index of parts.
    let parts: String

    /// Changes when texts are taken apart in another way: then the indexes are made anew.
    static let form: String = {
        let sample =
            "Größe Café naïve İ 12½ £5.00 e-mail BR-104-2217 ISO 8601 ＢＲ１０４ 返品について คืนสินค้า 환불 पैसा كِتَاب d'été"
        let texts = IndexedArticle(title: sample, synonyms: []).texts(
            of: Passage(article: "", place: 0, title: sample, headings: [], statements: []))
        return Fingerprint(texts.words.joined(separator: "|") + "|" + texts.parts).text
    }()
}

extension Database {
    func insertWords(_ texts: IndexedTexts, of passage: Int64) throws {
        try run(
            "INSERT INTO passageWords(rowid, title, headings, text, synonyms) VALUES(?, ?, ?, ?, ?)",
            [passage] + texts.words)
        if texts.parts.isEmpty { return }
        try run("INSERT INTO passageParts(rowid, parts) VALUES(?, ?)", [passage, texts.parts])
    }

    func removeWords(_ texts: IndexedTexts, of passage: Int64) throws {
        try run(
            """
            INSERT INTO passageWords(passageWords, rowid, title, headings, text, synonyms)
            VALUES('delete', ?, ?, ?, ?, ?)
            """, [passage] + texts.words)
        if texts.parts.isEmpty { return }
        try run(
            "INSERT INTO passageParts(passageParts, rowid, parts) VALUES('delete', ?, ?)",
            [passage, texts.parts])
    }
}

extension KnowledgeBase {
    /// Makes the full-text indexes anew if another version of this program made them, which took texts apart in another
    /// way.
    func updateIndexes() throws {
        guard try setting(SettingKey.indexForm) != IndexedTexts.form else { return }
        try write { database in
            guard try database.setting(SettingKey.indexForm) != IndexedTexts.form else { return }
            try database.run("INSERT INTO passageWords(passageWords) VALUES('delete-all')")
            try database.run("INSERT INTO passageParts(passageParts) VALUES('delete-all')")
            let rows = try database.cursor(
                """
                SELECT passage.*, article.title, article.synonyms FROM passage
                JOIN article ON article.id = passage.article ORDER BY passage.id
                """)
            while let row = try rows.next() {
                let article = IndexedArticle(
                    title: try row.text("title"), synonyms: try row.json([String].self, "synonyms"))
                let passage = try StoredPassage(row: row)
                try database.insertWords(article.texts(of: passage), of: passage.id)
            }
            try database.set(SettingKey.indexForm, to: IndexedTexts.form)
            try database.finishArticles()
        }
    }
}
