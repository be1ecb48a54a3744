/// Judges candidates by their properties, alerts and screens, as a project records it.
public struct CandidateJudge: Sendable {
    /// What a judgement comes from.
    public struct Source: Sendable, Hashable {
        public let name: String
        /// With another one, it is judged again.
        public let version: String
    }

    private struct NamedScreen: Sendable {
        let screen: Screen
        let source: Source
    }

    private let scorer: MoleculeScorer
    private let catalogs: [AlertCatalog]
    private let screens: [NamedScreen]

    /// Properties and alerts.
    public static let properties = Source(name: "properties", version: "1")
    /// As `quartet molecules score` has them.
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

    /// A record from each source.
    public func records(of molecule: Molecule, as id: String) throws(MoleculeError) -> [ScoreRecord] {
        let scores = try scorer.scores(of: molecule)
        var properties = ScoreRecord(
            candidate: id, source: Self.properties.name, version: Self.properties.version,
            values: scores.values)
        var alerts: [ScoreRecord.Alert] = []
        for catalog in catalogs {
            for alert in try catalog.alerts(in: molecule) {
                alerts.append(.init(name: "\(alert.catalog): \(alert.name)", atoms: alert.atoms))
            }
        }
        properties.alerts = alerts.isEmpty ? nil : alerts
        var records = [properties]
        for screen in screens {
            let verdict = try screen.screen.verdict(on: molecule, scores: scores)
            var record = ScoreRecord(
                candidate: id, source: screen.source.name, version: screen.source.version)
            record.isPassed = verdict.isPassed
            let reasons = verdict.failures.filter(\.breaksRule).map(\.description)
            record.reasons = reasons.isEmpty ? nil : reasons
            records.append(record)
        }
        return records
    }
}
