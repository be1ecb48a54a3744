import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetReports
import QuartetText

/// `quartet lab masked train`.
struct TrainMasked: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a masked language model on any text, or go on from an encoder.",
        discussion: """
            15 % of the tokens are chosen: 80 % of these become [MASK], 10 % another token, 10 % stay, and the model \
            guesses what they were. Examples are consecutive lines, so a line should be a sentence or a paragraph. With \
            --from, an encoder goes on with its vocabulary and its size: a published folder, whose head is new, or the \
            folder of an earlier training. `quartet lab classify train --model` and its like take the result.

            Writes to --out: last.safetensors (the checkpoint that --resume reads), masked.safetensors (weights and \
            vocabulary), best.safetensors (the weights with the lowest validation loss), metrics.jsonl and curves.png.

            EXAMPLES:
              quartet lab masked train --data shakespeare.txt --out lab/masked
              quartet lab masked train --data chats.txt --from models/all-MiniLM-L6-v2 \\
                  --rate 1e-4 --out lab/chats
            """)

    @Option(
        help: ArgumentHelp("Text in UTF-8, plain or gzip; - reads standard input.", valueName: "file"),
        completion: .file())
    var data: String

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/lab-masked"

    @Option(
        help: ArgumentHelp("Folder of an encoder to go on from (default: a new model).", valueName: "folder"),
        completion: .directory)
    var from: String?

    @Option(help: ArgumentHelp("Size of the vocabulary of a new model (WordPiece).", valueName: "number"))
    var vocabulary = 4096

    @Option(help: ArgumentHelp("Tokens that the model sees at once.", valueName: "number"))
    var context = 64

    @OptionGroup var transformer: TransformerOptions<MaskedDefaults>

    @Option(help: .holdBack("lines"))
    var holdBack = HeldBack.share(0.1)

    @Option(help: .precision)
    var precision = Precision.bfloat16

    @OptionGroup var training: TrainingOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(vocabulary, in: 300...1_000_000, "--vocabulary")
        try check(context, in: 8...512, "--context")
    }

    func run() throws {
        common.apply()
        let lines = try TextInput.material(data).split(whereSeparator: TextInput.isLineEnd).map { String($0) }
            .filter { !TextInput.isBlank($0) }
        let run = try training.run(in: out, precision, common)
        let kept = holdBack.count(of: lines.count)
        guard kept < lines.count else {
            throw CommandFailure(
                .badData,
                "\(data): has \(NumberText.counted(lines.count, "line")), and --hold-back takes \(kept): nothing is left to "
                    + "train on")
        }
        let (seen, unseen) = (Array(lines.dropLast(kept)), Array(lines.suffix(kept)))
        common.note("\(lines.count) lines, \(kept) held back, seed \(run.seed).")
        let lab = MaskedLab(options(run))
        let outcome: MaskedLab.Outcome
        if let from {
            outcome = try lab.run(on: seen, validation: unseen, from: from)
        } else {
            var trainer = WordPieceTrainer()
            trainer.vocabularySize = vocabulary
            outcome = try lab.run(on: seen, validation: unseen, tokenizer: try trainer.train(on: seen))
        }
        try TrainingCurves(MetricsLog.read(path: run.metrics)).loss(unit: "nats per hidden token")
            .write(to: out + "/curves.png", scale: 1)
        try CommandFailure.throwIfInterrupted(outcome.training)
        try report(outcome)
    }

    private func options(_ run: TrainingRun) -> MaskedLab.Options {
        var options = MaskedLab.Options(run)
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

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let heldBack: MaskedLab.Figures?
        let weights: String
    }

    private func report(_ outcome: MaskedLab.Outcome) throws {
        let result = Result(
            steps: outcome.training.step, seed: training.seed, heldBack: outcome.figures,
            weights: out + "/masked.safetensors")
        if json.isRequested { return try JSONOutput.print(result) }
        if let figures = outcome.figures {
            StandardOutput.show(
                String(
                    format:
                        "%d hidden tokens of the validation text: %.4f nats, %.2f %% right (always the most frequent "
                        + "token: %.2f %%)", figures.tokens, figures.loss, 100 * figures.accuracy,
                    100 * figures.baseline))
        }
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Picture   \(out)/curves.png")
    }
}

enum MaskedDefaults: TransformerDefaults {
    static let width = 192
    static let layers = 4
    static let heads = 4
    static let dropout: Float = 0.1
    static let batch = 32
    static let steps = 3000
}
