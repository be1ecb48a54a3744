import ArgumentParser
import QuartetCommandLine
import QuartetModels

/// `quartet lab translate text`.
struct TranslateText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Translate texts with trained weights.",
        discussion: """
            A blank line gives a blank line.

            EXAMPLES:
              quartet lab translate text --model lab/translate/translate.safetensors \\
                  "Where are you?"
              quartet lab translate text --model lab/translate/translate.safetensors \\
                  --in questions.txt
            """)

    @Option(
        help: ArgumentHelp("Weights of a trained encoder-decoder.", valueName: "file"), completion: .file())
    var model: String

    @OptionGroup var input: TextsOptions

    @Option(help: .beams)
    var beams = 4

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(beams, in: 1...64, "--beams") }

    func run() throws {
        common.apply()
        let texts = try input.read()
        let translator = try Translator(path: model)
        for text in texts {
            let isBlank = TextInput.isBlank(text)
            StandardOutput.pass(
                isBlank ? "" : try translator.translations(of: [text], beams: beams)[0])
        }
    }
}
