/// The unigram language model: of all ways to divide a piece into tokens, the one with the highest sum of scores.
///
/// `max over t_1 … t_n of sum_i log p(t_i)`, found by dynamic programming over the places of the piece (Viterbi). A
/// character without a token of its own may be unknown, at a score of 10 below the lowest; unknown characters in a row
/// are one token, or their bytes. Kudo, "Subword Regularization" (2018); ties and unknown characters as in
/// SentencePiece.
struct UnigramModel: Sendable {
    /// Logarithms of probabilities, by id.
    let scores: [Double]
    let unknown: Int32
    /// Unknown characters are written as their bytes, `<0x00>` to `<0xFF>`.
    let fallsBackToBytes: Bool
    private var trie = TokenTrie()
    private let unknownScore: Double
    private let byteIDs: [Int32]

    /// The work for a place of a text grows with the longest token, in bytes.
    static let longestToken = 1024

    init(scores: [Double], unknown: Int32, fallsBackToBytes: Bool, vocabulary: Vocabulary) {
        (self.scores, self.unknown, self.fallsBackToBytes) = (scores, unknown, fallsBackToBytes)
        unknownScore = (scores.min() ?? 0) - 10
        for id in scores.indices { trie.insert(vocabulary.bytes(of: Int32(id)), id: Int32(id)) }
        byteIDs = vocabulary.byteTokens
    }

    /// The best way to a place of the piece: its score, and the token that ends there.
    private struct Step {
        var score = -Double.infinity
        var start = -1
        var id: Int32 = 0
    }

    /// Appends the tokens of a piece.
    func tokenize(_ piece: Span<UInt8>, _ vocabulary: Vocabulary, into result: inout [TokenSpan]) {
        let steps = bestSteps(piece)
        var tokens: [(id: Int32, range: Range<Int>)] = []
        var end = piece.count
        while end > 0 {
            let step = steps[end]
            if step.id == unknown, let last = tokens.last, last.id == unknown {
                tokens[tokens.count - 1].range = step.start..<last.range.upperBound
            } else {
                tokens.append((step.id, step.start..<end))
            }
            end = step.start
        }
        for (id, range) in tokens.reversed() {
            if id == unknown {
                appendUnknown(piece.extracting(range), vocabulary, &result)
            } else {
                result.append(TokenSpan(id: id, length: Int32(range.count)))
            }
        }
    }

    private func bestSteps(_ piece: Span<UInt8>) -> [Step] {
        var steps = [Step](repeating: Step(), count: piece.count + 1)
        steps[0].score = 0
        var start = 0
        while start < piece.count {
            let score = steps[start].score
            let next = start + piece.scalar(at: start).length
            func propose(_ id: Int32, _ end: Int, _ total: Double) {
                if steps[end].start < 0 || total > steps[end].score {
                    steps[end] = Step(score: total, start: start, id: id)
                }
            }
            var isKnown = false
            var (node, end) = (TokenTrie.root, start)
            while end < piece.count, let following = trie.node(after: piece[end], from: node) {
                (node, end) = (following, end + 1)
                guard let id = trie.token(at: node) else { continue }
                propose(id, end, score + scores[Int(id)])
                if end == next { isKnown = true }
            }
            if !isKnown { propose(unknown, next, score + unknownScore) }
            start = next
        }
        return steps
    }

    private func appendUnknown(
        _ text: Span<UInt8>, _ vocabulary: Vocabulary, _ result: inout [TokenSpan]
    ) {
        if let id = vocabulary.modelID(of: text) {
            result.append(TokenSpan(id: id, length: Int32(text.count)))
        } else if fallsBackToBytes && text.indices.allSatisfy({ byteIDs[Int(text[$0])] >= 0 }) {
            for index in text.indices { result.append(TokenSpan(id: byteIDs[Int(text[index])], length: 1)) }
        } else {
            result.append(TokenSpan(id: unknown, length: Int32(text.count)))
        }
    }
}
