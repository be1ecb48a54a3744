import ArgumentParser
import Foundation
import QuartetCatalogs
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaginarium

/// `quartet design evaluate`.
struct EvaluateDesign: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measure designs and their cloth against real garments and cloth.",
        discussion: """
            Measures the generator of cloth beside one of drawn rules and a plain variational autoencoder: patterns \
            recognised by a classifier of real cloth, precision and recall, detail, seams, regularity, palettes; and \
            outlines, words, time and memory of the designs. Prints the tables and writes to --out: evaluation.md with \
            pictures, evaluation.json, and the classifiers and the autoencoder, so that a second run is quick.

            The first run trains three small models, some minutes each on one core.

            EXAMPLES:
              quartet design evaluate --data fashion/ --quick
              quartet design evaluate --data fashion/ --weights prints.safetensors
            """)

    @Option(
        help: ArgumentHelp("Folder with the pictures and tables of cloth and garments.", valueName: "folder"),
        completion: .directory)
    var data: String

    @Option(
        help: ArgumentHelp(
            "Weights of the fabric generator (default: the weights that ship).", valueName: "file"),
        completion: .file())
    var weights: String?

    @Option(help: ArgumentHelp("Folder for the report.", valueName: "folder"), completion: .directory)
    var out = "evaluation"

    @Flag(help: "Take a tenth of the samples, for a first look.")
    var quick = false

    @Option(help: .seed)
    var seed: UInt64 = 1

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let data = URL(filePath: data)
        try DesignEvaluation.checkData(in: data)
        try OutputFolder.check(out)
        let locator = ResourceLocator()
        var options = DesignEvaluation.Options(
            data: data, weights: try weights ?? locator.file("fabric.safetensors", in: .weights), folder: out)
        (options.isQuick, options.seed, options.quiet) = (quick, seed, common.quiet)
        InterruptSignal.watch()
        let report: DesignEvaluationReport
        do {
            report = try DesignEvaluation(options, catalogs: DesignCatalogs(locator: locator)).run()
        } catch is CancellationError {
            throw CommandFailure(.failed, "stopped; no report was written")
        }
        if json.isRequested { return try JSONOutput.print(report) }
        StandardOutput.show(report.text)
        StandardOutput.show("Report  \(out)/evaluation.md")
    }
}
