import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetReports
import QuartetText

/// `quartet lab summarise train`.
struct TrainSummaries: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train an encoder-decoder on texts and their summaries.",
        discussion: """
            The data is JSON lines: objects with text and summary. Longer texts than --context are cut; pairs with a longer \
            summary than --longest are left out. Writes to --out: last.safetensors (the checkpoint that --resume reads), \
            summarise.safetensors (weights and vocabulary), best.safetensors (the weights with the lowest validation loss), \
            metrics.jsonl, curves.png and summaries.jsonl (the validation texts with the summary that was expected and the \
            one that was written). ROUGE is computed as in rouge-score, beside that of the first sentences of each text.

            EXAMPLES:
              quartet lab summarise train --data dialogues.jsonl --out lab/summaries
              quartet lab summarise dialogue.txt --model lab/summaries
            """)

    @Option(
        help: ArgumentHelp("Texts and their summaries, JSON lines.", valueName: "file"), completion: .file())
    var data: String

    @OptionGroup var held: ValidationOptions

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/lab-summarise"

    @Option(help: ArgumentHelp("Size of the vocabulary.", valueName: "number"))
    var vocabulary = 4096

    @Option(help: ArgumentHelp("Tokens that the model sees at once.", valueName: "number"))
    var context = 256

    @Option(help: .longestSummary)
    var longest = 96

    @OptionGroup var transformer: TransformerOptions<SummaryDefaults>

    @Option(help: .beams)
    var beams = 1

    @Option(help: .precision)
    var precision = Precision.bfloat16

    @OptionGroup var training: TrainingOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(vocabulary, in: 300...1_000_000, "--vocabulary")
        try check(context, in: 8...4096, "--context")
        try check(longest, in: 2...4096, "--longest")
        try check(beams, in: 1...64, "--beams")
        if longest > context {
            throw ValidationError("--longest \(longest): expected at most --context, \(context).")
        }
    }

    func run() throws {
        common.apply()
        let split = try held.split(try read(data), key: \.source, read: read)
        let run = try training.run(in: out, precision, common)
        var trainer = BytePairTrainer()
        trainer.vocabularySize = vocabulary
        trainer.specialTokens = [Translator.beginning, Translator.end]
        let tokenizer = try trainer.train(on: split.training.flatMap { [$0.source, $0.target] })
        let lab = TranslationLab(options(run), tokenizer)
        let (seen, unseen) = (lab.encoded(split.training), lab.encoded(split.validation))
        common.note(
            "\(seen.count) texts with summaries, \(split.validation.count) to measure on; \(tokenizer.vocabularySize) "
                + "tokens, seed \(run.seed).")
        if seen.tooLong > 0 {
            StandardError.print(
                "Left out: \(NumberText.counted(seen.tooLong, "training pair")) with a summary of more than \(longest - 1) "
                    + "tokens, or none; --longest sets this number.")
        }
        let outcome = try lab.run(on: seen, validation: unseen)
        try TrainingCurves(MetricsLog.read(path: run.metrics)).loss(unit: "nats per token")
            .write(to: out + "/curves.png", scale: 1)
        try CommandFailure.throwIfInterrupted(outcome.training)
        try report(outcome, split.validation)
    }

    private func read(_ path: String) throws -> [TranslationLab.Pair] {
        try LabJSONLines.read(
            path, as: SummaryPair.self, example: #"{"text": "A long text.", "summary": "A text."}"#
        ).map { line, pair in
            if TextInput.isBlank(pair.text) { throw LabJSONLines.failure(path, line, "the text is empty") }
            if TextInput.isBlank(pair.summary) {
                throw LabJSONLines.failure(path, line, "the summary is empty")
            }
            return TranslationLab.Pair(source: pair.text, target: pair.summary)
        }
    }

    private func options(_ run: TrainingRun) -> TranslationLab.Options {
        var options = TranslationLab.Options(run)
        options.title = "summarise"
        options.width = transformer.width
        options.layers = transformer.layers
        options.heads = transformer.heads
        options.hidden = 4 * transformer.width
        (options.longest, options.longestTarget, options.cutsSources) = (context, longest, true)
        options.dropout = transformer.dropout
        options.batch = transformer.batch
        options.steps = transformer.steps
        options.learningRate = transformer.rate
        options.patience = transformer.patience
        return options
    }

    private struct Scores: Encodable {
        let rouge1, rouge2, rougeL: Double

        init(_ rouge: ROUGE) { (rouge1, rouge2, rougeL) = (rouge.one, rouge.two, rouge.longest) }
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let validationTexts: Int
        let summaries: Scores?
        let firstSentences: Scores?
        let weights: String
    }

    private struct Line: Encodable {
        let text, expected, summary: String
    }

    /// Sentences of the baseline: as many as are usual ("lead-3").
    private static let sentences = 3

    private func report(_ outcome: TranslationLab.Outcome, _ validation: [TranslationLab.Pair]) throws {
        let bar = ProgressReporter("summaries", total: validation.count, unit: "texts", quiet: common.quiet)
        let written = try outcome.translator.translations(
            of: validation.map(\.source), beams: beams, cutsTexts: true, longest: longest
        ) { bar.update($0) }
        bar.finish()
        let lines = try zip(validation, written).map {
            try JSONEncoder.sorted.text(Line(text: $0.source, expected: $0.target, summary: $1)) + "\n"
        }
        try AtomicFile.write(lines.joined(), to: out + "/summaries.jsonl")
        let references = validation.map(\.target)
        let first = validation.map {
            SentenceSplitter.sentences(of: $0.source).prefix(Self.sentences).joined(separator: " ")
        }
        let isMeasured = !validation.isEmpty
        let result = Result(
            steps: outcome.training.step, seed: training.seed, validationTexts: validation.count,
            summaries: isMeasured ? Scores(try ROUGE(written, references: references)) : nil,
            firstSentences: isMeasured ? Scores(try ROUGE(first, references: references)) : nil,
            weights: out + "/summarise.safetensors")
        if json.isRequested { return try JSONOutput.print(result) }
        for (pair, summary) in zip(validation, written).prefix(3) {
            StandardOutput.show("expected  \(pair.target)\nwritten   \(summary)\n")
        }
        func show(_ name: String, _ scores: Scores?) {
            guard let scores else { return }
            StandardOutput.show(
                String(
                    format: "ROUGE-1 %.4f, ROUGE-2 %.4f, ROUGE-L %.4f  ", scores.rouge1, scores.rouge2,
                    scores.rougeL)
                    + name)
        }
        show("\(validation.count) validation texts", result.summaries)
        show("their first \(Self.sentences) sentences", result.firstSentences)
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Summaries \(out)/summaries.jsonl")
        StandardOutput.show("Picture   \(out)/curves.png")
    }
}

enum SummaryDefaults: TransformerDefaults {
    static let width = 192
    static let layers = 2
    static let heads = 6
    static let dropout: Float = 0.1
    static let batch = 16
    static let steps = 2000
}
