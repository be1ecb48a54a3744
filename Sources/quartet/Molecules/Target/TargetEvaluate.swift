import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetMolecules
import QuartetReports

/// `quartet molecules target evaluate`.
struct TargetEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "What a model of a file is worth on unseen scaffolds.",
        discussion: """
            Trains on about 80 % of the molecules and tests on the others, whose scaffolds the model has not seen, once \
            for each seed. With a column of dates it also trains on the oldest and tests on the newest fifth.

            r2 is the share of the variance explained, rmse the root of the mean squared error, in80 and in95 the share \
            of measurements in the intervals that should hold 80 and 95 %. Labels have the area under the ROC curve.

            EXAMPLES:
              quartet molecules target evaluate egfr.csv
              quartet molecules target evaluate tox.csv --value ct_tox --json
            """)

    @OptionGroup var input: TargetOptions

    @Option(help: ArgumentHelp("Splits, with the seeds from 0.", valueName: "number"))
    var seeds = 5

    @OptionGroup var json: JSONOptions

    func validate() throws { try check(seeds, in: 1...100, "--seeds") }

    private struct Report: Encodable {
        let file: String
        let quantity: String
        let molecules: Int
        let refused: [ActivityTable.Refusal]
        /// How far repeats lie apart, and the noise floor where there are enough of them.
        let repeats: RepeatSpread?
        let noiseFloor: Double?
        let splits: [SplitFigures]
        /// Mean and standard deviation over the seeds.
        let mean: [String: Double]
        let spread: [String: Double]
    }

    func run() throws {
        let table = try input.table()
        let evaluation = try ActivityEvaluation(table)
        let hasDates = table.entries.contains { $0.date != nil }
        let bar = ProgressReporter(
            "Evaluating", total: ActivityEvaluation.steps * (seeds + (hasDates ? 1 : 0)), unit: "fits",
            quiet: input.common.quiet)
        var done = 0
        let step = {
            done += 1
            bar.update(done)
        }
        if !json.isRequested { print(Self.heading(labels: table.isClassification)) }
        var splits: [SplitFigures] = []
        for seed in 0..<seeds {
            let figures = try evaluation.scaffoldSplit(seed: UInt64(seed), progress: step)
            splits.append(figures)
            show(figures)
        }
        let (mean, spread) = Self.summary(splits)
        if !json.isRequested {
            print(Self.line("mean", nil, nil, mean))
            print(Self.line("spread", nil, nil, spread))
        }
        if let time = evaluation.timeSplit(progress: step) {
            splits.append(time)
            show(time)
        }
        bar.finish()
        if json.isRequested {
            let names = Self.names(labels: table.isClassification)
            try JSONOutput.print(
                Report(
                    file: table.file, quantity: table.quantity, molecules: table.entries.count,
                    refused: table.refused, repeats: table.repeats, noiseFloor: table.repeats?.noiseFloor,
                    splits: splits,
                    mean: Dictionary(zip(names, mean).compactMap { name, value in value.map { (name, $0) } })
                    { $1 },
                    spread: Dictionary(
                        zip(names, spread).compactMap { name, value in value.map { (name, $0) } }
                    ) {
                        $1
                    }))
        }
    }

    private func show(_ figures: SplitFigures) {
        if json.isRequested { return }
        print(Self.line(figures.split, figures.training, figures.test, figures.columns))
        try? StandardOutput.flush()
    }

    private static func names(labels: Bool) -> [String] {
        labels ? ["auroc"] : ["r2", "rmse", "mae", "in80", "in95"]
    }

    private static func heading(labels: Bool) -> String {
        (["split", "training", "test"] + names(labels: labels)).joined(separator: "\t")
    }

    private static func line(_ name: String, _ training: Int?, _ test: Int?, _ values: [Double?]) -> String {
        let counts = [training, test].map { $0.map(String.init) ?? "" }
        return ([name] + counts + values.map { $0?.text(3) ?? "" })
            .joined(separator: "\t")
    }

    /// Mean and standard deviation of each column.
    private static func summary(_ splits: [SplitFigures]) -> (mean: [Double?], spread: [Double?]) {
        let columns = splits.first?.columns.count ?? 0
        let values = (0..<columns).map { column in splits.compactMap { $0.columns[column] } }
        let means = values.map { $0.isEmpty ? nil : $0.reduce(0, +) / Double($0.count) }
        let spreads = zip(values, means).map { values, mean -> Double? in
            guard let mean, values.count > 1 else { return nil }
            return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1))
                .squareRoot()
        }
        return (means, spreads)
    }
}

extension SplitFigures {
    /// In the order of the output.
    fileprivate var columns: [Double?] {
        coverage80 == nil ? [auroc] : [r2, rmse, mae, coverage80, coverage95]
    }
}
