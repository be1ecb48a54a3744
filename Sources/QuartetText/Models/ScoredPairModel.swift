/// Byte-pair encoding whose tokens have scores instead of merges, as SentencePiece makes it (Kudo & Richardson, 2018) and
/// as Llama 2, Mistral, Phi 3 and Gemma use it: of all neighbours that together are a token, those of the highest score
/// are merged first, the leftmost among equals. A character that stays outside the vocabulary becomes its bytes.
struct ScoredPairModel: Sendable {
    /// The score of each token; `-infinity` for tokens that text never becomes, such as control tokens.
    let scores: [Float]
    let unknown: Int32?
    /// The tokens `<0x00>` to `<0xFF>`, or -1.
    private let byteIDs: [Int32]

    init(scores: [Float], unknown: Int32?, vocabulary: Vocabulary) {
        (self.scores, self.unknown) = (scores, unknown)
        byteIDs = vocabulary.byteTokens
    }

    /// Two neighbours that together are a token.
    private struct Pair: Comparable {
        let score: Float
        let left: Int
        /// Bytes of both, by which a pair is recognised that a merge has changed.
        let length: Int

        /// Better pairs come first.
        static func < (a: Pair, b: Pair) -> Bool {
            a.score != b.score ? a.score > b.score : a.left < b.left
        }
    }

    /// The symbols of a piece, each known by the place of its first byte.
    private struct Symbols {
        /// Bytes of the symbol that begins at a place; 0 if none does.
        var lengths: [Int]
        /// Where the symbol before begins; -1 for the first.
        var previous: [Int]

        init(_ piece: Span<UInt8>) {
            lengths = [Int](repeating: 0, count: piece.count)
            previous = [Int](repeating: -1, count: piece.count + 1)
            var (start, last) = (0, -1)
            while start < piece.count {
                lengths[start] = piece.scalar(at: start).length
                previous[start] = last
                last = start
                start += lengths[start]
            }
        }
    }

    /// Appends the tokens of a piece.
    func tokenize(_ piece: Span<UInt8>, _ vocabulary: Vocabulary, into result: inout [TokenSpan]) {
        var symbols = Symbols(piece)
        var queue = MinimumHeap<Pair>()
        func offer(_ left: Int) {
            guard left >= 0 else { return }
            let right = left + symbols.lengths[left]
            guard right < piece.count else { return }
            let end = right + symbols.lengths[right]
            guard let id = vocabulary.modelID(of: piece.extracting(left..<end)),
                scores[Int(id)] > -.infinity
            else { return }
            queue.insert(Pair(score: scores[Int(id)], left: left, length: end - left))
        }
        var start = 0
        while start < piece.count {
            offer(start)
            start += symbols.lengths[start]
        }
        while let pair = queue.popMinimum() {
            let right = pair.left + symbols.lengths[pair.left]
            guard symbols.lengths[pair.left] > 0, right < piece.count,
                right + symbols.lengths[right] == pair.left + pair.length
            else { continue }
            symbols.lengths[right] = 0
            symbols.lengths[pair.left] = pair.length
            let next = pair.left + pair.length
            if next < piece.count { symbols.previous[next] = pair.left }
            offer(pair.left)
            offer(symbols.previous[pair.left])
        }
        append(piece, symbols.lengths, vocabulary, to: &result)
    }

    private func append(
        _ piece: Span<UInt8>, _ lengths: [Int], _ vocabulary: Vocabulary, to result: inout [TokenSpan]
    ) {
        var start = 0
        while start < piece.count {
            let end = start + lengths[start]
            let symbol = piece.extracting(start..<end)
            if let id = vocabulary.modelID(of: symbol), scores[Int(id)] > -.infinity {
                result.append(TokenSpan(id: id, length: Int32(end - start)))
            } else if symbol.indices.allSatisfy({ byteIDs[Int(symbol[$0])] >= 0 }) {
                for index in symbol.indices {
                    result.append(TokenSpan(id: byteIDs[Int(symbol[index])], length: 1))
                }
            } else if let unknown {
                result.append(TokenSpan(id: unknown, length: Int32(end - start)))
            }
            start = end
        }
    }

    /// The same model as merges in their order, as files of other formats have it: every division of a token into two
    /// others, from the highest score down.
    func merges(_ vocabulary: Vocabulary) -> [(left: Int32, right: Int32)] {
        let order = scores.indices.filter { scores[$0] > -.infinity }
            .sorted { (-scores[$0], $0) < (-scores[$1], $1) }
        return order.flatMap { id in
            let token = Array(vocabulary.bytes(of: Int32(id)))
            return token.indices.dropFirst().compactMap { middle -> (left: Int32, right: Int32)? in
                func id(_ part: ArraySlice<UInt8>) -> Int32? {
                    vocabulary.modelID(of: String(decoding: part, as: UTF8.self))
                }
                guard let left = id(token[..<middle]), let right = id(token[middle...]) else { return nil }
                return (left, right)
            }
        }
    }
}
