import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaginarium

/// `quartet design train fabric`.
struct TrainFabric: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fabric", abstract: "Train the fabric generator on pictures of cloth.",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), fabric.safetensors (the weights for \
            `quartet design --model`), metrics.jsonl, curves.png, samples.png and examples.png, the rendered prints \
            that it learns from. Ctrl-C saves before it stops.

            FILES IN --data:
              fabric-patches.csv, fabric-closeups.csv, fabric-ambientcg.csv   columns file and pattern, one row per picture
              fabric-patches-96.tar, fabric-closeups-256.tar, fabric-ambientcg-120.tar   the pictures
              motifs.csv, motifs-128.tar, tiles-vector-paths.json, tiles-vector.tar      figures and tiles to render
              weaves.json, tartan-statistics.json                                       weaves and tartans to render

            EXAMPLES:
              quartet design train fabric --data fashion/ --out out/fabric
              quartet design train fabric --data fashion/ --out out/fabric --resume
            """)

    @Option(
        help: ArgumentHelp("Folder with the pictures and tables of cloth.", valueName: "folder"),
        completion: .directory)
    var data: String

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/fabric"

    @Option(help: ArgumentHelp("Pictures that are shown in total.", valueName: "number"))
    var pictures = 1_000_000

    @Option(
        help: ArgumentHelp("Pictures at the beginning that are made at half the size.", valueName: "number"))
    var coarse = 400_000

    @Option(help: ArgumentHelp("Pictures per step.", valueName: "number"))
    var batch = 32

    @Option(help: .precision)
    var precision = Precision.bfloat16

    @OptionGroup var training: TrainingOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(batch, in: 2...4096, "--batch")
        try check(pictures, in: batch...100_000_000_000, "--pictures")
        try check(coarse, in: 0...pictures, "--coarse")
    }

    func run() throws {
        common.apply()
        // Check the data before making --out, so that nothing is left behind if it is missing.
        try PrintTraining.checkData(in: URL(filePath: data))
        let run = try training.run(in: out, precision, common)
        var options = PrintTraining.Options(data: URL(filePath: data), run)
        (options.pictures, options.batch, options.coarse) = (pictures, batch, coarse)
        let (weights, outcome) = try PrintTraining(options).run()
        try CommandFailure.throwIfInterrupted(outcome)
        StandardOutput.show("Weights   \(weights)")
    }
}
