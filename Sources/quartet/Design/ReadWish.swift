import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetImaginarium

/// `quartet design read "PROMPT"`.
struct ReadWish: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "read", abstract: "Show how descriptions are understood, without drawing.",
        discussion: """
            Prints the garments with their colours, pattern, material, attributes, details and parts, what they must not \
            have, and what was not understood. With - every line of standard input is a description.

            With --json each description becomes one line: garments, each with garment, colours, pattern, material, \
            attributes, details, parts, measures and avoid, all of them with a confidence; notUsed with reasons, \
            notUnderstood, tags, corrections and designs. tags names the kind of each phrase (a tagger was trained for \
            that), also of words that the catalogs lack. A description that cannot be read becomes a line with error.

            EXAMPLES:
              quartet design read "a navy blazer with 3 buttons over a white shirt"
              quartet design read --json "anything but blue, a skirt"
              quartet design read - --json < wishes.txt
            """)

    @Argument(help: ArgumentHelp("Description; - reads one a line from standard input.", valueName: "prompt"))
    var prompt: [String]

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let reader = try PromptReader(DesignCatalogs(), tagger: WishTagger.shipped())
        let words = prompt.joined(separator: " ")
        guard words == "-" else { return try show(reader.read(words)) }
        var failures = 0
        var lines = InputLines()
        while let line = try lines.next() {
            if line.allSatisfy(\.isWhitespace) { continue }
            do {
                try show(reader.read(line))
            } catch let error as PromptError {
                failures += 1
                if json.isRequested {
                    try JSONOutput.printLine(Failure(prompt: line, error: error.description))
                } else {
                    StandardError.print("\"\(line)\": \(error)")
                }
            }
        }
        if failures > 0, !json.isRequested { throw ExitCode(65) }
    }

    private struct Failure: Encodable {
        let prompt: String
        let error: String
    }

    private func show(_ reading: WishReading) throws {
        if json.isRequested {
            try JSONOutput.printLine(WishDocument(reading))
        } else {
            WishText.show(reading)
        }
    }
}
