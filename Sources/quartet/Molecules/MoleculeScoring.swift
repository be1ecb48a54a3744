import QuartetMolecules
import QuartetReports

/// Everything that `quartet molecules score` finds out about a molecule.
struct MoleculeScoring: Sendable {
    let judge: CandidateJudge
    private let oral: Screen
    private let known: KnownMolecules?
    private let isKept: Bool

    /// - Parameter isKept: whether a project keeps what is found.
    init(screens names: [String], known: KnownMolecules?, isKept: Bool) throws {
        judge = try CandidateJudge(screens: names)
        var catalog = try ScreenCatalog()
        oral = try catalog.screen("oral-drug")
        (self.known, self.isKept) = (known, isKept)
    }

    func score(_ molecule: Molecule) throws(MoleculeError) -> ScoreRow {
        let judgement = try judge.judgement(of: molecule)
        let smiles = molecule.withoutMaps.smiles()
        return ScoreRow(
            smiles: smiles, judgement: judgement, scaffold: molecule.scaffold().smiles,
            oral: try oral.verdict(on: molecule, scores: judgement.scores),
            nearest: known.map { $0.nearest(to: molecule) },
            kept: isKept ? try kept(judgement, smiles: smiles) : nil)
    }

    /// The judgement with atoms counted as in the canonical SMILES, which a project keeps.
    private func kept(
        _ judgement: CandidateJudge.Judgement, smiles: String
    ) throws(MoleculeError) -> CandidateJudge.Judgement {
        judgement.namesAtoms ? try judge.judgement(of: Molecule(smiles: smiles)) : judgement
    }
}

/// A row of `quartet molecules score`.
struct ScoreRow: StructureResult {
    let smiles: String
    let judgement: CandidateJudge.Judgement
    let scaffold: String
    let oral: Verdict
    /// Nil without a reference; nil inside where nothing is alike.
    let nearest: NearestMolecule??
    /// For a project; nil without one.
    let kept: CandidateJudge.Judgement?

    static let headings =
        ["smiles"] + MoleculeProperty.scored.map(\.heading) + [
            "scaffold", "lipinski_failures", "veber_failures", "alerts", "passed", "failed", "novel",
            "nearest", "similarity", "notes",
        ]

    var cells: [String] {
        let alerts = judgement.alerts.map { alert in
            "\(alert.catalog) \(alert.name) (\(alert.atoms.map(String.init).joined(separator: " ")))"
        }
        return [smiles] + MoleculeProperty.scored.map { $0.cell($0.value(in: judgement.scores)) }
            + [
                scaffold, "\(oral.failureCount(of: "Lipinski"))", "\(oral.failureCount(of: "Veber"))",
                alerts.joined(separator: "; "),
            ] + verdictCells + nearestCells + [judgement.cautions.joined(separator: "; ")]
    }

    private var verdictCells: [String] {
        let passed = judgement.verdicts.filter(\.isPassed).map(\.screen)
        return [passed, judgement.verdicts.flatMap(\.reasons)].map { $0.joined(separator: "; ") }
    }

    private var nearestCells: [String] {
        guard let nearest else { return ["", "", ""] }
        guard let nearest else { return ["yes", "", 0.0.text(3)] }
        let name = nearest.name.isEmpty ? nearest.smiles : "\(nearest.smiles) \(nearest.name)"
        return [nearest.isSame ? "no" : "yes", name, nearest.similarity.text(3)]
    }
}

extension ScoreRow: Encodable {
    /// Properties have their spelling as a key.
    private struct Key: CodingKey, ExpressibleByStringLiteral {
        let stringValue: String
        var intValue: Int? { nil }

        init(stringValue: String) { self.stringValue = stringValue }
        init(stringLiteral value: String) { stringValue = value }
        init?(intValue: Int) { nil }
    }

    private struct Nearest: Encodable {
        let smiles: String
        let name: String
        let similarity: Double
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(smiles, forKey: "smiles")
        for property in MoleculeProperty.scored {
            let (key, value) = (Key(stringValue: property.rawValue), property.value(in: judgement.scores))
            if property.decimals == 0 {
                try members.encode(Int(value), forKey: key)
            } else {
                try members.encode(value, forKey: key)
            }
        }
        try members.encode(scaffold, forKey: "scaffold")
        try members.encode(oral.failureCount(of: "Lipinski"), forKey: "lipinskiFailures")
        try members.encode(oral.failureCount(of: "Veber"), forKey: "veberFailures")
        try members.encode(judgement.alerts, forKey: "alerts")
        if !judgement.verdicts.isEmpty { try members.encode(judgement.verdicts, forKey: "screens") }
        if !judgement.cautions.isEmpty { try members.encode(judgement.cautions, forKey: "notes") }
        guard let nearest else { return }
        try members.encode(nearest?.isSame != true, forKey: "novel")
        guard let nearest else { return }
        try members.encode(
            Nearest(smiles: nearest.smiles, name: nearest.name, similarity: nearest.similarity),
            forKey: "nearest")
    }
}
