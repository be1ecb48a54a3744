/// Judges molecules by their properties, alerts and screens, for the eye and as a project records it.
public struct CandidateJudge: Sendable {
    /// What a judgement comes from.
    public struct Source: Sendable, Hashable {
        public let name: String
        /// With another one, it is judged again.
        public let version: String
    }

    /// What was found about a molecule.
    public struct Judgement: Sendable {
        public let scores: MoleculeScores
        public let alerts: [Alert]
        /// Of each screen.
        public let verdicts: [Verdict]
        /// What must be known before the numbers are used; see ``Molecule/cautions``.
        public let cautions: [String]

        /// Whether it depends on the order of the atoms.
        public var namesAtoms: Bool {
            !alerts.isEmpty
                || verdicts.contains { verdict in
                    verdict.failures.contains { failure in
                        if case .range = failure.finding { false } else { true }
                    }
                }
        }
    }

    private struct NamedScreen: Sendable {
        let screen: Screen
        let source: Source
    }

    private let scorer: MoleculeScorer
    private let catalogs: [AlertCatalog]
    private let screens: [NamedScreen]

    /// Properties and alerts.
    public static let properties = Source(name: "properties", version: "2")
    private static let alerts = ["brenk", "pains", "moses"]

    /// - Parameter names: screens that are installed, or files.
    public init(screens names: [String]) throws {
        var catalog = try ScreenCatalog()
        scorer = try MoleculeScorer()
        catalogs = try Self.alerts.map { try catalog.alerts($0) }
        screens = try names.map { name in
            let screen = try catalog.screen(name)
            let version = try ProjectSettings.Source(path: catalog.path(of: name)).fingerprint
            return NamedScreen(screen: screen, source: Source(name: "screen \(name)", version: version))
        }
    }

    /// All that it judges by.
    public var sources: [Source] { [Self.properties] + screens.map(\.source) }

    public func judgement(of molecule: Molecule) throws(MoleculeError) -> Judgement {
        let scores = try scorer.scores(of: molecule)
        var alerts: [Alert] = []
        for catalog in catalogs { alerts += try catalog.alerts(in: molecule) }
        var verdicts: [Verdict] = []
        for screen in screens { verdicts.append(try screen.screen.verdict(on: molecule, scores: scores)) }
        return Judgement(
            scores: scores, alerts: alerts, verdicts: verdicts, cautions: molecule.cautions)
    }

    /// A record from each source.
    ///
    /// - Parameter judgement: this judge's, of the molecule that is read from the candidate's SMILES.
    public func records(of judgement: Judgement, as id: String) -> [ScoreRecord] {
        var properties = ScoreRecord(
            candidate: id, source: Self.properties.name, version: Self.properties.version,
            values: judgement.scores.values)
        let alerts = judgement.alerts.map { alert in
            ScoreRecord.Alert(name: "\(alert.catalog): \(alert.name)", atoms: alert.atoms)
        }
        properties.alerts = alerts.isEmpty ? nil : alerts
        properties.warnings = judgement.cautions.isEmpty ? nil : judgement.cautions
        let verdicts = zip(screens, judgement.verdicts).map { screen, verdict in
            var record = ScoreRecord(
                candidate: id, source: screen.source.name, version: screen.source.version)
            record.isPassed = verdict.isPassed
            record.reasons = verdict.reasons.isEmpty ? nil : verdict.reasons
            return record
        }
        return [properties] + verdicts
    }

    /// A record from each source.
    public func records(of molecule: Molecule, as id: String) throws(MoleculeError) -> [ScoreRecord] {
        records(of: try judgement(of: molecule), as: id)
    }
}
