import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetReports
import QuartetText

/// `quartet support train encoder`.
struct TrainEncoder: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encoder", abstract: "Train a small sentence encoder that follows a larger one.",
        discussion: """
            The student learns to give each text the vector that the teacher gives it, and each translation the vector of \
            its original, so that questions find answers in another language (Reimers & Gurevych, 2020). Its vocabulary is \
            learnt from the same texts.

            Writes to --out: teacher-0.safetensors and further ones (the teacher's vectors, made once), last.safetensors \
            (the checkpoint that --resume reads), encoder.safetensors (weights and vocabulary), best.safetensors (the \
            weights with the lowest loss on --validation), metrics.jsonl and curves.png.

            EXAMPLES:
              quartet support train encoder --text english.txt \\
                  --pairs en-de.tsv en-fr.tsv --validation held-out/en-de.tsv \\
                  --teacher models/all-MiniLM-L6-v2 --out models/encoder
              quartet support train encoder --text tickets.txt.gz \\
                  --teacher models/all-MiniLM-L6-v2 --out models/encoder --resume
            """)

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Texts in the teacher's language, one a line.", valueName: "file"),
        completion: .file())
    var text: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Tables of texts in the teacher's language and their translations, one pair a line.",
            valueName: "file"), completion: .file())
    var pairs: [String] = []

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp(
            "Tables of pairs to measure on, one a language; they are not trained on.", valueName: "file"),
        completion: .file())
    var validation: [String] = []

    @Option(
        help: ArgumentHelp("Folder or file of the encoder that is followed.", valueName: "path"),
        completion: .file())
    var teacher: String

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/support-encoder"

    @Option(help: ArgumentHelp("Size of the student's vocabulary.", valueName: "number"))
    var vocabulary = 15_000

    @Flag(help: "Keep the accents of letters; otherwise a customer may leave them out.")
    var keepAccents = false

    @Option(help: ArgumentHelp("Tokens of the longest text; longer ones are truncated.", valueName: "number"))
    var longest = 256

    @OptionGroup var transformer: TransformerOptions<EncoderDefaults>

    @Option(
        help: ArgumentHelp(
            "Steps in which the table of tokens is trained alone, before the blocks.", valueName: "number"))
    var tableSteps = 2_000

    @Option(
        help: ArgumentHelp(
            "Weight of the contrastive term: vectors are as near to those of other texts as the teacher's.",
            valueName: "number"))
    var contrast: Float = 0.1

    @Option(
        help: ArgumentHelp(
            "Share of the texts that the student sees with typing errors.", valueName: "share"))
    var typingErrors: Float = 0.1

    @Option(help: .precision)
    var precision = Precision.bfloat16

    @OptionGroup var training: TrainingOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if text.isEmpty, pairs.isEmpty {
            throw ValidationError("Give texts with --text, or pairs with --pairs.")
        }
        try check(vocabulary, in: 300...1_000_000, "--vocabulary")
        try check(longest, in: 3...4096, "--longest")
        try check(tableSteps, in: 0...100_000_000, "--table-steps")
        try check(contrast, in: 0...100, "--contrast")
        try check(typingErrors, in: 0...1, "--typing-errors")
    }

    func run() throws {
        common.apply()
        let run = try training.run(in: out, precision, common)
        let teacher = try SentenceEncoder(path: teacher, precision: precision)
        let lines = try text.flatMap { try TextInput.lines($0) }.filter { !TextInput.isBlank($0) }
        let tables = try pairs.flatMap { try PairTable(TextInput.material($0), file: $0).pairs }
        let validations = try validation.map { path in
            DistillationFigures.Validation(
                name: Self.name(of: path), pairs: try PairTable(TextInput.material(path), file: path).pairs)
        }
        let texts = DistillationTexts(
            texts: lines, pairs: tables, holdingBack: validations.flatMap(\.pairs))
        var trainer = WordPieceTrainer()
        (trainer.vocabularySize, trainer.keepsAccents) = (vocabulary, keepAccents)
        let tokenizer = try trainer.train(on: (0..<texts.count).lazy.map { texts.text($0) })
        common.note(
            "\(texts.originals.count) texts, \(texts.count - texts.originals.count) translations; "
                + "\(tokenizer.vocabularySize) tokens, seed \(run.seed).")
        let outcome = try SentenceDistillation(options(run), tokenizer)
            .run(on: texts, teacher: teacher, validations: validations)
        try TrainingCurves(MetricsLog.read(path: run.metrics)).loss(unit: "distance and contrast")
            .write(to: out + "/curves.png", scale: 1)
        try CommandFailure.throwIfInterrupted(outcome.training)
        try report(outcome)
    }

    /// The name of a table of pairs, such as "en-de".
    private static func name(of path: String) -> String {
        let file = (path as NSString).lastPathComponent
        return String(file.prefix { $0 != "." })
    }

    private func options(_ run: TrainingRun) -> SentenceDistillation.Options {
        var options = SentenceDistillation.Options(run)
        options.width = transformer.width
        options.layers = transformer.layers
        options.heads = transformer.heads
        options.dropout = transformer.dropout
        options.batch = transformer.batch
        options.steps = transformer.steps
        options.learningRate = transformer.rate
        options.patience = transformer.patience
        options.longest = longest
        options.tableSteps = tableSteps
        options.contrast = contrast
        options.typingErrors = typingErrors
        return options
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let parameters: Int
        let weights: String
        let languages: [DistillationFigures.Language]
    }

    private func report(_ outcome: SentenceDistillation.Outcome) throws {
        let languages = outcome.figures?.languages ?? []
        if json.isRequested {
            return try JSONOutput.print(
                Result(
                    steps: outcome.training.step, seed: training.seed, parameters: outcome.parameters,
                    weights: outcome.weights, languages: languages))
        }
        for language in languages {
            StandardOutput.show(
                String(
                    format:
                        "%@: cosine with the teacher %.3f, of translations %.3f; original found first %.1f %% of %d",
                    language.name, language.originalCosine, language.translationCosine,
                    100 * language.retrieval, language.pairs))
        }
        StandardOutput.show("Weights   \(outcome.weights)")
        StandardOutput.show("Picture   \(out)/curves.png")
    }
}

enum EncoderDefaults: TransformerDefaults {
    static let width = 256
    static let layers = 4
    static let heads = 8
    static let dropout: Float = 0
    static let batch = 128
    static let steps = 20_000
}
