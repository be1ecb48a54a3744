import Foundation
import QuartetTestSupport
import QuartetText
import Testing

/// Results of the public packages `tokenizers` and sacrebleu for the test sentences (`Fixtures/reference/text.py`).
struct TextReference: Decodable, Sendable {
    let sentences: [String]
    /// Pairs of sentences by their indices.
    let pairs: [[Int]]
    let tokenizers: [String: Cases]

    struct Cases: Decodable, Sendable {
        let ids: [[Int32]]
        let offsets: [[[Int]]]
        let plain: [[Int32]]
        let text: [String]
        let pairIDs: [[Int32]]
        let pairTypes: [[Int32]]
        let truncated: [Truncated]
    }

    struct Truncated: Decodable, Sendable {
        let length: Int
        let ids: [[Int32]]
    }

    struct Score: Decodable, Sendable {
        let texts: [String]
        let references: [[String]]
        let bleu, brevityPenalty, chrF: Double
        let precisions: [Double]
        let length, referenceLength: Int
    }

    static let names = [
        "gpt2", "roberta", "smollm", "llama3", "qwen2", "regex", "llama2", "metaspace", "suffix", "bert",
        "bert_cased",
        "words", "xlmr", "t5",
    ]

    static func path(_ name: String) -> String { Checkout.file("Fixtures/reference/text/\(name).json") }

    static func read() throws -> TextReference {
        try JSONDecoder().decode(
            TextReference.self, from: Data(contentsOf: URL(fileURLWithPath: path("ids"))))
    }

    static func scores() throws -> [Score] {
        try JSONDecoder().decode([Score].self, from: Data(contentsOf: URL(fileURLWithPath: path("scores"))))
    }

    static func tokenizer(_ name: String) throws -> Tokenizer { try Tokenizer(contentsOf: path(name)) }

    func cases(_ name: String) throws -> Cases { try #require(tokenizers[name], "no tokenizer \(name)") }
}
