/// WordPiece: from the left, always the longest token that starts the rest of the word.
///
/// A word with a part that no token covers, or longer than `longestWord`, is unknown as a whole. Wu et al.,
/// "Google's Neural Machine Translation System" (2016); the greedy search is BERT's.
struct WordPieceModel: Sendable {
    let unknown: Int32
    /// The prefix of tokens that continue a word.
    let continuingPrefix: String
    /// Longest word in characters.
    let longestWord: Int
    /// Tokens that continue a word, without their prefix.
    private var continuing: ByteStringTable
    private var continuingIDs: [Int32] = []
    /// Longest token in bytes.
    private var longestToken = 1

    init(unknown: Int32, continuingPrefix: String, longestWord: Int, vocabulary: Vocabulary) {
        (self.unknown, self.continuingPrefix, self.longestWord) = (unknown, continuingPrefix, longestWord)
        let prefix = Array(continuingPrefix.utf8)
        continuing = ByteStringTable(capacity: vocabulary.count / 4)
        for id in 0..<Int32(vocabulary.count) where vocabulary.isOfModel(id) {
            let token = vocabulary.bytes(of: id)
            longestToken = max(longestToken, token.count)
            guard token.starts(with: prefix) else { continue }
            _ = continuing.insert(Array(token.dropFirst(prefix.count)).span)
            continuingIDs.append(id)
        }
    }

    /// Appends the tokens of a word.
    func tokenize(_ word: Span<UInt8>, _ vocabulary: Vocabulary, into result: inout [TokenSpan]) {
        let before = result.count
        var characters = 0
        for index in word.indices where word[index] & 0xC0 != 0x80 { characters += 1 }
        var start = 0
        while start < word.count && characters <= longestWord {
            guard let (id, end) = longestToken(in: word, from: start, vocabulary) else { break }
            result.append(TokenSpan(id: id, length: Int32(end - start)))
            start = end
        }
        if start < word.count {
            result.removeSubrange(before...)
            result.append(TokenSpan(id: unknown, length: Int32(word.count)))
        }
    }

    private func longestToken(
        in word: Span<UInt8>, from start: Int, _ vocabulary: Vocabulary
    ) -> (id: Int32, end: Int)? {
        var end = min(word.count, start + longestToken)
        while end > start {
            if end == word.count || word[end] & 0xC0 != 0x80 {
                let part = word.extracting(start..<end)
                if start == 0 {
                    if let id = vocabulary.modelID(of: part) { return (id, end) }
                } else if let index = continuing.index(of: part) {
                    return (continuingIDs[index], end)
                }
            }
            end -= 1
        }
        return nil
    }
}
