import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetModels
import QuartetReports
import QuartetSupport

/// `quartet support classify`.
struct SupportClassify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify", abstract: "Tell the intents of messages.",
        discussion: """
            Prints one JSON object a line for each message, in their order, as they are read: label, confidence (the \
            probability of the label among the intents), outOfScope, and strangeness (0 to 1: how much the message seems to \
            be about none of the intents).

            Reads plain text with a message a line, or a table: CSV, tab-separated values or JSON lines, compressed or not, \
            from whose column --text the messages are taken.

            EXAMPLES:
              quartet support classify messages.txt --model intents.safetensors
              quartet support classify inbox.csv --text body --model intents.safetensors
            """)

    @Argument(help: "File of messages; - reads standard input.", completion: .file())
    var file: String = "-"

    @Option(
        help: ArgumentHelp("Intents, as `quartet support train intents` makes them.", valueName: "file"),
        completion: .file())
    var model: String

    @Option(
        help: ArgumentHelp(
            "Column of the messages: a name, or a number in a table without names (default: text).",
            valueName: "column"))
    var text: String?

    @Option(
        help: ArgumentHelp("Also print the most probable intents, at most this many.", valueName: "number"))
    var choices: Int?

    @OptionGroup var source: IntentEncoderOptions

    @OptionGroup var common: CommonOptions

    func validate() throws { if let choices { try check(choices, in: 1...5, "--choices") } }

    /// Messages that are encoded together.
    private static let block = 256

    private struct Line: Encodable {
        let label: String
        let confidence: Double
        let outOfScope: Bool
        let strangeness: Double
        let choices: [Choice]?

        struct Choice: Encodable {
            let label: String
            let confidence: Double
        }
    }

    func run() throws {
        common.apply()
        let model = try IntentModelFile.read(model)
        let encoder = try model.encoder.flatMap { try source.encoder(recorded: $0, common)?.encoder }
        let table = try MessageTable(path: file, text: text, isStrict: false)
        var block: [String] = []
        while let message = try table.next() {
            block.append(message.text)
            if block.count == Self.block {
                try classify(block, model, encoder)
                block = []
            }
        }
        try classify(block, model, encoder)
    }

    private func classify(_ texts: [String], _ model: IntentModel, _ encoder: SentenceEncoder?) throws {
        for prediction in try model.predict(texts, vectors: try encoder?.vectors(of: texts)) {
            try JSONOutput.printLine(
                Line(
                    label: prediction.label, confidence: prediction.confidence,
                    outOfScope: prediction.isOutOfScope, strangeness: prediction.strangeness,
                    choices: choices.map { count in
                        prediction.choices.prefix(count).map {
                            .init(label: $0.label, confidence: $0.probability)
                        }
                    }))
        }
    }
}
