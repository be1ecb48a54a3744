internal import Foundation

/// BLEU of a corpus, as the public tool sacrebleu computes it by default (`13a` words, exponential smoothing).
///
/// 100 · BP · exp(mean over n = 1…4 of ln pₙ), where pₙ is the share of the n-grams of all translations that the
/// references hold too (each at most as often as in one reference), and BP = exp(1 − r / c) when the translations'
/// length c is below the references' r, else 1. The k-th precision that is zero counts as 1 / (2ᵏ · n-grams).
/// Papineni et al., "BLEU: a Method for Automatic Evaluation of Machine Translation" (2002); Post, "A Call for Clarity
/// in Reporting BLEU Scores" (2018).
public struct BLEU: Sendable, Equatable {
    /// From 0 to 100.
    public let score: Double
    /// Precisions of words, pairs, triples and quadruples, in percent, smoothed.
    public let precisions: [Double]
    /// Penalty for translations that are shorter than the references, up to 1.
    public let brevityPenalty: Double
    /// Words of all translations.
    public let length: Int
    /// Words of the references, counting for each text the reference that is closest in length.
    public let referenceLength: Int

    private static let longest = 4

    /// Compares translations with one reference each.
    public init(_ translations: [String], references: [String]) throws {
        try self.init(translations, references: references.map { [$0] })
    }

    /// Compares translations with one or more references each.
    ///
    /// - Throws: ``TokenizerError/setting(_:found:expected:)`` if there are no texts, or the number of references differs.
    public init(_ translations: [String], references: [[String]]) throws {
        try TextMetric.check(translations, references)
        var correct = [Int](repeating: 0, count: Self.longest)
        var total = correct
        var (length, referenceLength) = (0, 0)
        for (translation, references) in zip(translations, references) {
            let words = MTEvalWords.split(translation)
            let others = references.map { MTEvalWords.split($0) }
            length += words.count
            // The closest length; the shorter one of a tie.
            referenceLength +=
                others.map(\.count).min {
                    (abs($0 - words.count), $0) < (abs($1 - words.count), $1)
                } ?? 0
            for order in 1...Self.longest {
                let grams = NGrams.count(words, order)
                var allowed: [ArraySlice<[UInt32]>: Int] = [:]
                for other in others { allowed.merge(NGrams.count(other, order)) { max($0, $1) } }
                for (gram, count) in grams {
                    total[order - 1] += count
                    correct[order - 1] += min(count, allowed[gram] ?? 0)
                }
            }
        }
        self.init(correct: correct, total: total, length: length, referenceLength: referenceLength)
    }

    private init(correct: [Int], total: [Int], length: Int, referenceLength: Int) {
        self.length = length
        self.referenceLength = referenceLength
        brevityPenalty =
            length >= referenceLength ? 1 : length > 0 ? exp(1 - Double(referenceLength) / Double(length)) : 0
        // Without a match there is nothing to smooth.
        guard correct.contains(where: { $0 > 0 }) else {
            precisions = [Double](repeating: 0, count: Self.longest)
            score = 0
            return
        }
        var smoothing = 1.0
        let smoothed = zip(correct, total).map { correct, total -> Double in
            guard total > 0 else { return 0 }
            if correct > 0 { return 100 * Double(correct) / Double(total) }
            smoothing *= 2
            return 100 / (smoothing * Double(total))
        }
        precisions = smoothed
        // Texts too short for quadruples have no score.
        let sum = smoothed.reduce(0) { $0 + ($1 > 0 ? log($1) : -9_999_999_999) }
        score = brevityPenalty * exp(sum / Double(Self.longest))
    }
}

/// N-grams are keyed by their bytes: Swift strings treat canonically equivalent spellings as equal.
enum NGrams {
    static func count<Item: Hashable>(_ items: [Item], _ order: Int) -> [ArraySlice<Item>: Int] {
        var result: [ArraySlice<Item>: Int] = [:]
        guard items.count >= order else { return result }
        for start in 0...(items.count - order) { result[items[start..<start + order], default: 0] += 1 }
        return result
    }
}

enum TextMetric {
    static func check(_ translations: [String], _ references: [[String]]) throws {
        guard !translations.isEmpty else {
            throw TokenizerError.setting("texts to compare", found: "none", expected: "one or more")
        }
        guard translations.count == references.count else {
            throw TokenizerError.setting(
                "references", found: "\(references.count)",
                expected: "\(translations.count), as there are texts")
        }
        if let empty = references.firstIndex(where: \.isEmpty) {
            throw TokenizerError.setting(
                "references of text \(empty)", found: "none", expected: "one or more")
        }
    }
}
