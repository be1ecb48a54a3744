import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetModels
import QuartetReports

/// `quartet lab masked`.
struct LabMasked: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "masked",
        abstract: "A masked language model (BERT; Devlin et al., 2019): it guesses hidden words.",
        discussion: """
            `quartet lab masked "TEXT WITH [MASK]" --model FOLDER` guesses; `quartet lab masked guess --help` lists its \
            options.

            EXAMPLES:
              quartet lab masked train --data shakespeare.txt --out lab/masked
              quartet lab masked "to be or not to [MASK]" --model lab/masked
            """,
        subcommands: [TrainMasked.self, GuessMasked.self], defaultSubcommand: GuessMasked.self)
}

/// `quartet lab masked guess`.
struct GuessMasked: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "guess",
        abstract: "Print the best guesses for each [MASK] of a text, with their probabilities.",
        discussion: """
            A guess is a token of the vocabulary: a word, or with ## a part of one that goes on from the token before. With \
            --json, prints a list with the guesses of each mask.

            EXAMPLES:
              quartet lab masked "the parcel [MASK] tomorrow" --model lab/masked
              quartet lab masked "[MASK] or not [MASK]" --model lab/masked --count 3 --json
            """)

    @Argument(help: "The text; - reads standard input.")
    var text: String

    @Option(
        help: ArgumentHelp("Folder of the training, its --out.", valueName: "folder"), completion: .directory)
    var model: String

    @Option(help: ArgumentHelp("Guesses for each mask.", valueName: "number"))
    var count = 5

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(count, in: 1...1000, "--count") }

    private struct Guess: Encodable {
        let token: String
        let probability: Double
    }

    func run() throws {
        common.apply()
        let text = try TextInput.read(text)
        let model = try MaskedTextModel(
            file: LabFolder.file("masked.safetensors", in: model, madeBy: "quartet lab masked train"))
        let masks = try model.guesses(in: text, count: count)
        if masks.isEmpty {
            throw CommandFailure(
                .usage, "the text contains no \(model.mask ?? "mask"): write it in place of a word to guess")
        }
        if json.isRequested {
            return try JSONOutput.print(
                masks.map { $0.map { Guess(token: $0.token, probability: $0.probability) } })
        }
        for (index, guesses) in masks.enumerated() {
            if masks.count > 1 { print("mask \(index + 1)") }
            for guess in guesses {
                StandardOutput.show(String(format: "%.4f  ", guess.probability) + guess.token)
            }
        }
    }
}
