internal import QuartetFiles

/// Mends words that the knowledge base does not know by its own vocabulary: "retrun" becomes "return".
///
/// A word of at least five letters may differ by one edit (optimal string alignment), one of nine by two; one of
/// four only from a word with which one asks: "waht", "csot". A word with a digit is left as it is. Of several candidates
/// the one with the same first letter and the most documents wins. A word of at least five letters that no near one is
/// known of may be a part of a compound: "Ausweis" of "Personalausweis". The original is always searched, too.
package struct SpellingRepair: Sendable {
    private let documents: [String: Int]
    /// Known words by their length, in the order of their documents, the most frequent first.
    private let byLength: [[String]]
    /// Tells words that ordinary texts have, which are right although no article has them.
    private let isOrdinary: @Sendable (String) -> Bool

    private static let longest = 24
    /// The longer words with which one asks, the most frequent first.
    private static let asking = [
        "what", "when", "where", "does", "cost", "much", "time", "long", "which", "return", "price", "have",
        "your", "with", "size", "open", "order", "item", "free", "work",
    ]

    /// - Parameters:
    ///   - vocabulary: the words of the knowledge base, as ``SearchWords`` has them, with the number of their passages.
    ///   - isOrdinary: true for words that are never mended, beside those without a meaning of their own.
    package init(
        vocabulary: [String: Int], isOrdinary: @escaping @Sendable (String) -> Bool = { _ in false }
    ) {
        documents = vocabulary
        self.isOrdinary = isOrdinary
        var byLength = [[String]](repeating: [], count: Self.longest + 1)
        for (word, count) in vocabulary.sorted(by: { ($1.value, $0.key) < ($0.value, $1.key) })
        where count > 0 && word.unicodeScalars.allSatisfy(\.properties.isAlphabetic) {
            if word.count <= Self.longest { byLength[word.count].append(word) }
        }
        self.byLength = byLength
    }

    package func knows(_ word: String) -> Bool { documents[word] != nil || FunctionWords.all.contains(word) }

    /// What an unknown word probably means; nil when it is known, too short, or nothing is near enough.
    package func repaired(_ word: String) -> String? {
        let length = word.count
        guard !knows(word), (4...Self.longest).contains(length),
            word.unicodeScalars.allSatisfy(\.properties.isAlphabetic)
        else { return nil }
        if length < 5 { return Self.asking.first { EditDistance.between(word, $0) == 1 } }
        if isOrdinary(word) { return compound(with: word) }
        let reach = length >= 9 ? 2 : 1
        var best: (word: String, distance: Int, keepsStart: Bool, documents: Int)?
        for count in max(length - reach, 4)...min(length + reach, Self.longest) {
            for candidate in byLength[count] {
                let distance = EditDistance.between(word, candidate)
                if distance > reach { continue }
                let found = (
                    word: candidate, distance: distance, keepsStart: candidate.first == word.first,
                    documents: documents[candidate] ?? 0
                )
                if best.map({ Self.isBetter(found, than: $0) }) ?? true { best = found }
            }
        }
        return best?.word ?? compound(with: word)
    }

    /// The known word with the most documents that ends or begins with a word, and is at least three letters longer.
    private func compound(with word: String) -> String? {
        for count in min(word.count + 3, Self.longest)...Self.longest {
            let known = byLength[count]
            if let found = known.first(where: { $0.hasSuffix(word) })
                ?? known.first(where: { $0.hasPrefix(word) })
            {
                return found
            }
        }
        return nil
    }

    private static func isBetter(
        _ one: (word: String, distance: Int, keepsStart: Bool, documents: Int),
        than other: (word: String, distance: Int, keepsStart: Bool, documents: Int)
    ) -> Bool {
        if one.distance != other.distance { return one.distance < other.distance }
        if one.keepsStart != other.keepsStart { return one.keepsStart }
        return (one.documents, other.word) > (other.documents, one.word)
    }
}
