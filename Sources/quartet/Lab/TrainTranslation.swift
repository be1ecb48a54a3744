import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetReports
import QuartetText

/// `quartet lab translate`.
struct TrainTranslation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train an encoder-decoder on pairs of texts.",
        discussion: """
            The data is a table with one pair per line, source and target separated by a tab. Writes to --out: \
            last.safetensors (the checkpoint that --resume reads), translate.safetensors (weights and vocabulary), \
            best.safetensors (the weights with the lowest validation loss), metrics.jsonl, curves.png and \
            translations.tsv (source, target and translation of the validation pairs). chrF and BLEU are computed as in \
            sacrebleu.

            EXAMPLES:
              quartet lab translate --data english-german.tsv --out lab/translate \\
                  --precision bfloat16
              quartet lab translate text --model lab/translate/translate.safetensors \\
                  "Where are you?"
            """)

    @Option(
        help: ArgumentHelp(
            "Table of pairs in UTF-8, plain or gzip; - reads standard input.", valueName: "file"),
        completion: .file())
    var data: String

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/lab-translate"

    @Option(help: ArgumentHelp("Size of the vocabulary that both languages share.", valueName: "number"))
    var vocabulary = 8192

    @Option(
        help: ArgumentHelp(
            "Tokens that the model sees at once; pairs with a longer text are skipped.", valueName: "number"))
    var context = 32

    @OptionGroup var transformer: TransformerOptions<TranslationDefaults>

    @Option(help: .holdBack("pairs", usual: "a fiftieth, at most 2,000"))
    var holdBack: HeldBack?

    @Option(help: .beams)
    var beams = 1

    @Option(help: .precision)
    var precision = Precision.float32

    @OptionGroup var training: TrainingOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(vocabulary, in: 300...1_000_000, "--vocabulary")
        try check(context, in: 2...4096, "--context")
        try check(beams, in: 1...64, "--beams")
    }

    func run() throws {
        common.apply()
        let pairs = try Self.pairs(TextInput.material(data), file: data)
        let (batch, kept) = (
            transformer.batch, holdBack?.count(of: pairs.count) ?? min(pairs.count / 50, 2000)
        )
        if pairs.count - kept < batch {
            throw TrainingError.tooFewPairs(
                found: pairs.count, needed: kept + batch, why: "\(kept) held back, one batch of \(batch)")
        }
        let run = try training.run(in: out, precision, common)
        let (seen, unseen) = (Array(pairs.dropLast(kept)), Array(pairs.suffix(kept)))
        var trainer = BytePairTrainer()
        trainer.vocabularySize = vocabulary
        trainer.specialTokens = [Translator.beginning, Translator.end]
        let tokenizer = try trainer.train(on: seen.flatMap { [$0.source, $0.target] })
        common.note(
            "\(seen.count) pairs, \(unseen.count) held back; \(tokenizer.vocabularySize) tokens, seed \(run.seed)."
        )

        let outcome = try TranslationLab(options(run), tokenizer).run(on: seen, validation: unseen)
        try TrainingCurves(MetricsLog.read(path: run.metrics)).loss(unit: "nats per token")
            .write(to: out + "/curves.png", scale: 1)
        try CommandFailure.throwIfInterrupted(outcome.training)
        try report(outcome, unseen)
    }

    private func options(_ run: TrainingRun) -> TranslationLab.Options {
        var options = TranslationLab.Options(run)
        options.width = transformer.width
        options.layers = transformer.layers
        options.heads = transformer.heads
        options.hidden = 4 * transformer.width
        options.longest = context
        options.dropout = transformer.dropout
        options.batch = transformer.batch
        options.steps = transformer.steps
        options.learningRate = transformer.rate
        options.patience = transformer.patience
        return options
    }

    /// The pairs of a table; further columns are ignored.
    static func pairs(_ text: String, file: String) throws(CommandFailure) -> [TranslationLab.Pair] {
        var pairs: [TranslationLab.Pair] = []
        for (number, line) in text.split(
            omittingEmptySubsequences: false, whereSeparator: TextInput.isLineEnd
        )
        .enumerated()
        where !line.isEmpty {
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            if fields.count < 2 || fields[0].isEmpty || fields[1].isEmpty {
                throw CommandFailure(
                    .badData,
                    "\(file):\(number + 1): expected two texts with a tab between them, found \"\(line.prefix(60))\""
                )
            }
            pairs.append(.init(source: String(fields[0]), target: String(fields[1])))
        }
        return pairs
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let chrF: Double?
        let bleu: Double?
        let weights: String
        let translations: String
    }

    private func report(_ outcome: TranslationLab.Outcome, _ unseen: [TranslationLab.Pair]) throws {
        let longest = outcome.translator.model.configuration.context
        let shown = unseen.filter { pair in
            (1...longest).contains(
                outcome.translator.tokenizer.ids(of: pair.source, addsSpecialTokens: false).count)
        }
        let bar = ProgressReporter("translations", total: shown.count, unit: "texts", quiet: common.quiet)
        let made = try outcome.translator.translations(of: shown.map(\.source), beams: beams) {
            bar.update($0)
        }
        bar.finish()
        let table = zip(shown, made).map { "\($0.source)\t\($0.target)\t\($1)\n" }.joined()
        try AtomicFile.write(table, to: out + "/translations.tsv")
        let references = shown.map(\.target)
        let result = Result(
            steps: outcome.training.step, seed: training.seed,
            chrF: shown.isEmpty ? nil : try CHRF(made, references: references).score,
            bleu: shown.isEmpty ? nil : try BLEU(made, references: references).score,
            weights: out + "/translate.safetensors", translations: out + "/translations.tsv")
        if json.isRequested { return try JSONOutput.print(result) }
        for (pair, translation) in zip(shown, made).prefix(8) {
            StandardOutput.show(
                "\(pair.source)\n  expected    \(pair.target)\n  translated  \(translation)")
        }
        if let chrF = result.chrF, let bleu = result.bleu {
            StandardOutput.show(
                String(format: "%d validation pairs: chrF %.2f, BLEU %.2f", shown.count, chrF, bleu))
        }
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Picture   \(out)/curves.png")
    }
}

enum TranslationDefaults: TransformerDefaults {
    static let width = 256
    static let layers = 3
    static let heads = 8
    static let dropout: Float = 0.1
    static let batch = 64
    static let steps = 3000
}

extension ArgumentHelp {
    static let beams = ArgumentHelp("Beams of the search; 1 is greedy.", valueName: "number")
}
