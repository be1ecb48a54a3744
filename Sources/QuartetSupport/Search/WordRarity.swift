internal import Foundation

/// How rare a word is in a knowledge base: `log(1 + (N - n + 0.5) / (n + 0.5))` for a word of `n` of `N` passages, as BM25
/// has it (Robertson & Zaragoza, 2009).
package struct WordRarity: Sendable {
    private let documents: [String: Int]
    private let passages: Double

    package init(documents: [String: Int], passages: Int) {
        (self.documents, self.passages) = (documents, Double(max(passages, 1)))
    }

    package subscript(word: String) -> Double {
        let count = Double(documents[word] ?? 0)
        return log(1 + max(passages - count + 0.5, 0.5) / (count + 0.5))
    }

    /// The words to search the index with: all of a small knowledge base; where a word stands in more than a hundredth of
    /// many passages it is left out as long as a rarer one is there, because scoring its passages would take seconds.
    package func searchable(_ words: [String]) -> [String] {
        let known = words.filter { documents[$0] != nil }
        let limit = max(passages / 100, 2000)
        let rare = known.filter { Double(documents[$0] ?? 0) <= limit }
        if !rare.isEmpty { return rare }
        // Only common words: the rarest two.
        return Array(known.sorted { (documents[$0] ?? 0, $0) < (documents[$1] ?? 0, $1) }.prefix(2))
    }

    /// The share of the words' weight that a set of words has; 0 without words.
    package func coverage(of words: [String], by known: Set<String>) -> Double {
        coverage(of: words) { known.contains($0) }
    }

    /// The same where a word of four letters or more may also begin or end one of the others.
    package func coverage(of words: [String], byPartsOf compounds: [String]) -> Double {
        coverage(of: words) { word in
            compounds.contains {
                $0 == word || (word.count > 3 && ($0.hasPrefix(word) || $0.hasSuffix(word)))
            }
        }
    }

    private func coverage(of words: [String], _ isCovered: (String) -> Bool) -> Double {
        let all = words.reduce(0) { $0 + self[$1] }
        guard all > 0 else { return 0 }
        return words.reduce(0) { $0 + (isCovered($1) ? self[$1] : 0) } / all
    }
}
