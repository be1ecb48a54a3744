import QuartetEngine
import QuartetModels
import QuartetTestSupport
import QuartetText
import Testing

/// Files as they are downloaded: a model with its vocabulary, and what is given in place of one.
@Suite struct PublishedFileTests {
    private let folder = TemporaryFolder()

    /// A llama whose vocabulary is SentencePiece's: `<unk>`, `<s>`, `</s>`, a space and words of one letter, of which the
    /// last can be another token.
    private func llama(last: String? = nil) throws -> (small: SmallGGUF, path: String) {
        var small = SmallGGUF("llama", headSize: 8)
        small.fill(.init(ownOutput: true))
        small.change {
            $0.isInterleaved = true
            $0.frequencies = { _ in SmallGGUF.frequencies(8, base: 10_000) }
        }
        let words = (0..<19).map { "\u{2581}" + String(UnicodeScalar(UInt8(97 + $0))) }
        var tokens = ["<unk>", "<s>", "</s>", "\u{2581}"] + words
        if let last { tokens[22] = last }
        var file = small.file
        file.add("tokenizer.ggml.model", "llama")
        file.add("tokenizer.ggml.tokens", type: 9, GGUFBuilder.strings(tokens))
        let scores = tokens.indices.flatMap { GGUFBuilder.number((-Float($0)).bitPattern) }
        file.add("tokenizer.ggml.scores", type: 9, GGUFBuilder.array(6, count: 23, scores))
        let types = tokens.indices.flatMap { GGUFBuilder.number(Int32($0 == 0 ? 2 : $0 < 3 ? 3 : 1)) }
        file.add("tokenizer.ggml.token_type", type: 9, GGUFBuilder.array(5, count: 23, types))
        file.add("tokenizer.ggml.bos_token_id", 1)
        file.add("tokenizer.ggml.eos_token_id", 2)
        return (small, try folder.write(file.bytes, to: "model.gguf"))
    }

    /// The ends of turns are known by name where a file tells only the end of a text.
    @Test func aTurnEndsByTheNameOfItsToken() throws {
        #expect(try TextGenerator(path: llama(last: "<|end|>").path).stopTokens == [2, 22])
        #expect(try TextGenerator(path: llama().path).stopTokens == [2])
    }

    /// It continues a text as the plain decoder does.
    @Test func aFileWithItsVocabularyGoesOn() throws {
        let (small, path) = try llama()
        let generator = try TextGenerator(path: path, cacheType: .float32)
        var options = TextGenerator.Options()
        options.maximumTokens = 6

        var read = generator.tokenizer.ids(of: "b c")
        #expect(read == [1, 5, 6])
        let answer = try generator.continuation(of: "b c", options)
        var expected: [Int32] = []
        while expected.count < 6 {
            let scores = small.decoder.scores(after: read)
            let best = Int32(scores.indices.max { scores[$0] < scores[$1] }!)
            if best == 2 { break }
            read.append(best)
            expected.append(best)
        }
        #expect(answer.tokens == expected && !expected.isEmpty)
    }

    private func message(_ body: () throws -> Void) -> String {
        do {
            try body()
            return "no error"
        } catch {
            return "\(error)"
        }
    }

    @Test func whatIsNoModelIsNamed() throws {
        let page = try folder.write("<!DOCTYPE html><html></html>", to: "page.gguf")
        let empty = try folder.write("", to: "empty.gguf")
        #expect(message { _ = try TextGenerator(path: page) }.contains("is a web page"))
        #expect(message { _ = try TextGenerator(path: empty) }.contains("is empty"))
        let text = message { _ = try TextGenerator(path: folder.path) }
        #expect(text.contains("give one of the files of weights in it (empty.gguf, page.gguf)"), "\(text)")
    }

    @Test func anEncoderIsAFolder() throws {
        let path = try folder.write(SmallGGUF("llama").file.bytes, to: "model.gguf")
        let text = message { _ = try SentenceEncoder(folder: path) }
        #expect(text.contains("model.gguf: is a file; give the folder of a sentence encoder"), "\(text)")
        #expect(text.contains("quartet lab generate --model"), "\(text)")
        let other = message { _ = try SentenceEncoder(folder: try folder.write("x", to: "notes.txt")) }
        #expect(other.contains("is a file") && !other.contains("GGUF"), "\(other)")
    }
}
