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
            The data is a table with one pair per line, source and target separated by a tab; further columns are \
            ignored. Tatoeba's export of pairs, in which each text follows its number, is recognised. Pairs are left out \
            of the training if a text is too long, or if their source is also held back. Writes to --out: \
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
        let table = try PairTable(TextInput.material(data), file: data)
        let (batch, count) = (transformer.batch, table.pairs.count)
        let kept = holdBack?.count(of: count) ?? min(count / 50, 2000)
        let split = PairSplit(table.pairs, holdingBack: kept)
        if split.training.count < batch {
            throw TrainingError.tooFewPairs(
                found: count, needed: kept + split.leaks + batch,
                why:
                    "\(kept) held back, \(split.leaks) with the source of one of these, and one batch of \(batch): "
                    + "lower --hold-back or --batch")
        }
        let run = try training.run(in: out, precision, common)
        var trainer = BytePairTrainer()
        trainer.vocabularySize = vocabulary
        trainer.specialTokens = [Translator.beginning, Translator.end]
        let tokenizer = try trainer.train(on: split.training.flatMap { [$0.source, $0.target] })
        let lab = TranslationLab(options(run), tokenizer)
        let (seen, unseen) = (lab.encoded(split.training), lab.encoded(split.heldBack))
        common.note(
            "\(seen.count) pairs\(table.isNumbered ? " of numbered sentences" : ""), \(unseen.count) held back; "
                + "\(tokenizer.vocabularySize) tokens, seed \(run.seed).")
        reportLeftOut(split, seen, unseen)

        let outcome = try lab.run(on: seen, validation: unseen)
        try TrainingCurves(MetricsLog.read(path: run.metrics)).loss(unit: "nats per token")
            .write(to: out + "/curves.png", scale: 1)
        try CommandFailure.throwIfInterrupted(outcome.training)
        try report(outcome, split.heldBack)
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

    /// What is missing from the results belongs to them, in a quiet run, too.
    private func reportLeftOut(_ split: PairSplit, _ seen: EncodedPairs, _ unseen: EncodedPairs) {
        if split.leaks > 0 {
            StandardError.print(
                "Left out: \(NumberText.counted(split.leaks, "training pair")) whose source is also that of a held-back pair."
            )
        }
        let tooLong = [(seen.tooLong, "training pair"), (unseen.tooLong, "held-back pair")]
            .filter { $0.0 > 0 }.map { NumberText.counted($0, $1) }
        if !tooLong.isEmpty {
            StandardError.print(
                "Left out: \(tooLong.joined(separator: " and ")) with a text of more than \(context) tokens; --context "
                    + "sets this number.")
        }
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
