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
        abstract: "Encode texts as vectors whose cosines measure similarity of meaning.",
        discussion: """
            Prints the vector of a single text, or the cosines of several with one another. With --json, prints one \
            object per line and text, with the keys text and vector. A blank text has an empty vector, and - instead of \
            cosines.

            The model is a file of `quartet support train encoder`, or a folder as published: config.json, \
            model.safetensors, and tokenizer.json or vocab.txt. BERT, DistilBERT, RoBERTa, XLM-RoBERTa, CamemBERT and \
            MPNet run. 1_Pooling and modules.json are followed; without them a vector is the mean of the tokens, of \
            length 1.

            EXAMPLES:
              quartet lab encode --model all-MiniLM-L6-v2 \\
                  "Where is my order?" "Has my parcel been sent?"
              quartet lab encode --model all-MiniLM-L6-v2 --in questions.txt \\
                  --json > vectors.jsonl
            """)

    @Option(help: ArgumentHelp("File or folder of the model.", valueName: "path"), completion: .file())
    var model: String

    @OptionGroup var input: TextsOptions

    @Option(help: .precision)
    var precision = Precision.float32

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let all = try input.read()
        let encoder = try SentenceEncoder(path: model, precision: precision)
        if json.isRequested { return try printVectors(of: all, encoder) }
        let vectors = try Self.vectors(of: all, encoder)
        if all.count == 1 {
            print(vectors[0].map { String($0) }.joined(separator: " "))
            return
        }
        for (vector, text) in zip(vectors, all) {
            StandardOutput.show(
                vectors.map { Self.cosine(vector, $0) }.joined(separator: " ") + "  " + text)
        }
    }

    /// The vectors of texts; of a blank one an empty vector.
    private static func vectors(of texts: [String], _ encoder: SentenceEncoder) throws -> [[Float]] {
        let filled = texts.indices.filter { !TextInput.isBlank(texts[$0]) }
        var result = [[Float]](repeating: [], count: texts.count)
        for (index, vector) in zip(filled, try encoder.vectors(of: filled.map { texts[$0] })) {
            result[index] = vector
        }
        return result
    }

    private static func cosine(_ one: [Float], _ other: [Float]) -> String {
        guard !one.isEmpty, !other.isEmpty else { return "     -" }
        func product(_ a: [Float], _ b: [Float]) -> Float { zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
        let lengths = (product(one, one) * product(other, other)).squareRoot()
        return String(format: "%6.3f", lengths > 0 ? product(one, other) / lengths : 0)
    }

    private struct Line: Encodable {
        let text: String
        let vector: [Float]
    }

    /// Encodes in chunks, so that a long file needs no memory for all its vectors.
    private func printVectors(of texts: [String], _ encoder: SentenceEncoder) throws {
        for start in stride(from: 0, to: texts.count, by: 1024) {
            let chunk = Array(texts[start..<min(start + 1024, texts.count)])
            for (text, vector) in zip(chunk, try Self.vectors(of: chunk, encoder)) {
                try JSONOutput.printLine(Line(text: text, vector: vector))
            }
        }
    }
}
