internal import GRDB

extension KnowledgeBase {
    /// The words of all passages in the index's form, with the number of passages that have each.
    public func vocabulary() throws -> [String: Int] {
        try read { database in
            var vocabulary: [String: Int] = [:]
            let rows = try database.cursor("SELECT term, passages FROM vocabulary")
            while let row = try rows.next() {
                vocabulary[try row.decode(String.self, atIndex: 0)] = try row.decode(Int.self, atIndex: 1)
            }
            return vocabulary
        }
    }

    /// The number of passages that have each of some words, which are in the index's form. Unknown words are left out.
    public func documentFrequency(of words: [String]) throws -> [String: Int] {
        try read { database in
            var found: [String: Int] = [:]
            for word in words where found[word] == nil {
                found[word] = try database.value(
                    Int.self, "SELECT passages FROM vocabulary WHERE term = ?", [word])
            }
            return found
        }
    }
}

extension Database {
    /// Counts the words of the index anew. The index itself can count them only by reading all of it, which takes more
    /// than a second for a million passages: too long for each time that a knowledge base is opened.
    func countVocabulary() throws {
        try run("DELETE FROM vocabulary")
        try run("INSERT INTO vocabulary(term, passages) SELECT term, doc FROM passageTerms")
    }
}
