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
            Rows attend to columns, and darker cells have more weight. The model is the folder of a sentence encoder, \
            weights from `quartet lab gpt` or `quartet lab translate`, or a GGUF file. A translator gives three rows of \
            pictures: attention inside the source, inside the translation, and from each token of the translation, as it \
            is written, to the source.

            EXAMPLES:
              quartet lab attention --model all-MiniLM-L6-v2 \\
                  --text "The cat sat on the mat" --out attention.png
              quartet lab attention --model lab/gpt/gpt.safetensors \\
                  --text "to be or not to be" --layer 2
              quartet lab attention --model lab/translate/translate.safetensors \\
                  --text "Where are you?"
            """)

    @Option(help: ArgumentHelp("Model folder or file.", valueName: "path"), completion: .file())
    var model: String

    @Option(help: ArgumentHelp("Text; - reads standard input.", valueName: "text"))
    var text: String

    @Option(
        help: ArgumentHelp(
            "Translation of the text (default: the model's own); for a translator.", valueName: "text"))
    var target: String?

    @Option(
        help: ArgumentHelp(
            "Draw the heads of this layer, counted from 1 (default: for each layer the mean of its heads).",
            valueName: "number"))
    var layer: Int?

    @Option(help: ArgumentHelp("Output file: .png or .svg.", valueName: "file"), completion: .file())
    var out = "attention.png"

    @OptionGroup var common: CommonOptions

    private static let mostTokens = 80

    func run() throws {
        common.apply()
        try OutputFile.requireDifferent(out, "--out", from: [model])
        let text = try TextInput.read(text)
        if text.allSatisfy(\.isWhitespace) {
            throw CommandFailure(.badData, "the text is empty: expected some words")
        }
        // The weights grow with the square of the tokens: refuse a text that is too long before computing them.
        for text in [text, target ?? ""] where text.utf8.count > 4000 {
            throw CommandFailure(
                .badData,
                "the text has \(text.utf8.count) bytes: more than the \(Self.mostTokens) tokens that can be drawn; "
                    + "shorten it")
        }
        try OutputFolder.check(forFile: out)
        let drawing = try drawing(of: text)
        try OutputFolder.prepare(forFile: out)
        try drawing.write(to: out, scale: 1)
        StandardOutput.show(out)
    }

    private func drawing(of text: String) throws -> Drawing {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: model, isDirectory: &isFolder) else {
            throw CommandFailure(.notFound, "\(model): no such file or folder")
        }
        if !isFolder.boolValue, Translator.isTranslator(path: model) {
            let attention = try Translator(path: model).attention(of: text, to: target)
            return try grid([
                ("encoder, ", attention.encoder), ("decoder, ", attention.decoder),
                ("decoder to encoder, ", attention.cross),
            ])
        }
        if target != nil {
            throw CommandFailure(.usage, "--target is for a model from `quartet lab translate`")
        }
        let attention =
            isFolder.boolValue
            ? try SentenceEncoder(folder: model).attention(of: text)
            : try TextGenerator(path: model).attention(of: text)
        return try grid([("", attention)])
    }

    /// A row of pictures for each kind of attention, or several where there are many.
    private func grid(_ kinds: [(title: String, attention: TextAttention)]) throws -> Drawing {
        let rows = try kinds.map { title, attention in
            let tokens = max(attention.queries.count, attention.keys.count)
            if tokens > Self.mostTokens {
                throw CommandFailure(
                    .badData,
                    "the text has \(tokens) tokens: at most \(Self.mostTokens) can be drawn; shorten it")
            }
            if let layer, !(1...attention.layers.count).contains(layer) {
                throw CommandFailure(
                    .usage, "--layer \(layer): the model has layers 1 to \(attention.layers.count)")
            }
            let maps = AttentionMap.maps(of: attention, layer: layer.map { $0 - 1 }, title: title)
            return Drawing.grid(maps.map { $0.drawing() }, columns: min(layer == nil ? 3 : 4, maps.count))
        }
        return Drawing.grid(rows)
    }
}
