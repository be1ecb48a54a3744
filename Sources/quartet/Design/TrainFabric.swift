import ArgumentParser
import Foundation
import QuartetEngine
import QuartetFiles
import QuartetImaginarium

/// `quartet design train fabric`.
struct TrainFabric: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fabric", abstract: "Train the generator of fabrics on pictures of cloth.",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), fabric.safetensors (the weights that \
            designs use), metrics.jsonl, curves.png and samples.png. Ctrl-C saves first.

            THE FOLDER --data HOLDS:
              fabric-patches.csv, fabric-closeups.csv, fabric-ambientcg.csv   columns file and pattern, one row a picture
              fabric-patches-96.tar, fabric-closeups-256.tar, fabric-ambientcg-120.tar   the pictures
              motifs.csv, motifs-128.tar, tiles-vector-paths.json, tiles-vector.tar      figures and tiles to render
              weaves.json, tartan-statistics.json                                       weaves and tartans to render

            EXAMPLES:
              quartet design train fabric --data fashion/ --out out/fabric
              quartet design train fabric --data fashion/ --out out/fabric --resume
            """)

    @Option(help: ArgumentHelp("Folder with the pictures and tables of cloth.", valueName: "folder"))
    var data: String

    @Option(help: ArgumentHelp("Folder for what the training makes.", valueName: "folder"))
    var out = "out/fabric"

    @Option(help: ArgumentHelp("Pictures that the discriminator sees in all.", valueName: "number"))
    var pictures = 1_000_000

    @Option(help: ArgumentHelp("Pictures in a step.", valueName: "number"))
    var batch = 60

    @OptionGroup var training: TrainingOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(batch, in: 2...4096, "--batch")
        try check(pictures, in: batch...100_000_000_000, "--pictures")
    }

    func run() throws {
        common.apply()
        // Before --out is made: nothing is left behind where the data is missing.
        try FabricTraining.checkData(in: URL(filePath: data))
        let run = try training.run(in: out, common, precision: .bfloat16)
        var options = FabricTraining.Options(data: URL(filePath: data), run)
        (options.pictures, options.batch) = (pictures, batch)
        let (weights, isComplete) = try FabricTraining(options).run()
        if !isComplete {
            throw CommandFailure(.failed, "stopped before the end; everything is saved, go on with --resume")
        }
        print("Weights   \(weights)")
    }
}
