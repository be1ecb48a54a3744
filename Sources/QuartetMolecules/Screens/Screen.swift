/// Rules that a molecule must keep: ranges of properties, elements and alerts, from a file such as
/// `catalogs/molecules/screens/oral-drug.xml`.
public struct Screen: Sendable {
    /// What a rule asks for.
    enum Check: Sendable {
        /// Between two bounds, of which one may be infinite.
        case range(MoleculeProperty, ClosedRange<Double>)
        /// The symbols of the elements that are allowed.
        case elements(Set<String>)
        /// No alert of a catalog.
        case alerts(AlertCatalog)
    }

    /// Checks that belong together.
    public struct Rule: Sendable {
        public let name: String
        /// Where it was published; empty if that is not known.
        public let reference: String
        /// Failures that do not break it.
        public let allowedFailures: Int
        let checks: [Check]
    }

    /// The name by which it is chosen, or the path of its file.
    public let name: String
    public let title: String
    public let rules: [Rule]

    /// What the screen says of a molecule whose scores are known.
    public func verdict(on molecule: Molecule, scores: MoleculeScores) throws(MoleculeError) -> Verdict {
        var failures: [Verdict.Failure] = []
        for rule in rules {
            var findings: [Verdict.Finding] = []
            for check in rule.checks { findings += try check.findings(molecule, scores) }
            let isBroken = findings.count > rule.allowedFailures
            failures += findings.map { Verdict.Failure(rule: rule.name, breaksRule: isBroken, finding: $0) }
        }
        return Verdict(screen: title, failures: failures)
    }
}

extension Screen.Check {
    fileprivate func findings(
        _ molecule: Molecule, _ scores: MoleculeScores
    ) throws(MoleculeError) -> [Verdict.Finding] {
        switch self {
        case .range(let property, let range):
            let value = property.value(in: scores)
            if range.contains(value) { return [] }
            let limit = value > range.upperBound ? range.upperBound : range.lowerBound
            return [.range(property, value: value, limit: limit)]
        case .elements(let allowed):
            let strange = molecule.atoms.enumerated().filter { !allowed.contains($0.element.symbol) }
            if strange.isEmpty { return [] }
            let symbols = Set(strange.map(\.element.symbol)).sorted()
            return [.elements(symbols, atoms: strange.map(\.offset))]
        case .alerts(let catalog):
            return try catalog.alerts(in: molecule).map { .alert($0) }
        }
    }
}
