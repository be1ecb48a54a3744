import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetImaging
import QuartetMolecules
import QuartetReports

/// What an optimisation found, beside its baselines: as text, JSON, a table and a picture.
struct OptimisationReport: Encodable {
    /// A method's figures.
    struct Row: Encodable {
        let method: String
        let scored: Int
        /// Molecules that break a hard limit or could not be scored.
        let refused: Int
        /// Mean of the best ten.
        let topTen: Double
        /// The area under the curve of that, as a share of the budget.
        let areaUnderCurve: Double
        let curve: [OptimisationCurve.Point]
    }

    /// A candidate with its properties by the terms of the objective.
    struct Entry: Encodable {
        let number: Int
        let smiles: String
        let score: Double
        let values: [String: Double]
        let operation: String
        let parents: [Int]
    }

    let methods: [Row]
    let best: [Entry]
    let verdicts: [String]
    private let terms: [String]
    private let candidates: [ScoredMolecule]

    private enum CodingKeys: String, CodingKey { case methods, best, verdicts }

    /// Candidates that are shown, and those that the table holds.
    private static let shown = 10
    private static let kept = 1000

    /// - Parameter all: the method first, then its baselines.
    init(_ all: [Optimisation.Found], objective: Objective) {
        methods = all.map { found in
            Row(
                method: found.method.rawValue, scored: found.candidates.count,
                refused: found.candidates.count { $0.refusal != nil }, topTen: found.curve.topMean,
                areaUnderCurve: found.curve.area, curve: found.curve.points)
        }
        verdicts = all.dropFirst().map { Optimisation.verdict(all[0], against: $0) }
        let terms = objective.texts
        self.terms = terms
        candidates = Array(all[0].best.prefix(Self.kept).filter { $0.score > 0 })
        best = candidates.prefix(Self.shown).map { candidate in
            let pairs = zip(terms, candidate.values).compactMap { term, value in value.map { (term, $0) } }
            return Entry(
                number: candidate.number, smiles: candidate.smiles, score: candidate.score,
                values: Dictionary(pairs) { first, _ in first }, operation: candidate.origin.operation,
                parents: candidate.origin.parents)
        }
    }

    /// Tables for people.
    var text: String {
        var lines = ["method\tscored\trefused\ttop 10\tAUC of top 10"]
        for row in methods {
            lines.append(
                "\(row.method)\t\(row.scored)\t\(row.refused)\t\(row.topTen.text(3))\t"
                    + row.areaUnderCurve.text(3))
        }
        lines += [""] + verdicts
        if !verdicts.isEmpty { lines.append("") }
        lines.append((["score", "molecule"] + terms + ["how it was made"]).joined(separator: "\t"))
        for candidate in candidates.prefix(Self.shown) {
            let values = terms.indices.map { index in
                candidate.values.indices.contains(index) ? candidate.values[index]?.text(3) ?? "" : ""
            }
            lines.append(
                ([candidate.score.text(3), candidate.smiles] + values + [Self.history(candidate)])
                    .joined(separator: "\t"))
        }
        return lines.joined(separator: "\n")
    }

    private static func history(_ candidate: ScoredMolecule) -> String {
        let numbers = candidate.origin.parents
        let parents = (numbers.first == numbers.last ? Array(numbers.prefix(1)) : numbers)
            .map(String.init).joined(separator: ", ")
        return candidate.origin.operation + (parents.isEmpty ? "" : " of \(parents)")
    }

    /// Writes the summary, the table and the curves.
    func write(to folder: String) throws {
        try AtomicFile.write(JSONEncoder.pretty.text(self) + "\n", to: folder + "/summary.json")
        let heading = ["number", "smiles", "score"] + terms + ["made by", "parents", "batch"]
        let rows = candidates.map { candidate in
            let values = terms.indices.map { index -> String in
                let value = index < candidate.values.count ? candidate.values[index] : nil
                return value.map { "\($0)" } ?? ""
            }
            return ["\(candidate.number)", candidate.smiles, "\(candidate.score)"] + values
                + [
                    candidate.origin.operation,
                    candidate.origin.parents.map(String.init).joined(separator: " "), "\(candidate.batch)",
                ]
        }
        let text = ([heading] + rows).map { $0.map(SafeText.csv).joined(separator: ",") + "\n" }.joined()
        try AtomicFile.write(text, to: folder + "/candidates.csv")
        try curves.write(to: folder + "/curves.svg")
    }

    private var curves: Drawing {
        let longest = methods.map(\.scored).max() ?? 0
        return Chart(
            title: "Mean score of the best ten",
            x: .init("molecules scored", range: 0...Double(max(longest, 1))),
            y: .init("score", range: 0...1),
            series: methods.map { row in
                Chart.Series(row.method, samples: row.curve.map { .init(Double($0.scored), $0.topMean) })
            }
        ).drawing()
    }
}
