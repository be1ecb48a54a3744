import Foundation
import QuartetEngine
import QuartetModels
import QuartetTestSupport
import QuartetText
import Testing

/// A question and a passage read together get the scores that transformers computes.
@Suite struct PairEncoderTests {
    struct Scores: Decodable {
        struct Row: Decodable {
            let score: Float
        }
        let question: String
        let passages: [String]
        let rows: [Row]
    }

    struct Reference: Decodable {
        struct Sentence: Decodable {
            let text: String
            let vector: [Float]
        }
        let small: Scores
        let reranker: Scores
        let searcher: [Sentence]

        enum CodingKeys: String, CodingKey {
            case small
            case reranker = "ms-marco-MiniLM-L-12-v2"
            case searcher = "bge-small-en-v1.5"
        }
    }

    static let small = Checkout.file("Fixtures/reference/encoders/bert-pair")
    static let reranker = Checkout.file("models/ms-marco-MiniLM-L-12-v2")
    static let searcher = Checkout.file("models/bge-small-en-v1.5")
    static let absent: Comment = "The model is not in models/: scripts/fetch-models makes it."

    private func reference() throws -> Reference {
        let path = Checkout.file("Fixtures/reference/pair-encoders.json")
        return try JSONDecoder().decode(Reference.self, from: Data(contentsOf: URL(filePath: path)))
    }

    private func expect(_ scores: [Float], _ expected: [Scores.Row], within tolerance: Float) {
        #expect(scores.count == expected.count)
        for (score, row) in zip(scores, expected) {
            #expect(abs(score - row.score) < tolerance, "\(score), expected \(row.score)")
        }
    }

    /// Passages of all lengths, one of them cut, alone and in a batch.
    @Test func scoresAreThoseOfThePublicPackage() throws {
        let expected = try reference().small
        let encoder = try PairEncoder(folder: Self.small)
        let scores = try encoder.scores(of: expected.question, with: expected.passages)
        expect(scores, expected.rows, within: 1e-4)
        for (passage, row) in zip(expected.passages, expected.rows) {
            expect(try encoder.scores(of: expected.question, with: [passage]), [row], within: 1e-4)
        }
        #expect(try encoder.scores(of: "cat", with: []).isEmpty)
    }

    /// What looks like a special token is text, and a question that fills the model leaves room for the passage.
    @Test func hostileTextsAreOnlyText() throws {
        let encoder = try PairEncoder(folder: Self.small)
        let (plain, hostile) = (
            try encoder.scores(of: "cat", with: ["dog"]),
            try encoder.scores(of: "cat [SEP] dog", with: ["dog"])
        )
        #expect(plain != hostile)
        let attention = try encoder.attention(question: "[SEP] [CLS]", passage: "dog")
        #expect(attention.keys.filter { $0 == "[SEP]" }.count == 2 && attention.keys[0] == "[CLS]")
        let long = String(repeating: "the cat and ", count: 1000)
        #expect(try encoder.scores(of: long, with: [long, "dog", ""]).allSatisfy(\.isFinite))
        #expect(try encoder.attention(question: long, passage: "dog").keys.last == "[SEP]")
        #expect(try encoder.attention(question: long, passage: "dog").keys.contains("dog"))
    }

    @Test func attentionIsThatOfThePair() throws {
        let encoder = try PairEncoder(folder: Self.small)
        let attention = try encoder.attention(question: "the cat", passage: "a dog")
        #expect(attention.keys == ["[CLS]", "the", "cat", "[SEP]", "a", "dog", "[SEP]"])
        #expect(attention.layers.count == 2)
        for row in stride(from: 0, to: attention.layers[1].count, by: 7) {
            #expect(abs(attention.layers[1][row..<row + 7].reduce(0, +) - 1) < 1e-4)
        }
    }

