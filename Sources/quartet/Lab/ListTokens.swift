import ArgumentParser
import QuartetCommandLine
import QuartetModels
import QuartetReports
import QuartetText

/// `quartet lab tokens`.
struct ListTokens: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tokens",
        abstract: "Show the tokens of texts: the pieces that a model reads, with their ids.",
        discussion: """
            Prints a table for each text: the id of each token, the bytes of the text that it covers (the end is not \
            included), and the piece as the vocabulary writes it. Tokens that the model adds cover nothing. With --json, \
            prints one object per line and text, with the keys text and tokens.

            EXAMPLES:
              quartet lab tokens --model all-MiniLM-L6-v2 "Where is my order?"
              quartet lab tokens --model SmolLM2-135M-Instruct.Q4_1.gguf \\
                  --in questions.txt --json
            """)

    @Option(
        help: ArgumentHelp(
            "A published folder, a GGUF file, weights that quartet lab trained on texts, or a tokenizer.json or vocab.txt.",
            valueName: "model"), completion: .file())
    var model: String

    @OptionGroup var input: TextsOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let texts = try input.read()
        let tokenizer = try Tokenizer(ofModel: model)
        for (index, text) in texts.enumerated() {
            let encoding = try tokenizer.encode(text)
            let tokens = encoding.ids.indices.map { place in
                Token(
                    id: encoding.ids[place], piece: tokenizer.token(encoding.ids[place]) ?? "",
                    start: encoding.isSpecial[place] ? nil : encoding.offsets[place].lowerBound,
                    end: encoding.isSpecial[place] ? nil : encoding.offsets[place].upperBound)
            }
            if json.isRequested {
                try JSONOutput.printLine(Line(text: text, tokens: tokens))
            } else {
                if index > 0 { print() }
                printTable(text, tokens)
            }
        }
    }

    private struct Line: Encodable {
        let text: String
        let tokens: [Token]
    }

    private struct Token: Encodable {
        let id: Int32
        let piece: String
        /// The bytes of the text; nil for a token that the model adds.
        let start, end: Int?
    }

    private func printTable(_ text: String, _ tokens: [Token]) {
        let count = tokens.count == 1 ? "1 token" : "\(tokens.count) tokens"
        print("\(SafeText.shown(text)): \(count)")
        for token in tokens {
            let bytes = token.start.flatMap { start in token.end.map { "\(start)-\($0)" } } ?? "-"
            print("\(token.id)".padded(to: 8) + bytes.padded(to: 14) + "  " + SafeText.visible(token.piece))
        }
    }
}

extension String {
    /// At the right of a column.
    fileprivate func padded(to width: Int) -> String {
        String(repeating: " ", count: max(0, width - count)) + self
    }
}
