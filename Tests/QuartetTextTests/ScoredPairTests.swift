import QuartetTestSupport
import QuartetText
import Testing

/// SentencePiece's byte-pair encoding as GGUF files carry it, against merging by the definition.
@Suite struct ScoredPairTests {
    /// Unknown, beginning, end, the bytes, and words with the scores of their order.
    private static func vocabulary(_ words: [String]) -> GGUFVocabulary {
        let bytes = (0..<256).map { byte in
            let digits = String(byte, radix: 16, uppercase: true)
            return "<0x\(byte < 16 ? "0" : "")\(digits)>"
        }
        var result = GGUFVocabulary(tokens: ["<unk>", "<s>", "</s>"] + bytes + words, merges: [])
        result.model = "llama"
        result.scores = (0..<259).map { _ in 0 } + words.indices.map { -Float($0) }
        result.tokenTypes = [2, 3, 3] + bytes.map { _ in 6 } + words.map { _ in 1 }
        (result.unknownID, result.beginningID, result.endID) = (0, 1, 2)
        return result
    }

    private static let words = [
        "\u{2581}t", "he", "in", "\u{2581}the", "er", "\u{2581}\u{2581}", "re", "the", "\u{2581}h", "ere",
        "é", "\u{2581}",
        "t", "h", "e", "r", "i", "n", "g", "ring", "ing", "ng", "\u{2581}ring", "👗",
    ]

    /// The highest score anywhere, the leftmost among equals, until nothing is left to merge.
    private func merged(_ text: String, _ words: [String], hasPrefix: Bool = true) -> [String] {
        let marked = (hasPrefix ? " " : "") + text
        var symbols = marked.unicodeScalars.map { $0 == " " ? "\u{2581}" : String($0) }
        while true {
            let pairs = symbols.indices.dropLast().compactMap { place in
                words.firstIndex {
                    $0.unicodeScalars.elementsEqual((symbols[place] + symbols[place + 1]).unicodeScalars)
                }
                .map { (rank: $0, place: place) }
            }
            guard let best = pairs.min(by: { ($0.rank, $0.place) < ($1.rank, $1.place) }) else { break }
            let right = symbols.remove(at: best.place + 1)
            symbols[best.place] += right
        }
        return symbols.flatMap { symbol -> [String] in
            if words.contains(where: { $0.unicodeScalars.elementsEqual(symbol.unicodeScalars) }) {
                return [symbol]
            }
            return symbol.utf8.map { byte in
                let digits = String(byte, radix: 16, uppercase: true)
                return "<0x\(byte < 16 ? "0" : "")\(digits)>"
            }
        }
    }

    @Test func mergesByScore() throws {
        let tokenizer = try Tokenizer(gguf: Self.vocabulary(Self.words), file: "model.gguf")
        var generator = SeededGenerator(5)
        let alphabet = Array("there in g  éßx👗\n")
        for length in 1...120 {
            let text = String((0..<length).map { _ in alphabet.randomElement(using: &generator)! })
            let ids = tokenizer.ids(of: text)
            #expect(ids.first == 1, "a text begins with <s>")
            let tokens = ids.dropFirst().map { tokenizer.token($0)! }
            #expect(tokens == merged(text, Self.words), "\(text.debugDescription)")
            #expect(tokenizer.decode(ids) == text)
        }
        #expect(tokenizer.ids(of: "") == [1])
    }

    /// Gemma's files say that no space is added.
    @Test func thePrefixIsASetting() throws {
        var vocabulary = Self.vocabulary(Self.words)
        vocabulary.addsSpacePrefix = false
        vocabulary.addsBeginning = false
        let tokenizer = try Tokenizer(gguf: vocabulary, file: "model.gguf")
        let ids = tokenizer.ids(of: "the ring")
        #expect(ids.map { tokenizer.token($0)! } == ["the", "\u{2581}ring"])
        #expect(tokenizer.decode(ids) == "the ring" && tokenizer.decode(Array(ids.dropFirst())) == " ring")
    }

    @Test func controlTokensAreFoundAndNeverMerged() throws {
        var vocabulary = Self.vocabulary(Self.words + ["<t", "<th>"])
        vocabulary.tokenTypes[vocabulary.tokenTypes.count - 1] = 3
        let tokenizer = try Tokenizer(gguf: vocabulary, file: "model.gguf")
        let control = try #require(tokenizer.id(of: "<th>"))
        #expect(tokenizer.ids(of: "he</s>he<th>") == [1] + he(tokenizer) + [2] + he(tokenizer) + [control])
        let asText = tokenizer.ids(of: "<th>", findsSpecialTokens: false)
        #expect(!asText.contains(control) && tokenizer.decode(asText) == "<th>")
    }

    private func he(_ tokenizer: Tokenizer) -> [Int32] {
        ["\u{2581}", "he"].compactMap { tokenizer.id(of: $0) }
    }

    /// What continues a text keeps its space; a whole text loses the one that was added.
    @Test func aContinuationKeepsItsSpace() throws {
        let tokenizer = try Tokenizer(gguf: Self.vocabulary(Self.words), file: "model.gguf")
        let ids = tokenizer.ids(of: "ring", addsSpecialTokens: false)
        var whole = tokenizer.streamingDecoder()
        var rest = tokenizer.streamingDecoder(continuesText: true)
        #expect(ids.map { whole.append($0) }.joined() == "ring")
        #expect(ids.map { rest.append($0) }.joined() == " ring")
    }

    /// As `tokenizer.json` the scores become merges that give the same tokens.
    @Test func writtenAsMergesItIsTheSame() throws {
        let tokenizer = try Tokenizer(gguf: Self.vocabulary(Self.words), file: "model.gguf")
        let folder = TemporaryFolder()
        let path = folder.file("tokenizer.json")
        try tokenizer.write(to: path)
        let written = try Tokenizer(contentsOf: path)
        for text in ["there in the ring", "  thé\n👗", "x"] {
            #expect(written.ids(of: text) == tokenizer.ids(of: text), "\(text.debugDescription)")
        }
    }

    @Test func contradictionsAreErrors() throws {
        var vocabulary = Self.vocabulary(Self.words)
        vocabulary.scores.removeLast()
        #expect {
            try Tokenizer(gguf: vocabulary, file: "model.gguf")
        } throws: {
            "\($0)".contains("283 tokens, but 282 scores")
        }
    }
}
