import ArgumentParser
import QuartetCommandLine
import QuartetSupport

/// What may change the words of a reply, besides the articles.
struct AnsweringOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Model that rephrases answers: of `train writer`, or a language model in a GGUF file.",
            valueName: "file"),
        completion: .file())
    var writer: String?

    @Option(
        help: ArgumentHelp(
            "Translator for messages in a language without articles, such as it-en=FILE with a model of `quartet lab translate`; it may be given several times, and en-it=FILE translates answers back.",
            valueName: "from-to=file"),
        completion: .file())
    var translator: [TranslatorArgument] = []

    /// The desk of a knowledge base with these models.
    func desk(_ knowledge: KnowledgeOptions) throws -> Desk {
        var models = DeskModels.best()
        if let writer { models.writer = try WriterFile.read(writer) }
        models.translators = try translator.map {
            try TrainedTranslator(path: $0.file, from: $0.source, to: $0.target)
        }
        return try knowledge.desk(models)
    }
}

/// Two languages and the file of a translator, as in `it-en=translate.safetensors`.
struct TranslatorArgument: ExpressibleByArgument, Sendable {
    let source: String
    let target: String
    let file: String

    init?(argument: String) {
        guard let match = argument.wholeMatch(of: /([a-z]{2,3})-([a-z]{2,3})=(.+)/), match.1 != match.2 else {
            return nil
        }
        (source, target, file) = (String(match.1), String(match.2), String(match.3))
    }
}
