import Foundation
import QuartetText
import Testing

/// Batches, streams, conversations and the vocabulary of a GGUF file.
@Suite struct TokenizerUseTests {
    @Test func batchesArePadded() throws {
        let tokenizer = try TextReference.tokenizer("bert")
        let texts = ["the order", "", "is my dress"]
        let batch = try tokenizer.encode(batch: texts)
        let longest = texts.map { tokenizer.ids(of: $0).count }.max() ?? 0
        #expect(batch.count == 3 && batch.length == longest)
        for (row, text) in texts.enumerated() {
            let ids = tokenizer.ids(of: text)
            let padding = Array(repeating: Int32(0), count: longest - ids.count)
            let range = row * longest..<(row + 1) * longest
            #expect(Array(batch.ids[range]) == ids + padding)
            #expect(Array(batch.attentionMask[range]) == ids.map { _ in 1 } + padding)
            #expect(batch.lengths[row] == ids.count)
        }
        let left = try tokenizer.encode(batch: texts, padding: Padding(.fixed(13), multiple: 8, isLeft: true))
        #expect(left.length == 16 && left.ids[0] == 0 && left.ids[15] == 3)
        let pairs = try tokenizer.encode(batch: [("the", "order"), ("dress", "is my")])
        let the = try #require(tokenizer.id(of: "the"))
        #expect(pairs.typeIDs.prefix(5) == [0, 0, 0, 1, 1] && pairs.ids.prefix(3) == [2, the, 3])
        #expect(throws: TokenizerError.self) {
            try tokenizer.encode(batch: texts, padding: Padding(.fixed(2)))
        }
        #expect(throws: TokenizerError.self) {
            try tokenizer.encode(batch: texts, padding: Padding(multiple: 0))
        }
        #expect(try tokenizer.encode(batch: [String]()).length == 0)
    }

    @Test func withoutAPaddingTokenTextsMustHaveOneLength() throws {
        let tokenizer = try BytePairTrainer().train(on: ["abc abc"])
        #expect(throws: TokenizerError.self) { try tokenizer.encode(batch: ["x", "xy"]) }
        #expect(try tokenizer.encode(batch: ["x", "y"]).ids.count == 2)
    }

    @Test func impossibleTruncationIsAnError() throws {
        let tokenizer = try TextReference.tokenizer("bert")
        #expect(try tokenizer.encode("the order is", options: .init(maximumLength: 2)).ids == [2, 3])
        #expect(throws: TokenizerError.self) { try tokenizer.encode("the", options: .init(maximumLength: 1)) }
        #expect(throws: TokenizerError.self) {
            try tokenizer.encode("the order", "is", options: .init(maximumLength: 4, truncation: .onlySecond))
        }
        let kept = try tokenizer.encode(
            "the order is my dress", options: .init(maximumLength: 4, truncatesStart: true))
        #expect(kept.ids.compactMap { tokenizer.token($0) } == ["[CLS]", "my", "dress", "[SEP]"])
        #expect(kept.truncatedCount == 3)
    }

    @Test(arguments: TextReference.names)
    func streamsSayWhatDecodingSays(_ name: String) throws {
        let tokenizer = try TextReference.tokenizer(name)
        for sentence in try TextReference.read().sentences {
            let ids = tokenizer.ids(of: sentence)
            var stream = tokenizer.streamingDecoder()
            var text = ""
            for id in ids {
                let part = stream.append(id)
                #expect(name == "llama2" || !part.unicodeScalars.contains("\u{FFFD}"))
                text += part
            }
            text += stream.finish()
            #expect(text.utf8.elementsEqual(tokenizer.decode(ids).utf8))
        }
    }

    @Test func halfACharacterIsHeldBack() throws {
        let tokenizer = try TextReference.tokenizer("smollm")
        let bytes = try "😀".utf8.map { try #require(tokenizer.id(of: byteToken($0))) }
        var stream = tokenizer.streamingDecoder()
        #expect(bytes.map { stream.append($0) } == ["", "", "", "😀"])
        #expect(stream.append(bytes[0]) == "")
        #expect(stream.append(-1) == "" && stream.append(.max) == "")
        #expect(stream.finish() == "\u{FFFD}")
        #expect(tokenizer.decode([-5, 1_000_000]) == "")
    }

    /// How a byte-level vocabulary writes a byte beyond ASCII: Latin-1 from 0xA1 on, the others from U+0100 on.
    private func byteToken(_ byte: UInt8) -> String {
        let others = (UInt8(0)...255).filter {
            !(0x21...0x7E).contains($0) && !(0xA1...0xAC).contains($0) && $0 < 0xAE
        }
        let value = others.firstIndex(of: byte).map { UInt32(0x100 + $0) } ?? UInt32(byte)
        return Unicode.Scalar(value).map { String($0) } ?? ""
    }

    /// The arrays of a GGUF file, taken from a `tokenizer.json`.
    private func vocabulary(_ name: String) throws -> GGUFVocabulary {
        struct File: Decodable {
            struct Model: Decodable {
                let vocab: [String: Int]
                let merges: [[String]]
            }
            let model: Model
        }
        let file = try JSONDecoder().decode(
            File.self, from: Data(contentsOf: URL(fileURLWithPath: TextReference.path(name))))
        let tokens = file.model.vocab.sorted { $0.value < $1.value }.map(\.key)
        let special = Set(["<s>", "</s>", "<unk>", "<pad>"])
        var vocabulary = GGUFVocabulary(
            tokens: tokens, merges: file.model.merges.map { $0.joined(separator: " ") })
        vocabulary.preTokenizer = ["smollm": "smollm", "gpt2": "gpt-2", "llama3": "llama-bpe"][name] ?? name
        vocabulary.tokenTypes = tokens.map { special.contains($0) ? 3 : 1 }
        vocabulary.beginningID = 0
        vocabulary.endID = 1
        vocabulary.unknownID = 2
        return vocabulary
    }

    @Test(arguments: ["smollm", "gpt2", "llama3"])
    func aGGUFsVocabularyGivesTheSameIDs(_ name: String) throws {
        let reference = try TextReference.read()
        let cases = try reference.cases(name)
        let tokenizer = try Tokenizer(gguf: try vocabulary(name), file: "model.gguf")
        for (sentence, ids) in zip(reference.sentences, cases.ids) {
            #expect(tokenizer.ids(of: sentence) == ids, "\(sentence.debugDescription)")
        }
        #expect(tokenizer.special.end == 1 && tokenizer.special.padding == nil)
    }

    @Test func contradictionsInAGGUFFileAreErrors() throws {
        let good = try vocabulary("smollm")
        func check(_ change: (inout GGUFVocabulary) -> Void, _ text: String) {
            var vocabulary = good
            change(&vocabulary)
            do {
                _ = try Tokenizer(gguf: vocabulary, file: "model.gguf")
                Issue.record("no error: \(text)")
            } catch {
                #expect("\(error)".hasPrefix("model.gguf: ") && "\(error)".contains(text), "\(error)")
            }
        }
        check({ $0.model = "rwkv" }, "tokenizer.ggml.model: \"rwkv\" is not supported")
        check({ $0.model = "llama" }, "420 tokens, but 0 scores")
        check(
            { $0.preTokenizer = "elvish" }, "tokenizer.ggml.pre: \"elvish\" is not supported; known are gpt-2"
        )
        check({ $0.tokenTypes = [1] }, "420 tokens, but 1 types")
        check({ $0.tokens[7] = $0.tokens[8] }, "is there twice")
        check({ $0.merges.append("never seen") }, "needs the token \"never\"")
        check({ $0.merges[3] = "three tokens here" }, "is not two tokens")
        check({ $0.endID = 420 }, "eos_token_id: expected an id below 420, found 420")
        check({ $0.endID = -1 }, "eos_token_id")
        check({ ($0.beginningID, $0.addsBeginning) = (nil, true) }, "bos_token_id")
        check({ ($0.tokens, $0.tokenTypes) = ([], []) }, "needs the token")
    }
}
