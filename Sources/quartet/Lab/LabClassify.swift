import ArgumentParser
import QuartetCommandLine
import QuartetModels

/// `quartet lab classify`.
struct LabClassify: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "classify",
        abstract: "A sentence classifier: an encoder (BERT) with a head for classes.",
        discussion: """
            `quartet lab classify FILE --model FOLDER` prints the classes of texts; `quartet lab classify texts --help` \
            lists its options.

            EXAMPLES:
              quartet lab classify train --data messages.csv --text text --label intent \\
                  --out lab/intents
              quartet lab classify questions.txt --model lab/intents
            """,
        subcommands: [TrainClassifier.self, ClassifyTexts.self], defaultSubcommand: ClassifyTexts.self)
}

/// `quartet lab classify texts`.
struct ClassifyTexts: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "texts", abstract: "Print the class of each line of a file.",
        discussion: """
            Prints one JSON object a line: text, label, and confidence (the probability of the label among the classes). A \
            blank line has only its text.

            EXAMPLES:
              quartet lab classify questions.txt --model lab/intents
              echo "where is my card" | quartet lab classify - --model lab/intents
            """)

    @Argument(help: "File with one text per line; - reads standard input.", completion: .file())
    var file: String

    @OptionGroup var model: TunedModelOptions

    @OptionGroup var common: CommonOptions

    private struct Line: Encodable {
        let text: String
        let label: String?
        let confidence: Double?
    }

    func run() throws {
        common.apply()
        let lines = try TextInput.lines(file)
        let classifier = try TextClassifier(
            tuned: model.file("classifier.safetensors", madeBy: "quartet lab classify train"),
            encoder: model.encoder)
        // In chunks, so that the first results come soon.
        for start in stride(from: 0, to: lines.count, by: 256) {
            let chunk = lines[start..<min(start + 256, lines.count)]
            var found = try classifier.predictions(of: chunk.filter { !TextInput.isBlank($0) })[...]
            for text in chunk {
                let prediction = TextInput.isBlank(text) ? nil : found.popFirst()
                try JSONOutput.printLine(
                    Line(text: text, label: prediction?.label, confidence: prediction?.confidence))
            }
        }
    }
}
