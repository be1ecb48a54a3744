import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetMolecules
import QuartetReports

/// `quartet molecules target train`.
struct TargetTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Learn a model from all molecules of a file.",
        discussion: """
            The column of values is recognised by its heading: pIC50, pKi and the like first, then IC50, EC50, Ki or Kd \
            with their unit, then the only column of numbers. A column of 0 and 1 alone becomes a model of labels that \
            predicts probabilities. Repeats of a molecule are merged by their median.

            EXAMPLES:
              quartet molecules target train egfr.csv -o egfr.model
              quartet molecules target train assay.csv --value IC50 --unit nM -o a.model
              quartet molecules target train tox.csv --value ct_tox -o tox.model
            """)

    @OptionGroup var input: TargetOptions

    @Option(
        name: .shortAndLong, help: ArgumentHelp("File for the model.", valueName: "file"),
        completion: .file())
    var out: String

    @OptionGroup var random: SeedOptions

    @OptionGroup var json: JSONOptions

    private struct Report: Encodable {
        let model: String
        let quantity: String
        let molecules: Int
        let limits: Int
        let refused: [ActivityTable.Refusal]
        /// How far repeats lie apart, and the noise floor where there are enough of them.
        let repeats: RepeatSpread?
        let noiseFloor: Double?
        let weights: [String: Double]
    }

    func run() throws {
        let table = try input.table()
        let bar = ProgressReporter(
            "Training", total: ActivityModel.steps, unit: "fits", quiet: input.common.quiet)
        var done = 0
        let model = try ActivityModel(table, form: input.form, seed: random.seed) {
            done += 1
            bar.update(done)
        }
        bar.finish()
        try model.save(to: out)
        if json.isRequested {
            try JSONOutput.print(
                Report(
                    model: out, quantity: table.quantity, molecules: model.known.count,
                    limits: table.limitRows, refused: table.refused, repeats: table.repeats,
                    noiseFloor: table.repeats?.noiseFloor,
                    weights: Dictionary(model.weights.map { ($0.name, $0.weight) }) { $1 }))
        }
        input.common.note(
            "\(out): a model of \(model.summary.quantity) from \(model.known.count) molecules ("
                + model.weights.filter { $0.weight > 0 }
                .map { "\($0.name) \($0.weight.text(2))" }.joined(separator: ", ") + ")")
    }
}
