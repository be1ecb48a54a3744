import ArgumentParser
import Foundation
import QuartetCatalogs
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetModels
import QuartetReports
import QuartetSupport

/// `quartet support train intents`.
struct TrainIntents: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "intents", abstract: "Learn the intents of messages from labelled ones.",
        discussion: """
            Takes CSV, tab-separated values or JSON lines, compressed or not. A column is named as in the first row; numbers \
            take the columns of a table without such a row. --out-of-scope names a file with one message a line that has \
            none of the intents; without it, intents hidden in turn teach what is strange.

            Everything is chosen by cross-validation on the messages themselves, whose accuracy is printed with the intents \
            that are most often mistaken for one another. Without the encoder, words and characters alone decide.

            EXAMPLES:
              quartet support train intents --data messages.csv --text text --label intent \\
                  --out intents.safetensors
              quartet support train intents --data train.tsv.gz --text 1 --label 2 \\
                  --out-of-scope other.txt --out intents.safetensors
            """)

    @Option(help: ArgumentHelp("Labelled messages.", valueName: "file"), completion: .file())
    var data: String

    @Option(help: ArgumentHelp("Column of the messages: a name or a number.", valueName: "column"))
    var text: String

    @Option(help: ArgumentHelp("Column of the intents.", valueName: "column"))
    var label: String

    @Option(help: ArgumentHelp("File for the model.", valueName: "file"), completion: .file())
    var out: String

    @Option(
        help: ArgumentHelp("Messages about none of the intents, one a line.", valueName: "file"),
        completion: .file())
    var outOfScope: String?

    @OptionGroup var source: IntentEncoderOptions

    @Option(help: .seed)
    var seed: UInt64 = 1

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        try OutputFile.requireDifferent(out, "--out", from: [data, outOfScope])
        try OutputFolder.check(forFile: out)
        InterruptSignal.endProgram(saying: "Stopped: nothing was saved.")
        let started = ContinuousClock.now
        let examples = try LabelledTexts(file: data, text: text, label: label)
        let strangers = try outOfScope.map { try TextInput.lines($0) } ?? []
        common.note(Self.summary(examples))
        let encoder = try source.encoder(common)
        var options = IntentTraining.Options()
        options.seed = seed
        let bar = ProgressReporter("intents", total: 1000, unit: "parts", quiet: common.quiet)
        let training = IntentTraining(
            options, encoder: encoder?.name,
            encode: encoder.map { source -> IntentTraining.Encode in { try source.encoder.vectors(of: $0) } }
        ) { stage, share in
            bar.update(Int(share * 1000))
        }
        let (model, report) = try training.run(examples, outOfScope: strangers)
        bar.finish()
        try OutputFolder.prepare(forFile: out)
        try IntentModelFile.write(model, to: out)
        if json.isRequested { return try JSONOutput.print(report) }
        let seconds = (ContinuousClock.now - started) / .seconds(1)
        StandardOutput.show(
            "\(out)  \(report.texts) messages, \(report.classes) intents, "
                + String(format: "%.0f s", seconds))
        for line in report.summary { StandardOutput.show(line) }
    }

    private static func summary(_ examples: LabelledTexts) -> String {
        var text = "\(examples.texts.count) messages with \(examples.classes.count) intents"
        if examples.blankTexts > 0 {
            text += "; \(NumberText.counted(examples.blankTexts, "blank message")) left out"
        }
        if examples.repeatedRows > 0 {
            text += "; \(NumberText.counted(examples.repeatedRows, "repeated row")) left out"
        }
        if let first = examples.contradictions.first {
            text +=
                "; \(NumberText.counted(examples.contradictions.count, "message")) with more than one intent, such as "
                + "\"\(first.prefix(60))\""
        }
        return text
    }
}

/// The encoder whose vectors tell intents.
struct IntentEncoderOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Folder or file of the sentence encoder (default: models/all-MiniLM-L6-v2, else the program's own).",
            valueName: "path"),
        completion: .file())
    var encoder: String?

    /// The encoder, and the name that a model records of it. Nil where none was named and the usual one is missing, which
    /// is said.
    ///
    /// - Parameter recorded: the name in a model, whose vectors cannot be compared with those of another encoder; nil to
    ///   train one.
    func encoder(recorded: String? = nil, _ common: CommonOptions) throws -> (
        encoder: SentenceEncoder, name: String
    )? {
        if let encoder { return try Self.read(encoder) }
        let models = try? ResourceLocator().folder(.models)
        if recorded != SharedEncoder.shippedName,
            let path = models.map({ $0 + "/" + SharedEncoder.publishedName }),
            FileManager.default.fileExists(atPath: path)
        {
            return try Self.read(path)
        }
        if recorded == nil || recorded == SharedEncoder.shippedName,
            let path = try? ResourceLocator().file(SharedEncoder.shippedName + ".safetensors", in: .weights)
        {
            return try Self.read(path)
        }
        common.note(
            "models/\(SharedEncoder.publishedName) was not found: words and characters alone decide (`scripts/fetch-models` fetches it)"
        )
        return nil
    }

    private static func read(_ path: String) throws -> (encoder: SentenceEncoder, name: String) {
        let name = (path as NSString).lastPathComponent.replacing(".safetensors", with: "")
        return (try SentenceEncoder(path: path, precision: .bfloat16), name)
    }
}
