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
    private var trie = TokenTrie()
    /// Where tokens that continue a word begin: behind the prefix. Nil if no token has it.
    private var continuing: Int32?

    /// The work for a word grows with its length times this.
    static let longestWords = 1...1000

    init(unknown: Int32, continuingPrefix: String, longestWord: Int, vocabulary: Vocabulary) {
        (self.unknown, self.continuingPrefix, self.longestWord) = (unknown, continuingPrefix, longestWord)
        for id in 0..<Int32(vocabulary.count) where vocabulary.isOfModel(id) {
            trie.insert(vocabulary.bytes(of: id), id: id)
        }
        continuing = continuingPrefix.utf8.reduce(TokenTrie.root) { node, byte in
            node.flatMap { trie.node(after: byte, from: $0) }
        }
    }

    /// Appends the tokens of a word.
    func tokenize(_ word: Span<UInt8>, _ vocabulary: Vocabulary, into result: inout [TokenSpan]) {
        let before = result.count
        var characters = 0
        for index in word.indices where word[index] & 0xC0 != 0x80 { characters += 1 }
        var start = 0
        while start < word.count && characters <= longestWord {
            guard let (id, end) = longestToken(in: word, from: start) else { break }
            result.append(TokenSpan(id: id, length: Int32(end - start)))
            start = end
        }
        if start < word.count {
            result.removeSubrange(before...)
            result.append(TokenSpan(id: unknown, length: Int32(word.count)))
        }
    }

    private func longestToken(in word: Span<UInt8>, from start: Int) -> (id: Int32, end: Int)? {
        guard var node = start == 0 ? TokenTrie.root : continuing else { return nil }
        var found: (Int32, Int)?
        var index = start
        while index < word.count, let next = trie.node(after: word[index], from: node) {
            (node, index) = (next, index + 1)
            // A token is a whole number of characters, so that the rest of the word is, too.
            if let id = trie.token(at: node) { found = (id, index) }
        }
        return found
    }
}