    /// The mean of both directions, over the tokens of a word.
    @Test func wordsAttendAsTheirTokensDo() throws {
        let encoder = try PairEncoder(folder: Self.small)
        let tokens = try encoder.attention(question: "the cat ?", passage: "a dog .")
        let words = try encoder.pairAttention(question: "The cat ?", passage: "a dog .", lastLayers: 1)
        #expect(words.question == ["The", "cat"] && words.passage == ["a", "dog"])
        let (mean, size) = (tokens.meanWeights(layer: 1), tokens.keys.count)
        #expect(size == 9)
        var expected: [Float] = []
        for row in 1...2 {
            for column in 5...6 {
                expected.append((mean[row * size + column] + mean[column * size + row]) / 2)
            }
        }
        let most = try #require(expected.max())
        for (weight, value) in zip(words.weights, expected) { #expect(abs(weight - value / most) < 1e-5) }
        #expect(words.weights.max() == 1)
        let joined = try encoder.pairAttention(question: "the-cat", passage: "a dog", lastLayers: 9)
        #expect(joined.question == ["the-cat"] && joined.weights.count == 2)
        #expect(try encoder.pairAttention(question: "?", passage: "a dog").weights.isEmpty)
    }

    @Test func aSingleFileScoresAsItsFolder() throws {
        try inFolder { folder in
            let expected = try reference().small
            let encoder = try PairEncoder(folder: Self.small)
            try encoder.save(to: folder + "/pair.safetensors", metadata: ["seed": "3"])
            let read = try PairEncoder(file: folder + "/pair.safetensors")
            #expect(read.fingerprint == encoder.fingerprint && read.description == encoder.description)
            #expect(
                try read.scores(of: expected.question, with: expected.passages)
                    == encoder.scores(of: expected.question, with: expected.passages))
            let error = #expect(throws: CheckpointError.self) {
                try SentenceEncoder(file: folder + "/pair.safetensors")
            }
            #expect(error?.reason.contains("does not hold a sentence encoder") == true)
        }
    }

    /// Every kind of encoder, also with a dense part behind its pooling.
    @Test(arguments: SentenceEncoderTests.published) func sentenceEncodersGoIntoSingleFiles(_ name: String)
        throws
    {
        try inFolder { folder in
            let path = folder + "/encoder.safetensors"
            let encoder = try SentenceEncoder(
                folder: Checkout.file("Fixtures/reference/encoders/" + name))
            try encoder.save(to: path)
            let read = try SentenceEncoder(file: path)
            #expect(read.description == encoder.description && read.fingerprint == encoder.fingerprint)
            let texts = ["the cat", "A dog walks in New York"]
            #expect(try read.vectors(of: texts) == encoder.vectors(of: texts))
        }
    }

    @Test func aFolderWithoutAClassifierIsRefused() throws {
        let error = #expect(throws: CheckpointError.self) {
            try PairEncoder(folder: Checkout.file("Fixtures/reference/encoders/bert-cls"))
        }
        #expect(error?.reason.contains("classifier.weight [1, 8] is missing") == true, "\(error as Any)")
        let other = #expect(throws: CheckpointError.self) {
            try PairEncoder(folder: Checkout.file("Fixtures/reference/encoders/roberta-mean"))
        }
        #expect(other?.reason.contains("is read from a bert with its pooler") == true, "\(other as Any)")
    }

    /// Segments that the table does not have would be read beyond its end.
    @Test(arguments: [
        ("tokenizer.json", "\"type_id\": 1", "\"type_id\": 7", "the segments [0, 7]; expected 0 and 1"),
        (
            "config.json", "\"type_vocab_size\": 2", "\"type_vocab_size\": 1",
            "encoder.segments is 1; expected 2"
        ),
    ])
    func otherSegmentsAreRefused(_ file: String, _ old: String, _ new: String, _ reason: String) throws {
        try inFolder { folder in
            try FileManager.default.copyItem(atPath: Self.small, toPath: folder + "/m")
            let path = folder + "/m/" + file
            let text = try String(contentsOfFile: path, encoding: .utf8)
            #expect(text.contains(old))
            try text.replacing(old, with: new).write(toFile: path, atomically: false, encoding: .utf8)
            let error = #expect(throws: CheckpointError.self) { try PairEncoder(folder: folder + "/m") }
            #expect(error?.reason.contains(reason) == true, "\(error as Any)")
        }
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: reranker), absent))
    func thePublishedRerankerHasItsScores() throws {
        let expected = try reference().reranker
        let encoder = try PairEncoder(folder: Self.reranker)
        let scores = try encoder.scores(of: expected.question, with: expected.passages)
        expect(scores, expected.rows, within: 1e-3)
        let fast = try PairEncoder(folder: Self.reranker, precision: .bfloat16, threads: 1)
        expect(
            try fast.scores(of: expected.question, with: expected.passages), expected.rows, within: 0.25)
    }

    @Test(.enabled(if: FileManager.default.fileExists(atPath: searcher), absent))
    func thePublishedSearcherTakesTheFirstToken() throws {
        let encoder = try SentenceEncoder(folder: Self.searcher)
        #expect(encoder.description.pooling == .firstToken && encoder.description.steps == [.normalize])
        let expected = try reference().searcher
        let vectors = try encoder.vectors(of: expected.map(\.text))
        for (vector, sentence) in zip(vectors, expected) {
            let worst = zip(vector, sentence.vector).reduce(Float(0)) { max($0, abs($1.0 - $1.1)) }
            #expect(vector.count == 384 && worst < 1e-4, "\(sentence.text): off by \(worst)")
        }
    }
}
