/// A message that only names a subject: "student discount", "gift card balance".
struct TopicQuery: Sendable {
    private let words: Set<String>

    /// - Parameter title: of the article that was found.
    /// - Returns: nil when the message asks something about its subject, or is about something else.
    init?(_ message: String, title: String) {
        let search = SearchWords(message)
        words = Set(search.content.map(Self.singular))
        let isOnlyName = search.words.count <= 4 && search.words.count == search.content.count
        let titleWords = SearchWords(title).words.map(Self.singular)
        guard isOnlyName, !words.isEmpty, words.isSubset(of: titleWords) else { return nil }
    }

    /// Whether a message is one word that several articles have in their titles: "membership".
    static func isAmbiguous(_ message: String, among passages: [FoundPassage]) -> Bool {
        let search = SearchWords(message)
        guard search.words.count == 1, let word = search.content.first.map(singular) else { return false }
        let named = passages.filter { passage in
            SearchWords(passage.article.title).words.contains { singular($0) == word }
        }
        return Set(named.map(\.article.id)).count > 1
    }

    /// "Gift card" and "gift cards" name the same.
    private static func singular(_ word: String) -> String {
        word.count > 3 && word.hasSuffix("s") ? String(word.dropLast()) : word
    }

    /// The section whose heading has a word of the message, else the article's first one, which tells what it is about.
    func section(of passages: [FoundPassage], among places: [Int]) -> Int? {
        func shared(_ place: Int) -> Int {
            words.intersection(
                passages[place].passage.headings.flatMap { SearchWords($0).words.map(Self.singular) }
            ).count
        }
        let named = places.max { (shared($0), $1) < (shared($1), $0) }
        if let named, shared(named) > 0 { return named }
        return places.min { passages[$0].passage.place < passages[$1].passage.place }
    }
}
