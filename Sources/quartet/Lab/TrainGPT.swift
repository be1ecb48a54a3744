public import ArgumentParser
import Foundation
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
        abstract: "Train a small GPT (Radford et al., 2019) on any text, and let it write.",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), gpt.safetensors (weights and \
            vocabulary, for `quartet lab generate`), best.safetensors (those with the lowest loss on text held back), \
            metrics.jsonl, curves.png and sample.txt.

            EXAMPLES:
              quartet lab gpt --data shakespeare.txt --out lab/gpt
              quartet lab gpt --data novel.txt --vocabulary 2048 --form llama --layers 8 --width 256 --precision bfloat16
              quartet lab generate --model lab/gpt/gpt.safetensors --prompt "ROMEO:" --temperature 0.8
            """)

    @Option(help: ArgumentHelp("Text in UTF-8, plain or gzip; - reads standard input.", valueName: "file"))
    var data: String

    @Option(help: ArgumentHelp("Folder for what the training makes.", valueName: "folder"))
    var out = "out/lab-gpt"

    @Option(
        help: ArgumentHelp(
            "Tokens of the vocabulary: 256 are the bytes, more join what often stands together.",
            valueName: "number"))
    var vocabulary = 256

    @Option(help: ArgumentHelp("Form: gpt or llama.", valueName: "kind"))
    var form = LanguageModel.Form.gpt

    @Option(help: ArgumentHelp("Numbers of a token's vector.", valueName: "number"))
    var width = 192

    @Option(help: ArgumentHelp("Transformer blocks.", valueName: "number"))
    var layers = 6

    @Option(help: ArgumentHelp("Attention heads.", valueName: "number"))
    var heads = 6

    @Option(help: ArgumentHelp("Tokens that the model looks at.", valueName: "number"))
    var context = 128

    @Option(help: ArgumentHelp("Share of what is left out at random in training.", valueName: "share"))
    var dropout: Float = 0

    @Option(help: ArgumentHelp("Windows of text in a step.", valueName: "number"))
    var batch = 32

    @Option(help: ArgumentHelp("Steps in all.", valueName: "number"))
    var steps = 2000

    @Option(help: ArgumentHelp("Highest learning rate of AdamW.", valueName: "rate"))
    var rate: Float = 1e-3

    @Option(
        help: ArgumentHelp(
            "Measurements (ten a training) without a lower loss on held-back text that end it.",
            valueName: "number"))
    var patience: Int?

    @Option(
        help: ArgumentHelp(
            "Share of the text, at its end, that is held back to judge by.", valueName: "share"))
    var holdBack = 0.1

    @Option(help: ArgumentHelp("What the sample begins with.", valueName: "text"))
    var prompt = "\n"

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var training: TrainingOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(vocabulary, in: 256...1_000_000, "--vocabulary")
        try check(width, in: 1...16_384, "--width")
        try check(layers, in: 1...200, "--layers")
        try check(heads, in: 1...256, "--heads")
        try check(context, in: 1...65_536, "--context")
        try check(dropout, in: 0...0.9, "--dropout")
        try check(batch, in: 1...4096, "--batch")
        try check(steps, in: 1...100_000_000, "--steps")
        try check(rate, in: 1e-9...10, "--rate")
        try check(holdBack, in: 0...0.9, "--hold-back")
        if let patience { try check(patience, in: 1...100_000, "--patience") }
        if prompt.isEmpty { throw ValidationError("--prompt is empty: give it at least one character.") }
    }

    func run() throws {
        common.apply()
        let text = try TextInput.file(data)
        let run = try training.run(in: out, common)
        let characters = text.unicodeScalars
        let cut = characters.index(
            characters.startIndex, offsetBy: Int(Double(characters.count) * (1 - holdBack)))
        let (seen, unseen) = (String(characters[..<cut]), String(characters[cut...]))

        var trainer = BytePairTrainer()
        (trainer.vocabularySize, trainer.specialTokens) = (vocabulary, [])
        let tokenizer = try trainer.train(on: [seen])
        let opening = tokenizer.ids(of: prompt).count
        if opening >= context {
            throw ValidationError(
                "--prompt has \(opening) tokens: fewer than the \(context) of --context are possible.")
        }
        common.note(
            "\(characters.count) characters, \(unseen.unicodeScalars.count) held back; \(tokenizer.vocabularySize) tokens, "
                + "seed \(run.seed).")

        var options = GPTLab.Options(run)
        (options.form, options.width, options.layers, options.heads) = (form, width, layers, heads)
        (options.context, options.dropout, options.batch) = (context, dropout, batch)
        (options.steps, options.learningRate, options.patience) = (steps, rate, patience)
        let outcome = try GPTLab(options, tokenizer).run(on: seen, heldBack: unseen)
        try TrainingCurves(MetricsLog.read(path: out + "/metrics.jsonl")).loss(unit: "nats a token")
            .write(to: out + "/curves.png", scale: 1)
        if !outcome.isComplete { throw CommandFailure.interrupted(outcome.step, of: outcome.totalSteps) }

        let writer = try TextGenerator(
            outcome.model.model, outcome.model.store, tokenizer, stopTokens: [], precision: run.precision)
        var writing = TextGenerator.Options()
        (writing.sampling.temperature, writing.sampling.topP, writing.sampling.seed) = (0.8, 0.95, run.seed)
        writing.maximumTokens = context - opening
        let sample = prompt + (try writer.continuation(of: prompt, writing).text)
        try AtomicFile.write(sample + "\n", to: out + "/sample.txt")
        try report(outcome, sample)
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
            steps: outcome.step, seed: training.seed, bitsPerCharacter: outcome.bitsPerCharacter,
            weights: out + "/gpt.safetensors", sample: sample)
        if json { return try JSONOutput.print(result) }
        print(sample)
        print()
        if let bits = outcome.bitsPerCharacter {
            print(String(format: "Text held back: %.4f bits a character", bits))
        }
        print("Weights   \(result.weights)")
        print("Picture   \(out)/curves.png")
    }
}

extension LanguageModel.Form: ExpressibleByArgument {}
