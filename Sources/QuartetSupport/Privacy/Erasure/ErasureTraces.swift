internal import Foundation
internal import GRDB

/// Texts by which the bytes of files are searched for what was erased.
///
/// They are the words of the conversation that no article has, and pieces of its texts. Nothing of them is ever stored.
struct ErasureTraces {
    private(set) var texts: Set<String> = []

    /// Shorter words, in bytes, would be found by chance: in a gigabyte six random bytes are met once in 250,000 times.
    private static let shortestWord = 6
    private static let pieceLength = 32
    /// More are not needed to find out whether something is left.
    private static let most = 20_000

    /// Takes the traces of what a customer or the desk wrote.
    ///
    /// - Parameter isCommon: whether a word in lower case, without diacritics, is one of the articles'.
    mutating func add(_ text: String, isCommon: (String) throws -> Bool) rethrows {
        guard texts.count < Self.most else { return }
        for word in text.split(whereSeparator: { !$0.isLetter && !$0.isNumber })
        where word.utf8.count >= Self.shortestWord && !texts.contains(String(word)) {
            if texts.count >= Self.most { return }
            let folded = word.folding(options: [.caseInsensitive, .diacriticInsensitive], locale: nil)
            if try !isCommon(folded) { texts.insert(String(word)) }
        }
        addPieces(of: text)
    }

    /// Takes a name as a whole.
    mutating func add(name: String) {
        if name.utf8.count >= Self.shortestWord { texts.insert(name) }
    }

    private mutating func addPieces(of text: String) {
        var piece = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            piece.append(scalar)
            if String(piece).utf8.count < Self.pieceLength { continue }
            texts.insert(String(piece))
            piece.removeAll()
            if texts.count >= Self.most { return }
        }
        if String(piece).utf8.count >= Self.shortestWord * 2 { texts.insert(String(piece)) }
    }
}

extension Database {
    /// The traces of conversations, and everything about them.
    func traces(of conversations: [String]) throws -> ErasureTraces {
        var traces = ErasureTraces()
        func add(_ sql: String, _ id: String) throws {
            for row in try rows(sql, [id]) {
                for (_, value) in row {
                    guard let text = String.fromDatabaseValue(value) else { continue }
                    try traces.add(text) { word in
                        try self.value(Int.self, "SELECT 1 FROM vocabulary WHERE term = ?", [word]) != nil
                    }
                }
            }
        }
        for id in conversations {
            traces.add(name: id)
            if let customer = try value(String.self, "SELECT customer FROM conversation WHERE id = ?", [id]) {
                traces.add(name: customer)
            }
            try add("SELECT state FROM conversation WHERE id = ?", id)
            try add("SELECT text, slots, query FROM turn WHERE conversation = ? AND author <> 'bot'", id)
            try add("SELECT slots, summary FROM ticket WHERE conversation = ?", id)
            try add(
                "SELECT text FROM note WHERE ticket IN (SELECT id FROM ticket WHERE conversation = ?)", id)
            try add(
                "SELECT text FROM feedback WHERE turn IN (SELECT id FROM turn WHERE conversation = ?)", id)
        }
        return traces
    }

    /// Which of some texts are in what the database rightly has: in another conversation, in an article, in the words of
    /// the indexes.
    func living(_ search: ByteSearch) throws -> [Bool] {
        var counts = [Int](repeating: 0, count: search.needles.count)
        let names = try String.fetchAll(
            self,
            sql: """
                SELECT name FROM sqlite_schema WHERE type = 'table' AND (sql NOT LIKE 'CREATE VIRTUAL%'
                    AND name NOT LIKE 'passageWords%' AND name NOT LIKE 'passageParts%' OR sql LIKE '%fts5vocab%')
                """)
        for name in names + ["sqlite_schema"] {
            let rows = try Row.fetchCursor(self, sql: "SELECT * FROM \(name.quotedDatabaseIdentifier)")
            while let row = try rows.next() {
                for (_, value) in row {
                    if case .string(let text) = value.storage { search.count(in: text, into: &counts) }
                }
            }
        }
        search.count(in: "SQLite format 3", into: &counts)
        return counts.map { $0 > 0 }
    }
}
