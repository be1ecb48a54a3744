/// ROUGE of summaries, as the public Python package rouge-score counts it without stemming: the F1 of shared words
/// (ROUGE-1), of shared pairs of neighbours (ROUGE-2), and of the longest common subsequence of words (ROUGE-L), each a
/// mean over the texts.
///
/// Words are runs of `a` to `z` and digits after lower-casing. Lin, "ROUGE: a Package for Automatic Evaluation of
/// Summaries" (2004).
public struct ROUGE: Sendable, Equatable {
    /// From 0 to 1.
    public let one, two, longest: Double

    /// Compares each summary with its reference.
    ///
    /// - Throws: ``TokenizerError/setting(_:found:expected:)`` if there are no texts, or the number of references differs.
    public init(_ summaries: [String], references: [String]) throws {
        try TextMetric.check(summaries, references.map { [$0] })
        var sums = (one: 0.0, two: 0.0, longest: 0.0)
        for (summary, reference) in zip(summaries, references) {
            let (words, others) = (Self.words(summary), Self.words(reference))
            sums.one += Self.overlap(words, others, order: 1)
            sums.two += Self.overlap(words, others, order: 2)
            let common = Self.longestCommonSubsequence(words, others)
            sums.longest += Self.f1(common, of: words.count, and: others.count)
        }
        let count = Double(summaries.count)
        (one, two, longest) = (sums.one / count, sums.two / count, sums.longest / count)
    }

    private static func words(_ text: String) -> [[UInt8]] {
        text.lowercased().utf8.split { !(97...122).contains($0) && !(48...57).contains($0) }.map(Array.init)
    }

    private static func overlap(_ words: [[UInt8]], _ others: [[UInt8]], order: Int) -> Double {
        let (grams, references) = (NGrams.count(words, order), NGrams.count(others, order))
        let common = grams.reduce(0) { $0 + min($1.value, references[$1.key] ?? 0) }
        return f1(common, of: words.count - order + 1, and: others.count - order + 1)
    }

    private static func longestCommonSubsequence(_ words: [[UInt8]], _ others: [[UInt8]]) -> Int {
        var above = [Int](repeating: 0, count: others.count + 1)
        for word in words {
            var row = above
            for (place, other) in others.enumerated() {
                row[place + 1] = word == other ? above[place] + 1 : max(above[place + 1], row[place])
            }
            above = row
        }
        return above[others.count]
    }

    /// The harmonic mean of precision and recall; 0 if nothing is common.
    private static func f1(_ common: Int, of found: Int, and expected: Int) -> Double {
        common > 0 ? 2 * Double(common) / Double(found + expected) : 0
    }
}
