/// What a report says in numbers, for programs.
public struct ReportSummary: Encodable, Sendable {
    public struct Spread: Encodable, Sendable {
        public let median: Double
        /// A tenth of the molecules lies below.
        public let tenth: Double
        /// A tenth lies above.
        public let ninetieth: Double

        init?(_ values: [Double]) {
            let sorted = values.filter(\.isFinite).sorted()
            if sorted.isEmpty { return nil }
            median = PropertyFigures.quantile(sorted, 0.5)
            tenth = PropertyFigures.quantile(sorted, 0.1)
            ninetieth = PropertyFigures.quantile(sorted, 0.9)
        }
    }

    public let molecules: Int
    public let known: Int
    public let scaffolds: Int
    /// By the names of ``MoleculeProperty``.
    public let candidateProperties: [String: Spread]
    public let knownProperties: [String: Spread]
    public let warnings: [String]
}

extension MoleculeReport {
    public var summary: ReportSummary {
        func spreads(_ all: [[String: Double]]) -> [String: ReportSummary.Spread] {
            let names = MoleculeProperty.scored.map(\.rawValue)
            return Dictionary(
                uniqueKeysWithValues: names.compactMap { name in
                    ReportSummary.Spread(all.compactMap { $0[name] }).map { (name, $0) }
                })
        }
        return ReportSummary(
            molecules: molecules.count, known: known.count,
            scaffolds: Set(molecules.map { $0.molecule.scaffold(withStereo: false).smiles }).count,
            candidateProperties: spreads(molecules.map(\.values)), knownProperties: spreads(known),
            warnings: warnings)
    }
}
