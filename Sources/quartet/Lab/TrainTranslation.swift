import ArgumentParser
import Foundation
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetReports
import QuartetText

/// `quartet lab translate`.
struct TrainTranslation: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train an encoder-decoder on pairs of texts (the default).",
        discussion: """
            The data is a table with a pair a line, source and target with a tab between them. Writes to --out: \
            last.safetensors (the checkpoint that --resume reads), translate.safetensors (weights and vocabulary), \
            best.safetensors, metrics.jsonl, curves.png and translations.tsv (source, target, translation of pairs held \
            back). chrF and BLEU are counted as sacrebleu counts them.

            EXAMPLES:
              quartet lab translate --data english-german.tsv --out lab/translate --precision bfloat16
              quartet lab translate text --model lab/translate/translate.safetensors "Where are you?"
            """)

    @Option(
        help: ArgumentHelp(
            "Table of pairs in UTF-8, plain or gzip; - reads standard input.", valueName: "file"))
    var data: String

    @Option(help: ArgumentHelp("Folder for what the training makes.", valueName: "folder"))
    var out = "out/lab-translate"

    @Option(help: ArgumentHelp("Tokens of the vocabulary, of both languages.", valueName: "number"))
    var vocabulary = 8192

    @Option(help: ArgumentHelp("Numbers of a token's vector.", valueName: "number"))
    var width = 256

    @Option(help: ArgumentHelp("Blocks of the encoder, and of the decoder.", valueName: "number"))
    var layers = 3

    @Option(help: ArgumentHelp("Attention heads.", valueName: "number"))
    var heads = 8

    @Option(help: ArgumentHelp("Most tokens of a text; longer pairs are left out.", valueName: "number"))
    var longest = 32

    @Option(help: ArgumentHelp("Share of what is left out at random in training.", valueName: "share"))
    var dropout: Float = 0.1

    @Option(help: ArgumentHelp("Pairs in a step.", valueName: "number"))
    var batch = 64

    @Option(help: ArgumentHelp("Steps in all.", valueName: "number"))
    var steps = 3000

    @Option(help: ArgumentHelp("Highest learning rate of AdamW.", valueName: "rate"))
    var rate: Float = 1e-3

    @Option(
        help: ArgumentHelp(
            "Measurements (ten a training) without a lower loss on held-back pairs that end it.",
            valueName: "number"))
    var patience: Int?

    @Option(
        help: ArgumentHelp(
            "How many of the last pairs are held back to judge by (default: a fiftieth, 2,000 at most).",
            valueName: "number"))
    var holdBack: Int?

    @Option(help: ArgumentHelp("Beams of the search for translations; 1 is greedy.", valueName: "number"))
    var beams = 1

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var training: TrainingOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(vocabulary, in: 300...1_000_000, "--vocabulary")
        try check(width, in: 1...16_384, "--width")
        try check(layers, in: 1...200, "--layers")
        try check(heads, in: 1...256, "--heads")
        try check(longest, in: 2...4096, "--longest")
        try check(dropout, in: 0...0.9, "--dropout")
        try check(batch, in: 1...4096, "--batch")
        try check(steps, in: 1...100_000_000, "--steps")
        try check(rate, in: 1e-9...10, "--rate")
        try check(beams, in: 1...64, "--beams")
        if let holdBack { try check(holdBack, in: 0...1_000_000_000, "--hold-back") }
        if let patience { try check(patience, in: 1...100_000, "--patience") }
    }

    func run() throws {
        common.apply()
        let pairs = try Self.pairs(TextInput.file(data), file: data)
        let kept = holdBack ?? min(pairs.count / 50, 2000)
        if pairs.count - kept < batch {
            throw TrainingError.tooLittleText(
                tokens: pairs.count, needed: kept + batch,
                why: "\(kept) pairs held back, one batch of \(batch)")
        }
        let run = try training.run(in: out, common)
        let (seen, unseen) = (Array(pairs.dropLast(kept)), Array(pairs.suffix(kept)))
        var trainer = BytePairTrainer()
        (trainer.vocabularySize, trainer.specialTokens) = (
            vocabulary, [Translator.beginning, Translator.end]
        )
        let tokenizer = try trainer.train(on: seen.flatMap { [$0.source, $0.target] })
        common.note(
            "\(seen.count) pairs, \(unseen.count) held back; \(tokenizer.vocabularySize) tokens, seed \(run.seed)."
        )

        var options = TranslationLab.Options(run)
        (options.width, options.layers, options.heads, options.hidden) = (width, layers, heads, 4 * width)
        (options.longest, options.dropout, options.batch) = (longest, dropout, batch)
        (options.steps, options.learningRate, options.patience) = (steps, rate, patience)
        let outcome = try TranslationLab(options, tokenizer).run(on: seen, heldBack: unseen)
        try TrainingCurves(MetricsLog.read(path: out + "/metrics.jsonl")).loss(unit: "nats a token")
            .write(to: out + "/curves.png", scale: 1)
        if !outcome.isComplete { throw CommandFailure.interrupted(outcome.step, of: outcome.totalSteps) }
        try report(outcome, unseen)
    }

    /// Pairs of a table; further columns are left out.
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
            steps: outcome.step, seed: training.seed,
            chrF: shown.isEmpty ? nil : try CHRF(made, references: references).score,
            bleu: shown.isEmpty ? nil : try BLEU(made, references: references).score,
            weights: out + "/translate.safetensors", translations: out + "/translations.tsv")
        if json { return try JSONOutput.print(result) }
        for (pair, translation) in zip(shown, made).prefix(8) {
            print("\(pair.source)\n  asked  \(pair.target)\n  made   \(translation)")
        }
        if let chrF = result.chrF, let bleu = result.bleu {
            print(String(format: "%d pairs held back: chrF %.2f, BLEU %.2f", shown.count, chrF, bleu))
        }
        print("Weights   \(result.weights)")
        print("Picture   \(out)/curves.png")
    }
}

/// `quartet lab translate text`.
struct TranslateText: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "text", abstract: "Translate texts with trained weights.",
        discussion: """
            EXAMPLES:
              quartet lab translate text --model lab/translate/translate.safetensors "Where are you?"
              quartet lab translate text --model lab/translate/translate.safetensors --in questions.txt
            """)

    @Option(help: ArgumentHelp("Weights of a trained encoder-decoder.", valueName: "file"))
    var model: String

    @Argument(help: "Texts.")
    var texts: [String] = []

    @Option(
        name: .customLong("in"),
        help: ArgumentHelp("File with a text a line; - reads standard input.", valueName: "file"))
    var input: String?

    @Option(help: ArgumentHelp("Beams of the search; 1 is greedy.", valueName: "number"))
    var beams = 4

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(beams, in: 1...64, "--beams")
        if texts.isEmpty, input == nil { throw ValidationError("Give texts, or a file of them with --in.") }
    }

    func run() throws {
        common.apply()
        let all = texts + (try input.map { try TextInput.lines($0) } ?? [])
        let translator = try Translator(path: model)
        for text in all { print(try translator.translations(of: [text], beams: beams)[0]) }
    }
}
