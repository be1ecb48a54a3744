import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetMolecules
import QuartetReports

/// `quartet molecules target predict`.
struct TargetPredict: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "predict", abstract: "Predict molecules with a trained model.",
        discussion: """
            Each row has the predicted value, or the probability of the positive class, the intervals that hold 80 and \
            95 % of measurements, a warning where the molecule is unlike all measured ones or the model is unsure, and \
            the nearest measured molecules with their values and similarities.

            EXAMPLES:
              quartet molecules target predict egfr.model candidates.smi
              quartet molecules target predict egfr.model candidates.csv --json
            """)

    @Argument(help: "A model that `target train` wrote.", completion: .file())
    var model: String

    @OptionGroup var input: MoleculeInput

    @Option(help: ArgumentHelp("Nearest measured molecules to show.", valueName: "number"))
    var neighbours = 3

    func validate() throws { try check(neighbours, in: 0...20, "--neighbours") }

    func run() throws {
        input.common.apply()
        let model = try ActivityModel(path: model)
        let standardizer = Standardizer(counterIons: try CounterIons())
        let form = model.summary.form
        if !input.json.isRequested { StandardOutput.write(TargetOutput.heading + "\n") }
        var block = TargetBlock(model: model, neighbours: neighbours, json: input.json.isRequested)
        try input.read(
            { molecule, _ -> MoleculeFeatures in
                try MoleculeFeatures(standardizer.parent(of: molecule, in: form))
            },
            { row, features in
                try block.add(row, features)
            })
        try block.finish()
    }
}

private typealias TargetOutput = MoleculeOutputRow<TargetPrediction>

/// Rows that wait until there are enough for the model to predict together: it reads its matrices once for all of them.
private struct TargetBlock {
    let model: ActivityModel
    let neighbours: Int
    let json: Bool
    private var waiting: [(row: MoleculeRow, features: Result<MoleculeFeatures, MoleculeError>)] = []

    private static let size = 256

    init(model: ActivityModel, neighbours: Int, json: Bool) {
        (self.model, self.neighbours, self.json) = (model, neighbours, json)
    }

    mutating func add(_ row: MoleculeRow, _ features: Result<MoleculeFeatures, MoleculeError>) throws {
        waiting.append((row, features))
        if waiting.count == Self.size { try finish() }
    }

    /// Prints what waits.
    mutating func finish() throws {
        let features = waiting.compactMap { try? $0.features.get() }
        var predictions = model.predict(features, neighbours: neighbours).makeIterator()
        for (row, features) in waiting {
            let found = features.flatMap { _ -> Result<TargetPrediction, MoleculeError> in
                guard let prediction = predictions.next() else {
                    return .failure(MoleculeError(reason: "no prediction"))
                }
                return .success(TargetPrediction(prediction))
            }
            let line = TargetOutput(row: row, found: found)
            if json { try JSONOutput.printLine(line) } else { StandardOutput.write(line.line + "\n") }
        }
        waiting = []
        try StandardOutput.check()
    }
}

/// A prediction as cells or JSON.
private struct TargetPrediction: MoleculeResult {
    struct Neighbour: Encodable {
        let smiles: String
        let name: String
        let value: Double
        let similarity: Double
    }

    let value: Double
    let low80: Double?
    let high80: Double?
    let low95: Double?
    let high95: Double?
    let similarity: Double
    let warnings: [String]
    let nearest: [Neighbour]

    init(_ found: ActivityModel.Prediction) {
        value = found.value
        (low80, high80) = (found.interval80?.lowerBound, found.interval80?.upperBound)
        (low95, high95) = (found.interval95?.lowerBound, found.interval95?.upperBound)
        similarity = found.domain.similarity
        warnings = found.domain.warnings
        nearest = found.nearest.map {
            Neighbour(
                smiles: $0.known.smiles, name: $0.known.name, value: $0.known.value, similarity: $0.similarity
            )
        }
    }

    static let headings = [
        "value", "low80", "high80", "low95", "high95", "similarity", "warning", "nearest",
    ]

    var cells: [String] {
        let numbers = [value, low80, high80, low95, high95, similarity]
        let known = nearest.map {
            "\($0.name.isEmpty ? $0.smiles : $0.name) \($0.value.text(2)) (\($0.similarity.text(2)))"
        }
        return numbers.map { $0?.text(2) ?? "" }
            + [warnings.joined(separator: "; "), known.joined(separator: "; ")]
    }
}
