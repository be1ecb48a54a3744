import ArgumentParser
import QuartetCommandLine
import QuartetModels

/// `quartet lab summarise`.
struct LabSummarise: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "summarise",
        abstract: "Abstractive summaries: an encoder-decoder (Vaswani et al., 2017) for texts.",
        discussion: """
            `quartet lab summarise FILE --model FOLDER` summarises; `quartet lab summarise text --help` lists its options.

            EXAMPLES:
              quartet lab summarise train --data dialogues.jsonl --out lab/summaries
              quartet lab summarise dialogue.txt --model lab/summaries
            """,
        subcommands: [TrainSummaries.self, SummariseText.self], defaultSubcommand: SummariseText.self)
}

/// `quartet lab summarise text`.
struct SummariseText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Print the summary of a text.",
        discussion: """
            The file is one text; the model reads its first tokens, as many as in its training. A file with the ending \
            .jsonl has an object with a text on each line, and gets an object with text and summary for each.

            EXAMPLES:
              quartet lab summarise dialogue.txt --model lab/summaries
              quartet lab summarise dialogues.jsonl --model lab/summaries --beams 1
            """)

    @Argument(help: "File of the text; - reads standard input.", completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp("Folder of the training, its --out.", valueName: "folder"), completion: .directory)
    var model: String

    @Option(help: .beams)
    var beams = 4

    @Option(help: .longestSummary)
    var longest = 96

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(beams, in: 1...64, "--beams")
        try check(longest, in: 2...4096, "--longest")
    }

    private struct Text: Decodable { let text: String }

    func run() throws {
        common.apply()
        let isMany = file.hasSuffix(".jsonl")
        let texts =
            isMany
            ? try LabJSONLines.read(file, as: Text.self, example: #"{"text": "…"}"#).map(\.value.text)
            : [try TextInput.material(file)]
        let translator = try Translator(
            path: LabFolder.file("summarise.safetensors", in: model, madeBy: "quartet lab summarise train"))
        for text in texts {
            let summary =
                TextInput.isBlank(text)
                ? ""
                : try translator.translations(of: [text], beams: beams, cutsTexts: true, longest: longest)[0]
            if isMany {
                try JSONOutput.printLine(SummaryPair(text: text, summary: summary))
            } else {
                StandardOutput.pass(summary)
            }
        }
    }
}

/// A text with its summary, as a line of a file.
struct SummaryPair: Codable {
    let text, summary: String
}

extension ArgumentHelp {
    static let longestSummary = ArgumentHelp("Most tokens of a summary.", valueName: "number")
}
