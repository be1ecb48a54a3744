import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetImaginarium
import QuartetModels

/// `quartet design train tagger`.
struct TrainTagger: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tagger", abstract: "Train the transformer that tags the words of wishes.",
        discussion: """
            It learns from wishes that a grammar makes of the catalogs' words, and from people's captions, whose words the \
            catalogs label. Writes to --out: last.safetensors (the checkpoint that --resume reads), \
            entities.safetensors (the tagger), best.safetensors (the same with the lowest validation loss), \
            metrics.jsonl and curves.png. Ctrl-C saves before it stops.

            The figures are of templates, captions and words that are never trained on: precision, recall and F1 count a \
            phrase if its kind, beginning and end are right. Swapped words stand in the place of others, and training \
            never sees them: only the words around them and their letters tell their kind.

            FILES IN --data:
              vocab-fashionpedia.json   categories and attributes, each with name and supercategory
              colour-names.csv          column name

            EXAMPLES:
              quartet design train tagger --data fashion/ --captions captions.jsonl.gz
              quartet design train tagger --data fashion/ --captions captions.jsonl.gz \\
                  --resume
            """)

    @Option(
        help: ArgumentHelp("Folder with the vocabulary and the colours' names.", valueName: "folder"),
        completion: .directory)
    var data: String

    @Option(
        help: ArgumentHelp("JSON lines with captions, plain or gzip.", valueName: "file"), completion: .file()
    )
    var captions: String

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/tagger"

    @Option(help: ArgumentHelp("Training steps.", valueName: "number"))
    var steps = 4000

    @Option(help: ArgumentHelp("Wishes per step.", valueName: "number"))
    var batch = 64

    @Option(help: ArgumentHelp("Wishes that the grammar makes.", valueName: "number"))
    var wishes = 60_000

    @Option(help: .precision)
    var precision = Precision.bfloat16

    @OptionGroup var training: TrainingOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(steps, in: 1...100_000_000, "--steps")
        try check(batch, in: 1...4096, "--batch")
        try check(wishes, in: 0...10_000_000, "--wishes")
    }

    private struct Result: Encodable {
        let seed: UInt64
        let steps: Int
        let figures: TaggerTraining.Figures?
        let weights: String
    }

    func run() throws {
        common.apply()
        var options = TaggerTraining.Options(
            data: URL(filePath: data), captions: captions, try training.run(in: out, precision, common))
        (options.steps, options.batch, options.wishes) = (steps, batch, wishes)
        let tagger = TaggerTraining(options)
        try tagger.checkData()
        let (weights, outcome, figures) = try tagger.run()
        try CommandFailure.throwIfInterrupted(outcome)
        if json.isRequested {
            return try JSONOutput.print(
                Result(seed: training.seed, steps: outcome.step, figures: figures, weights: weights))
        }
        if let figures { show(figures) }
        StandardOutput.show("Weights   \(weights)")
    }

    private func show(_ figures: TaggerTraining.Figures) {
        for (name, f1) in figures.classes.sorted(by: { $0.key < $1.key }) {
            let swapped = figures.swappedKinds[name].map { String(format: ", swapped words %.3f right", $0) }
            StandardOutput.show(String(format: "F1 %.3f  ", f1) + name + (swapped ?? ""))
        }
        StandardOutput.show(
            String(
                format: "%d wishes: precision %.4f, recall %.4f, F1 %.4f", figures.wishes, figures.precision,
                figures.recall, figures.f1))
        StandardOutput.show(
            String(
                format: "%d swapped phrases: %.4f of their words right (%.4f by chance)", figures.swapped,
                figures.swappedRight, figures.swappedByChance))
    }
}
