import QuartetFiles
import QuartetMolecules

/// Everything that `quartet molecules score` says of a molecule.
struct MoleculeScoring: Sendable {
    private let scorer: MoleculeScorer
    private let alerts: [AlertCatalog]
    private let oral: Screen
    private let screens: [Screen]
    private let known: KnownMolecules?

    init(screens names: [String], known: KnownMolecules?) throws {
        var catalog = try ScreenCatalog()
        oral = try catalog.screen("oral-drug")
        screens = try names.map { try catalog.screen($0) }
        alerts = try ["brenk", "pains", "moses"].map { try catalog.alerts($0) }
        scorer = try MoleculeScorer()
        self.known = known
    }

    func score(_ molecule: Molecule) throws(MoleculeError) -> ScoreRow {
        let scores = try scorer.scores(of: molecule)
        var found: [Alert] = []
        for catalog in alerts { found += try catalog.alerts(in: molecule) }
        var verdicts: [Verdict] = []
        for screen in screens { verdicts.append(try screen.verdict(on: molecule, scores: scores)) }
        return ScoreRow(
            smiles: molecule.withoutMaps.smiles(), scores: scores, scaffold: molecule.scaffold().smiles,
            oral: try oral.verdict(on: molecule, scores: scores), alerts: found, verdicts: verdicts,
            nearest: known.map { $0.nearest(to: molecule) })
    }
}

/// A row of `quartet molecules score`.
struct ScoreRow: MoleculeResult {
    let smiles: String
    let scores: MoleculeScores
    let scaffold: String
    let oral: Verdict
    let alerts: [Alert]
    let verdicts: [Verdict]
    /// Nil without a reference; nil inside where nothing is alike.
    let nearest: NearestMolecule??

    static let headings = [
        "smiles", "weight", "logP", "TPSA", "donors", "acceptors", "rotatable_bonds", "rings",
        "aromatic_rings",
        "Fsp3", "stereocentres", "QED", "SA", "NP", "scaffold", "lipinski_failures", "veber_failures",
        "alerts",
        "passed", "failed", "novel", "nearest", "similarity",
    ]

    var cells: [String] {
        let numbers = scores.descriptors
        let values = [
            smiles, numbers.weight.fixed(2), numbers.logP.fixed(2),
            numbers.polarSurface.fixed(1),
            "\(numbers.donors)", "\(numbers.acceptors)", "\(numbers.rotatableBonds)", "\(numbers.rings)",
            "\(numbers.aromaticRings)", numbers.fractionSP3.fixed(2), "\(numbers.stereocentres)",
            scores.drugLikeness.fixed(3), scores.syntheticAccessibility.fixed(2),
            scores.naturalProductLikeness.fixed(2), scaffold, "\(oral.failureCount(of: "Lipinski"))",
            "\(oral.failureCount(of: "Veber"))",
            alerts.map { alert in
                "\(alert.catalog) \(alert.name) (\(alert.atoms.map(String.init).joined(separator: " ")))"
            }.joined(separator: "; "),
        ]
        return values + verdictCells + nearestCells
    }

    private var verdictCells: [String] {
        let passed = verdicts.filter(\.isPassed).map(\.screen).joined(separator: "; ")
        let failed = verdicts.filter { !$0.isPassed }.map { verdict in
            let reasons = verdict.failures.filter(\.breaksRule).map(\.description)
            return "\(verdict.screen): " + reasons.joined(separator: ", ")
        }
        return [passed, failed.joined(separator: "; ")]
    }

    private var nearestCells: [String] {
        guard let nearest else { return ["", "", ""] }
        guard let nearest else { return ["yes", "", 0.0.fixed(3)] }
        let name = nearest.name.isEmpty ? nearest.smiles : "\(nearest.smiles) \(nearest.name)"
        return [nearest.isSame ? "no" : "yes", name, nearest.similarity.fixed(3)]
    }
}

extension ScoreRow: Encodable {
    private enum Key: String, CodingKey {
        case smiles, weight, logP, polarSurface, donors, acceptors, rotatableBonds, rings, aromaticRings
        case fractionSP3, stereocentres, drugLikeness, syntheticAccessibility, naturalProductLikeness,
            scaffold
        case lipinskiFailures, veberFailures, alerts, screens, novel, nearest
    }

    private struct Nearest: Encodable {
        let smiles: String
        let name: String
        let similarity: Double
    }

    func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        let numbers = scores.descriptors
        try members.encode(smiles, forKey: .smiles)
        let reals: [(Key, Double)] = [
            (.weight, numbers.weight), (.logP, numbers.logP), (.polarSurface, numbers.polarSurface),
            (.fractionSP3, numbers.fractionSP3), (.drugLikeness, scores.drugLikeness),
            (.syntheticAccessibility, scores.syntheticAccessibility),
            (.naturalProductLikeness, scores.naturalProductLikeness),
        ]
        for (key, value) in reals { try members.encode(value, forKey: key) }
        let counts: [(Key, Int)] = [
            (.donors, numbers.donors), (.acceptors, numbers.acceptors),
            (.rotatableBonds, numbers.rotatableBonds),
            (.rings, numbers.rings), (.aromaticRings, numbers.aromaticRings),
            (.stereocentres, numbers.stereocentres), (.lipinskiFailures, oral.failureCount(of: "Lipinski")),
            (.veberFailures, oral.failureCount(of: "Veber")),
        ]
        for (key, value) in counts { try members.encode(value, forKey: key) }
        try members.encode(scaffold, forKey: .scaffold)
        try members.encode(alerts, forKey: .alerts)
        if !verdicts.isEmpty { try members.encode(verdicts, forKey: .screens) }
        guard let nearest else { return }
        try members.encode(nearest?.isSame != true, forKey: .novel)
        guard let nearest else { return }
        try members.encode(
            Nearest(smiles: nearest.smiles, name: nearest.name, similarity: nearest.similarity),
            forKey: .nearest)
    }
}
