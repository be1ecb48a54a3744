import Foundation
import QuartetModels
import QuartetTestSupport
import QuartetText
import Testing

/// Public models give the answers of their references. `scripts/fetch-models` fetches them; without them the tests are
/// skipped with a message.
@Suite struct PublishedModelTests {
    private struct Reference: Decodable {
        struct Sentence: Decodable {
            let text: String
            let ids: [Int32]
            let vector: [Float]
        }

        struct Continuation: Decodable {
            let prompt: String
            let text: String
            let tokens: [Int32]
            let logProbabilities: [Float]
        }

        let sentences: [Sentence]
        let continuations: [Continuation]
    }

    static let encoder = Checkout.file("models/all-MiniLM-L6-v2")
    static let generator = Checkout.file("models/SmolLM2-135M-Instruct.Q4_1.gguf")
    static let absent: Comment = "The model is not in models/: scripts/fetch-models fetches it."

    private func reference() throws -> Reference {
        let path = Checkout.file("Fixtures/reference/published-models.json")
        return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: URL(filePath: path)))
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: encoder), absent))
    func sentencesHaveTheirVectors() throws {
        let encoder = try SentenceEncoder(folder: Self.encoder)
        let reference = try reference().sentences
        let vectors = try encoder.vectors(of: reference.map(\.text))
        for (sentence, vector) in zip(reference, vectors) {
            #expect(encoder.tokenizer.ids(of: sentence.text) == sentence.ids, "\(sentence.text)")
            let worst = zip(vector, sentence.vector).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
            #expect(vector.count == 384 && worst < 1e-4, "\(sentence.text): off by \(worst)")
        }
        // Two wordings of one question are closer than two questions.
        func product(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        #expect(product(vectors[0], vectors[1]) > 0.4 && product(vectors[0], vectors[2]) < 0.3)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: generator), absent))
    func aQuantisedModelGoesOnAsItDoesElsewhere() throws {
        let generator = try TextGenerator(path: Self.generator, capacity: 128)
        var options = TextGenerator.Options()
        options.maximumTokens = 12
        for reference in try reference().continuations {
            let answer = try generator.continuation(of: reference.prompt, options)
            #expect(answer.text == reference.text)
            let off = zip(answer.logProbabilities, reference.logProbabilities).map { abs($0 - $1) }
            #expect(try #require(off.max()) < 0.05, "\(reference.prompt): \(off)")
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: generator), absent))
    func conversationsEndWhereTheModelEndsThem() throws {
        let generator = try TextGenerator(path: Self.generator, capacity: 256)
        var options = TextGenerator.Options()
        options.maximumTokens = 100
        var pieces = ""
        let answer = try generator.answer(
            to: [ChatMessage(.user, "Hi")], in: try generator.chatTemplate(), options
        ) {
            pieces += $0
            return true
        }
        #expect(answer.end == .stopToken && answer.text.hasPrefix("Hello"))
        #expect(pieces == answer.text)
    }
}
