import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetModels

/// `quartet lab encode`.
struct EncodeText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: "Encode texts as vectors whose scalar products measure similarity of meaning.",
        discussion: """
            Prints the vector of a single text, or the similarities of several. With --json, prints one object per line \
            and text, with the keys text and vector.

            The model is a folder as published for sentence encoders of BERT's form (such as all-MiniLM-L6-v2): \
            config.json, model.safetensors, and tokenizer.json or vocab.txt.

            EXAMPLES:
              quartet lab encode --model all-MiniLM-L6-v2 \\
                  "Where is my order?" "Has my parcel been sent?"
              quartet lab encode --model all-MiniLM-L6-v2 --in questions.txt \\
                  --json > vectors.jsonl
            """)

    @Option(help: ArgumentHelp("Folder of the model.", valueName: "folder"), completion: .directory)
    var model: String

    @OptionGroup var input: TextsOptions

    @Option(help: .precision)
    var precision = Precision.float32

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let all = try input.read()
        if let empty = all.firstIndex(where: { $0.allSatisfy(\.isWhitespace) }) {
            throw CommandFailure(.badData, "text \(empty + 1) is empty: expected some words")
        }
        let encoder = try SentenceEncoder(folder: model, precision: precision)
        if json.isRequested { return try printVectors(of: all, encoder) }
        let vectors = try encoder.vectors(of: all)
        if all.count == 1 {
            print(vectors[0].map { String($0) }.joined(separator: " "))
            return
        }
        for (vector, text) in zip(vectors, all) {
            let similarities = vectors.map { other in zip(vector, other).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            }
            StandardOutput.show(
                similarities.map { String(format: "%6.3f", $0) }.joined(separator: " ") + "  " + text)
        }
    }

    private struct Line: Encodable {
        let text: String
        let vector: [Float]
    }

    /// Encodes in chunks, so that a long file needs no memory for all its vectors.
    private func printVectors(of texts: [String], _ encoder: SentenceEncoder) throws {
        for start in stride(from: 0, to: texts.count, by: 1024) {
            let chunk = Array(texts[start..<min(start + 1024, texts.count)])
            for (text, vector) in zip(chunk, try encoder.vectors(of: chunk)) {
                try JSONOutput.printLine(Line(text: text, vector: vector))
            }
        }
    }
}
