public import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetReports
import QuartetText

/// `quartet lab gpt`.
struct TrainGPT: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "gpt",
        abstract: "Train a small GPT (Radford et al., 2019) on any text.",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), gpt.safetensors (weights and \
            vocabulary, for `quartet lab generate`), best.safetensors (the weights with the lowest validation loss), \
            metrics.jsonl, curves.png and sample.txt.

            EXAMPLES:
              quartet lab gpt --data shakespeare.txt --out lab/gpt
              quartet lab gpt --data novel.txt --vocabulary 2048 --form llama --layers 8 \\
                  --width 256 --precision bfloat16
              quartet lab generate --model lab/gpt/gpt.safetensors --prompt "ROMEO:" \\
                  --temperature 0.8
            """)

    @Option(
        help: ArgumentHelp("Text in UTF-8, plain or gzip; - reads standard input.", valueName: "file"),
        completion: .file())
    var data: String

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/lab-gpt"

    @Option(
        help: ArgumentHelp(
            "Size of the vocabulary: 256 bytes, and tokens merged from frequent pairs.", valueName: "number"))
    var vocabulary = 256

    @Option(help: ArgumentHelp("Architecture.", valueName: "type"))
    var form = LanguageModel.Form.gpt

    @Option(help: ArgumentHelp("Tokens that the model sees at once.", valueName: "number"))
    var context = 128

    @OptionGroup var transformer: TransformerOptions<GPTDefaults>

    @Option(help: .holdBack("characters"))
    var holdBack = HeldBack.share(0.1)

    @Option(help: ArgumentHelp("Beginning of the sample (default: a line feed).", valueName: "text"))
    var prompt: String?

    private var beginning: String { prompt ?? "\n" }

    @Option(help: .precision)
    var precision = Precision.float32

    @OptionGroup var training: TrainingOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(vocabulary, in: 256...1_000_000, "--vocabulary")
        try check(context, in: 1...65_536, "--context")
        if prompt?.isEmpty == true {
            throw ValidationError("--prompt is empty: give it at least one character.")
        }
    }

    func run() throws {
        common.apply()
        let text = try TextInput.material(data)
        let run = try training.run(in: out, precision, common)
        let characters = text.unicodeScalars
        let kept = holdBack.count(of: characters.count)
        guard kept < characters.count else {
            throw CommandFailure(
                .badData,
                "\(data): has \(characters.count) characters, and --hold-back takes \(kept): nothing is left to train on"
            )
        }
        let cut = characters.index(characters.endIndex, offsetBy: -kept)
        let (seen, unseen) = (String(characters[..<cut]), String(characters[cut...]))

        var trainer = BytePairTrainer()
        (trainer.vocabularySize, trainer.specialTokens) = (vocabulary, [])
        let tokenizer = try trainer.train(on: [seen])
        let opening = tokenizer.ids(of: beginning).count
        if opening >= context {
            throw ValidationError(
                "--prompt has \(opening) tokens: expected fewer than --context, which is \(context).")
        }
        common.note(
            "\(characters.count) characters, \(unseen.unicodeScalars.count) held back; \(tokenizer.vocabularySize) tokens, "
                + "seed \(run.seed).")

        let outcome = try GPTLab(options(run), tokenizer).run(on: seen, validation: unseen)
        try TrainingCurves(MetricsLog.read(path: run.metrics)).loss(unit: "nats per token")
            .write(to: out + "/curves.png", scale: 1)
        try CommandFailure.throwIfInterrupted(outcome.training)

        let sample = try sample(outcome.model, tokenizer, run, tokens: context - opening)
        try report(outcome, sample)
    }

    private func options(_ run: TrainingRun) -> GPTLab.Options {
        var options = GPTLab.Options(run)
        options.form = form
        options.width = transformer.width
        options.layers = transformer.layers
        options.heads = transformer.heads
        options.context = context
        options.dropout = transformer.dropout
        options.batch = transformer.batch
        options.steps = transformer.steps
        options.learningRate = transformer.rate
        options.patience = transformer.patience
        return options
    }

    /// Lets the model continue the prompt, and keeps the text.
    private func sample(
        _ trained: TrainedLanguageModel, _ tokenizer: Tokenizer, _ run: TrainingRun, tokens: Int
    )
        throws -> String
    {
        let writer = try TextGenerator(
            trained.model, trained.store, tokenizer, stopTokens: [], precision: run.precision)
        var options = TextGenerator.Options()
        options.sampling.temperature = 0.8
        options.sampling.topP = 0.95
        options.sampling.seed = run.seed
        options.maximumTokens = tokens
        let sample = beginning + (try writer.continuation(of: beginning, options).text)
        try AtomicFile.write(sample + "\n", to: out + "/sample.txt")
        return sample
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let bitsPerCharacter: Double?
        let weights: String
        let sample: String
    }

    private func report(_ outcome: GPTLab.Outcome, _ sample: String) throws {
        let result = Result(
            steps: outcome.training.step, seed: training.seed, bitsPerCharacter: outcome.bitsPerCharacter,
            weights: out + "/gpt.safetensors", sample: sample)
        if json.isRequested { return try JSONOutput.print(result) }
        StandardOutput.pass(sample)
        print()
        if let bits = outcome.bitsPerCharacter {
            StandardOutput.show(String(format: "Validation text: %.4f bits per character", bits))
        }
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Picture   \(out)/curves.png")
    }
}

extension LanguageModel.Form: ExpressibleByArgument {}

enum GPTDefaults: TransformerDefaults {
    static let width = 192
    static let layers = 6
    static let heads = 6
    static let dropout: Float = 0
    static let batch = 32
    static let steps = 2000
}
