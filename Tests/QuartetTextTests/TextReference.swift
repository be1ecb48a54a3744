import Foundation
import QuartetText
import Testing

/// What the public packages `tokenizers` and sacrebleu made of our sentences (`Fixtures/reference/text.py`).
struct TextReference: Decodable, Sendable {
    let sentences: [String]
    /// Pairs of sentences by their places.
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
        "words",
    ]

    static func path(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("../../Fixtures/reference/text/\(name).json").path
    }

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

/// A file in a folder of its own that goes when the test ends.
final class TemporaryFile {
    let path: String
    private let folder: URL

    init(_ name: String, _ content: String = "") throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        path = folder.appendingPathComponent(name).path
        if !content.isEmpty { try Data(content.utf8).write(to: URL(fileURLWithPath: path)) }
    }

    deinit { try? FileManager.default.removeItem(at: folder) }
}
