/// The edit distance between words.
package enum EditDistance {
    /// Number of insertions, deletions, substitutions and swaps of neighbours that turn one word into the other
    /// (optimal string alignment, a restricted Damerau-Levenshtein distance).
    package static func between(_ first: String, _ second: String) -> Int {
        let (a, b) = (Array(first), Array(second))
        if a.isEmpty || b.isEmpty { return max(a.count, b.count) }
        var beforePrevious = [Int](repeating: 0, count: b.count + 1)
        var previous = Array(0...b.count)
        for i in 1...a.count {
            var current = [Int](repeating: i, count: b.count + 1)
            for j in 1...b.count {
                let substitution = previous[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)
                current[j] = min(previous[j] + 1, current[j - 1] + 1, substitution)
                if i > 1, j > 1, a[i - 1] == b[j - 2], a[i - 2] == b[j - 1] {
                    current[j] = min(current[j], beforePrevious[j - 2] + 1)
                }
            }
            (beforePrevious, previous) = (previous, current)
        }
        return previous[b.count]
    }

    /// Words in the order of their distance from another, the nearest first; of equals in their own order.
    package static func nearestFirst(_ words: [String], to word: String) -> [String] {
        let distances = words.map { between($0, word) }
        return words.indices.sorted { (distances[$0], $0) < (distances[$1], $1) }.map { words[$0] }
    }
}
