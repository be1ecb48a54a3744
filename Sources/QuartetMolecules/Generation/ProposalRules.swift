internal import QuartetFiles

/// What a proposed molecule must be, one rule after another: the first that it breaks is its reason.
public struct ProposalRules: Sendable {
    /// The filters in their order, as a funnel shows them.
    public static let filters = [
        "valid", "different", "new", "structure", "similarity", "screen", "scaffolds", Funnel.wanted,
    ]

    /// Canonical SMILES of molecules that are known; empty for no check.
    public var known: KnownStructures?
    public var heavyAtoms: ClosedRange<Int>?
    /// Symbols of the elements that may occur; nil for all.
    public private(set) var elements: Set<String>?

    /// Leaves out molecules with other elements.
    /// - Throws: ``MoleculeError`` for what is not the symbol of an element.
    public mutating func allow(elements symbols: [String]) throws(MoleculeError) {
        for symbol in symbols where !ElementName.all.contains(symbol) {
            throw MoleculeError(reason: "\(symbol) is not the symbol of an element", fault: .syntax)
        }
        elements = Set(symbols)
    }
    /// Patterns that must, and that must not, occur.
    public var keeps: [SubstructureRule] = []
    public var avoids: [SubstructureRule] = []
    /// The scaffold that every molecule must have, without stereo.
    public var scaffold: Scaffold?
    /// The scaffold that no molecule must have, without stereo.
    public var otherScaffoldThan: Scaffold?
    /// Pharmacophore similarity to this one, at least.
    public var pharmacophore: (to: PharmacophoreFingerprint, least: Double)?
    /// Tanimoto similarity (Morgan, radius 2, 2,048 bits) to the most similar of these.
    public var similarity: (to: [MorganFingerprint], range: ClosedRange<Double>)?
    /// What screens say against a molecule; nil for a molecule that passes.
    public var screen: (@Sendable (Molecule) throws -> String?)?

    public init() {}

    /// Why a molecule is left out: the filter, and the reason without numbers that differ from molecule to molecule.
    struct Refusal: Error {
        let filter: String
        let reason: String
    }

    /// - Throws: ``Refusal``, or what the screen throws.
    func check(_ molecule: Molecule, smiles: String) throws {
        if let known, known.contains(smiles) { throw Refusal(filter: "new", reason: "known") }
        try checkStructure(molecule)
        if let similarity {
            let fingerprint = molecule.fingerprint()
            let nearest = similarity.to.reduce(0) { max($0, $1.similarity(to: fingerprint)) }
            if nearest < similarity.range.lowerBound {
                throw Refusal(filter: "similarity", reason: "less similar")
            }
            if nearest > similarity.range.upperBound {
                throw Refusal(filter: "similarity", reason: "more similar")
            }
        }
        if let pharmacophore,
            molecule.pharmacophoreFingerprint().similarity(to: pharmacophore.to) < pharmacophore.least
        {
            throw Refusal(filter: "similarity", reason: "another pharmacophore")
        }
        if let reason = try screen?(molecule) { throw Refusal(filter: "screen", reason: reason) }
    }

    private func checkStructure(_ molecule: Molecule) throws(Refusal) {
        let atoms = molecule.atoms.filter(\.isHeavy)
        if let heavyAtoms, !heavyAtoms.contains(atoms.count) {
            let reason = atoms.count < heavyAtoms.lowerBound ? "too few atoms" : "too many atoms"
            throw Refusal(filter: "structure", reason: reason)
        }
        if let elements, let other = atoms.first(where: { !elements.contains($0.symbol) }) {
            throw Refusal(filter: "structure", reason: "element \(other.symbol)")
        }
        for rule in keeps where !rule.occurs(in: molecule) {
            throw Refusal(filter: "structure", reason: "without \(rule.smarts)")
        }
        for rule in avoids where rule.occurs(in: molecule) {
            throw Refusal(filter: "structure", reason: "contains \(rule.smarts)")
        }
        if let scaffold, molecule.scaffold(withStereo: false) != scaffold {
            throw Refusal(filter: "structure", reason: "another scaffold")
        }
        if let otherScaffoldThan, molecule.scaffold(withStereo: false) == otherScaffoldThan {
            throw Refusal(filter: "structure", reason: "the same scaffold")
        }
    }
}

/// A pattern that a molecule must or must not have.
public struct SubstructureRule: Sendable {
    public let smarts: String
    private let pattern: Pattern

    /// - Throws: ``MoleculeError`` for a text that is not a SMARTS.
    public init(smarts: String) throws(MoleculeError) {
        guard let pattern = Pattern(smarts: smarts) else {
            throw MoleculeError(reason: "\"\(smarts)\" is not a SMARTS", fault: .syntax)
        }
        (self.smarts, self.pattern) = (smarts, pattern)
    }

    public func occurs(in molecule: Molecule) -> Bool { pattern.occurs(in: molecule) }
}

/// Structures that are known, by canonical SMILES without stereo marks: 8 bytes each.
public struct KnownStructures: Sendable {
    private var hashes: Set<UInt64> = []

    public init() {}

    public var count: Int { hashes.count }

    public mutating func insert(_ smiles: String) { hashes.insert(Fingerprint(smiles).value.mixed) }

    public func contains(_ smiles: String) -> Bool { hashes.contains(Fingerprint(smiles).value.mixed) }
}
