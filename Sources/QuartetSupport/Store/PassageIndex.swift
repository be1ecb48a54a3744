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
            words: texts.map(Self.words(of:)),
            parts: texts.flatMap(WordParts.parts(of:)).joined(separator: " "))
    }
}

extension IndexedArticle {
    /// A text's ``SearchWords`` with spaces between them. Of ASCII, which most texts are, one pass over the bytes gives
    /// the same words.
    static func words(of text: String) -> String {
        guard text.utf8.allSatisfy({ $0 < 0x80 }) else {
            return SearchWords(text).words.joined(separator: " ")
        }
        let bytes = text.utf8.map { byte -> UInt8 in
            switch byte {
            case 0x30...0x39, 0x61...0x7A: byte
            case 0x41...0x5A: byte | 0x20
            default: 0x20
            }
        }
        return String(decoding: bytes, as: UTF8.self)
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
        var form = Fingerprint()
        for sample in [
            "Größe Café naïve İ 12½ BR-104-2217 ＢＲ１０４ 返品について คืนสินค้า 환불 पैसा كِتَاب d\u{2019}été",
            "Where's my e-mail? From $5.00, 24/7; ISO 8601: WH-1000XM4 (up_to 10%)",
        ] {
            let article = IndexedArticle(title: sample, synonyms: [])
            let texts = article.texts(
                of: Passage(article: "", place: 0, title: sample, headings: [], statements: []))
            for text in texts.words + [texts.parts] { form.add(text.utf8) }
        }
        return form.text
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
            let rows = try database.cursor("\(StoredPassage.select) ORDER BY passage.id")
            while let row = try rows.next() {
                let article = IndexedArticle(
                    title: try row.text("articleTitle"), synonyms: try row.json([String].self, "synonyms"))
                let passage = try StoredPassage(row: row)
                try database.insertWords(article.texts(of: passage), of: passage.id)
            }
            try database.set(SettingKey.indexForm, to: IndexedTexts.form)
            try database.finishArticles()
        }
    }
}
