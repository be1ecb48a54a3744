internal import QuartetText

/// How strongly the words of a question and of a passage attend to one another when a ``PairEncoder`` reads them together.
///
/// For the words `q` and `p`, and with `A` as the mean of the attention over layers and heads, the weight is the mean of what
/// a token of `q` gives to `p` and what a token of `p` gives to `q`:
/// `(Σ A[i, j] / |q| + Σ A[j, i] / |p|) / 2` over the tokens `i` of `q` and `j` of `p`.
public struct PairAttention: Sendable, Equatable {
    /// The words in their order, as far as the encoder read them.
    public let question, passage: [String]
    /// `[question, passage]`, as shares of the largest one.
    public let weights: [Float]

    public init(question: [String], passage: [String], weights: [Float]) {
        (self.question, self.passage, self.weights) = (question, passage, weights)
    }

    /// - Parameters:
    ///   - attention: between all tokens of the pair.
    ///   - pair: the tokens, with their places.
    init(_ attention: TextAttention, of pair: Encoding, question: String, passage: String) {
        let texts = [question, passage].map { WordTokens($0) }
        var tokens = texts.map { [[Int]](repeating: [], count: $0.words.count) }
        for (token, text) in pair.textIndices.enumerated() where text >= 0 {
            // A mark between words takes much attention and means nothing by itself.
            guard let word = texts[text].word(at: pair.offsets[token]) else { continue }
            tokens[text][word].append(token)
        }
        func kept(_ text: Int) -> [Int] { tokens[text].indices.filter { !tokens[text][$0].isEmpty } }
        let (rows, columns) = (kept(0), kept(1))
        let mean = attention.meanWeights
        let size = attention.keys.count
        var weights: [Float] = []
        for row in rows {
            for column in columns {
                let (own, other) = (tokens[0][row], tokens[1][column])
                var (there, back): (Float, Float) = (0, 0)
                for i in own {
                    for j in other {
                        there += mean[i * size + j]
                        back += mean[j * size + i]
                    }
                }
                weights.append((there / Float(own.count) + back / Float(other.count)) / 2)
            }
        }
        let most = weights.max() ?? 0
        self.init(
            question: rows.map { texts[0].words[$0] }, passage: columns.map { texts[1].words[$0] },
            weights: most > 0 ? weights.map { $0 / most } : weights)
    }
}

/// The words of a text between white space, and which of them a token belongs to.
private struct WordTokens {
    private(set) var words: [String] = []
    private var ends: [Int] = []
    private let bytes: [UInt8]

    init(_ text: String) {
        bytes = Array(text.utf8)
        for word in text.split(whereSeparator: \.isWhitespace) {
            words.append(String(word))
            ends.append(text.utf8.distance(from: text.startIndex, to: word.endIndex))
        }
    }

    /// - Parameter range: of a token, in bytes.
    /// - Returns: nil for a token without a letter, a digit or a currency.
    func word(at range: Range<Int>) -> Int? {
        let text = String(decoding: bytes[range.clamped(to: bytes.indices)], as: UTF8.self)
        guard text.contains(where: { $0.isLetter || $0.isNumber || $0.isCurrencySymbol }) else { return nil }
        return ends.firstIndex { range.lowerBound < $0 }
    }
}
