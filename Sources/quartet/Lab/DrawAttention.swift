import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels

/// `quartet lab attention`.
struct DrawAttention: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "attention", abstract: "Draw the attention weights of a model on a text.",
        discussion: """
            Draws one square per head: rows attend to columns, and darker cells have more weight. The model is the \
            folder of a sentence encoder, weights from `quartet lab gpt`, or a GGUF file.

            EXAMPLES:
              quartet lab attention --model all-MiniLM-L6-v2 \\
                  --text "The cat sat on the mat" --out attention.png
              quartet lab attention --model lab/gpt/gpt.safetensors \\
                  --text "to be or not to be" --layer 2
            """)

    @Option(help: ArgumentHelp("Model folder or file.", valueName: "path"), completion: .file())
    var model: String

    @Option(help: ArgumentHelp("Text; - reads standard input.", valueName: "text"))
    var text: String

    @Option(
        help: ArgumentHelp(
            "Draw the heads of this layer, counted from 1 (default: for each layer the mean of its heads).",
            valueName: "number"))
    var layer: Int?

    @Option(help: ArgumentHelp("Output file: .png or .svg.", valueName: "file"), completion: .file())
    var out = "attention.png"

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let text = try TextInput.read(text)
        if text.allSatisfy(\.isWhitespace) {
            throw CommandFailure(.badData, "the text is empty: expected some words")
        }
        // The weights grow with the square of the tokens: refuse a text that is too long before computing them.
        if text.utf8.count > 4000 {
            throw CommandFailure(
                .badData,
                "the text has \(text.utf8.count) bytes: more than the 80 tokens that can be drawn; shorten it"
            )
        }
        try OutputFolder.check(forFile: out)
        let attention = try read(text)
        if attention.tokens.count > 80 {
            throw CommandFailure(
                .badData, "the text has \(attention.tokens.count) tokens: at most 80 can be drawn; shorten it"
            )
        }
        try OutputFolder.prepare(forFile: out)
        try drawing(attention).write(to: out, scale: 1)
        StandardOutput.show(out)
    }

    private func read(_ text: String) throws -> TextAttention {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: model, isDirectory: &isFolder) else {
            throw CommandFailure(.notFound, "\(model): no such file or folder")
        }
        if isFolder.boolValue { return try SentenceEncoder(folder: model).attention(of: text) }
        return try TextGenerator(path: model).attention(of: text)
    }

    private func drawing(_ attention: TextAttention) throws -> Drawing {
        if let layer {
            if !(1...attention.layers.count).contains(layer) {
                throw CommandFailure(
                    .usage, "--layer \(layer): the model has layers 1 to \(attention.layers.count)")
            }
            let maps = (0..<attention.heads).map { head in
                AttentionMap(
                    title: "head \(head + 1)", tokens: attention.tokens,
                    weights: attention.weights(layer: layer - 1, head: head))
            }
            return Drawing.grid(maps.map { $0.drawing() }, columns: min(4, maps.count))
        }
        let maps = attention.layers.indices.map { layer in
            AttentionMap(
                title: "layer \(layer + 1), mean of \(attention.heads) heads", tokens: attention.tokens,
                weights: attention.meanWeights(layer: layer))
        }
        return Drawing.grid(maps.map { $0.drawing() }, columns: min(3, maps.count))
    }
}
