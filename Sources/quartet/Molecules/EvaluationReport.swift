import Foundation
import QuartetMolecules
import QuartetReports

/// What `evaluate` prints.
struct EvaluationReport: Encodable {
    struct File: Encodable {
        let name: String
        let rows: Int
        let molecules: Int
        var firstRefusal: String?
    }

    let file: File
    let reference: File
    let train: File?
    let metrics: DistributionMetrics
    let realMetrics: DistributionMetrics?
    /// Which real molecules they are.
    let realMolecules: String?
    let warnings: [String]

    /// Fewer molecules give figures that cannot be compared with published ones.
    private static let enough = 10_000

    init(
        _ sample: MoleculeSample, _ reference: MoleculeSample, _ matches: TrainingMatches?,
        _ evaluation: SampleEvaluation, train: String?
    ) {
        file = File(
            name: sample.name, rows: sample.rowCount, molecules: sample.molecules.count,
            firstRefusal: sample.firstRefusal)
        self.reference = File(
            name: reference.name, rows: reference.rowCount, molecules: reference.molecules.count,
            firstRefusal: reference.firstRefusal)
        self.train = matches.map { File(name: train ?? "", rows: $0.rowCount, molecules: $0.rowCount) }
        metrics = evaluation.sample
        realMetrics = evaluation.real
        realMolecules = evaluation.realMolecules.map {
            switch $0 {
            case .training(let count): "\(count) random molecules of \(train ?? "") against the reference"
            case .reference(let count, let others):
                "\(count) random molecules of the reference against its \(others) others"
            }
        }
        warnings = Self.warnings(sample, reference, evaluation)
    }

    private static func warnings(
        _ sample: MoleculeSample, _ reference: MoleculeSample, _ evaluation: SampleEvaluation
    ) -> [String] {
        var warnings: [String] = []
        for set in [sample, reference] where set.molecules.count < enough {
            warnings.append(
                "\(set.name): \(set.molecules.count) molecules are few: FCD, SNN and Scaf cannot be compared with "
                    + "figures of other numbers, only with the real molecules' here; 30,000 are usual")
        }
        if let real = evaluation.real, real.valid < sample.molecules.count {
            warnings.append(
                "the real molecules are \(real.valid), not \(sample.molecules.count): their figures would be better "
                    + "in the same number")
        }
        return warnings
    }

    var text: String {
        var lines = ["file       " + Self.line(file), "reference  " + Self.line(reference)]
        if let train { lines.append("train      \(train.name): \(train.rows) rows") }
        if let realMolecules { lines.append("real       " + realMolecules) }
        lines += ["", Self.row("", "file", "real", "")]
        for (name, value, digits, meaning) in Self.rows {
            lines.append(
                Self.row(
                    name, Self.number(value(metrics), digits),
                    Self.number(realMetrics.flatMap(value), digits),
                    meaning))
        }
        return lines.joined(separator: "\n")
    }

    static func text(_ rate: ReconstructionRate) -> String {
        "reconstruction  \(rate.rate.text(4))  "
            + "\(rate.exact) of \(rate.molecules) molecules came back exactly; \(rate.valid) became molecules"
    }

    private static func line(_ file: File) -> String {
        "\(file.name): \(file.molecules) molecules in \(file.rows) rows"
            + (file.firstRefusal.map { "; the first refused: \($0)" } ?? "")
    }

    private typealias Row = (String, @Sendable (DistributionMetrics) -> Double?, Int, String)

    private static let rows: [Row] = [
        ("validity", { $0.validity }, 4, "share of the rows that are molecules"),
        ("unique@1k", { $0.uniqueAt1000 }, 4, "different ones among the first 1,000"),
        ("unique@10k", { $0.uniqueAt10000 }, 4, "among the first 10,000"),
        ("unique", { $0.unique }, 4, "among all"),
        ("novelty", { $0.novelty }, 4, "of the different ones, not in the training set"),
        ("filters", { $0.filters }, 4, "pass MOSES' structural filters"),
        ("FCD", { $0.frechetChemNetDistance }, 4, "Fréchet ChemNet distance, 0 is best"),
        ("SNN", { $0.nearestSimilarity }, 4, "similarity to the nearest of the reference"),
        ("Frag", { $0.fragments }, 4, "BRICS fragments as often as in the reference"),
        ("Scaf", { $0.scaffolds }, 4, "scaffolds as often as in the reference"),
        ("IntDiv", { $0.diversity }, 4, "diversity among themselves"),
        ("IntDiv2", { $0.diversity2 }, 4, "the same, clusters weigh more"),
        ("logP", { $0.logP }, 4, "Wasserstein distance, 0 is best"),
        ("SA", { $0.syntheticAccessibility }, 4, "the same"),
        ("QED", { $0.drugLikeness }, 4, "the same"),
        ("weight", { $0.weight }, 3, "the same, in daltons"),
    ]

    private static func number(_ value: Double?, _ digits: Int) -> String {
        value.map { $0.text(digits) } ?? "-"
    }

    private static func row(_ name: String, _ file: String, _ real: String, _ meaning: String) -> String {
        func right(_ text: String) -> String { String(repeating: " ", count: max(9 - text.count, 0)) + text }
        let line = name.padding(toLength: 11, withPad: " ", startingAt: 0) + right(file) + right(real)
        return meaning.isEmpty ? line : line + "  " + meaning
    }
}
