import ArgumentParser
import Foundation
import QuartetEngine
import QuartetFiles
import QuartetModels

/// `quartet lab encode`.
struct EncodeText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode",
        abstract: "Turn texts into vectors whose scalar products say how alike they mean.",
        discussion: """
            The model is a folder as public sentence encoders of BERT's form come (all-MiniLM-L6-v2 and others): \
            config.json, model.safetensors, tokenizer.json or vocab.txt. Texts are the arguments, or the lines of --in.

            EXAMPLES:
              quartet lab encode --model all-MiniLM-L6-v2 "Where is my order?" "Has my parcel been sent?"
              quartet lab encode --model all-MiniLM-L6-v2 --in questions.txt --json > vectors.jsonl
            """)

    @Option(help: ArgumentHelp("Folder of the model.", valueName: "folder"))
    var model: String

    @Argument(help: "Texts.")
    var texts: [String] = []

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("File with a text a line; - reads standard input.", valueName: "file"))
    var input: String?

    @Flag(help: "Print a JSON line for each text: text, vector.")
    var json = false

    @Option(help: ArgumentHelp("Arithmetic: float32 or bfloat16.", valueName: "kind"))
    var precision = Precision.float32

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if texts.isEmpty, input == nil { throw ValidationError("Give texts, or a file of them with --in.") }
    }

    func run() throws {
        common.apply()
        let all = texts + (try input.map { try TextInput.lines($0) } ?? [])
        if let empty = all.firstIndex(where: { $0.allSatisfy(\.isWhitespace) }) {
            throw CommandFailure(.badData, "text \(empty + 1) is empty: expected some words")
        }
        let encoder = try SentenceEncoder(folder: model, precision: precision)
        if json { return try printVectors(of: all, encoder) }
        let vectors = try encoder.vectors(of: all)
        if all.count == 1 {
            print(vectors[0].map { String($0) }.joined(separator: " "))
            return
        }
        // For people: how alike the texts are.
        for (row, text) in all.enumerated() {
            let alike = vectors.map { other in zip(vectors[row], other).reduce(Float(0)) { $0 + $1.0 * $1.1 }
            }
            print(alike.map { String(format: "%6.3f", $0) }.joined(separator: " ") + "  " + text)
        }
    }

    private struct Line: Encodable {
        let text: String
        let vector: [Float]
    }

    /// In pieces, so that a long file needs no memory for all its vectors.
    private func printVectors(of texts: [String], _ encoder: SentenceEncoder) throws {
        let coder = JSONEncoder.sorted
        for start in stride(from: 0, to: texts.count, by: 1024) {
            let some = Array(texts[start..<min(start + 1024, texts.count)])
            for (text, vector) in zip(some, try encoder.vectors(of: some)) {
                print(try coder.text(Line(text: text, vector: vector)))
            }
        }
    }
}
