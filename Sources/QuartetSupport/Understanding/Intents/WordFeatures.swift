internal import Foundation

/// Texts as rows of numbers: the n-grams that the training texts have, weighted by how often a text has them and how few
/// texts have them (TF-IDF), `(1 + ln tf) (1 + ln((1 + n) / (1 + df)))`. Words and characters have length 1 each.
///
/// N-grams that no training text has lengthen a text, too: one of unknown words is near nothing.
struct WordFeatures: Sendable {
    /// The n-grams that have columns, in the order of their numbers. The first column, of ones, stands before them.
    let grams: [UInt64]
    /// The factor of each n-gram, and of those that have no column.
    let weights: [Float]
    let unknownWeight: Float

    /// Columns at most: of more n-grams those that most texts have.
    private static let most = 1 << 17

    var columns: Int { grams.count + 1 }

    init(grams: [UInt64], weights: [Float], unknownWeight: Float) {
        (self.grams, self.weights, self.unknownWeight) = (grams, weights, unknownWeight)
    }

    /// The n-grams of training texts.
    init(_ texts: [TextNGrams]) {
        var frequencies: [UInt64: Int32] = [:]
        for text in texts {
            for (gram, _) in text.words { frequencies[gram, default: 0] += 1 }
            for (gram, _) in text.characters { frequencies[gram, default: 0] += 1 }
        }
        let kept = frequencies.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.prefix(Self.most)
            .sorted { $0.key < $1.key }
        func weight(_ frequency: Int32) -> Float {
            Float(1 + log(Double(1 + texts.count) / Double(1 + frequency)))
        }
        grams = kept.map(\.key)
        weights = kept.map { weight($0.value) }
        unknownWeight = weight(0)
    }

    func row(_ text: TextNGrams) -> SparseRows.Row {
        ([(0, 1)] + entries(text.words) + entries(text.characters)).sorted { $0.column < $1.column }
    }

    func rows(_ texts: [TextNGrams]) -> SparseRows { SparseRows(texts.lazy.map(row)) }

    /// The known ones of some n-grams, with a length of 1 if all of them were known.
    private func entries(_ counts: TextNGrams.Counts) -> SparseRows.Row {
        var row: SparseRows.Row = []
        var square: Float = 0
        for (gram, count) in counts {
            let place = place(of: gram)
            let value = (1 + log(Float(count))) * (place.map { weights[$0] } ?? unknownWeight)
            square += value * value
            if let place { row.append((Int32(place + 1), value)) }
        }
        let scale = square > 0 ? 1 / square.squareRoot() : 0
        return row.map { ($0.column, $0.value * scale) }
    }

    private func place(of gram: UInt64) -> Int? {
        var (low, high) = (0, grams.count)
        while low < high {
            let middle = (low + high) / 2
            if grams[middle] < gram { low = middle + 1 } else { high = middle }
        }
        return low < grams.count && grams[low] == gram ? low : nil
    }
}
