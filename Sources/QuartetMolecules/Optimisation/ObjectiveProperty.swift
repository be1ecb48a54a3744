/// A property that an objective asks for.
struct ObjectiveProperty: Sendable {
    /// Computes it. A `UserFacingError` is the failure of this molecule.
    let value: @Sendable (MoleculeFacts) throws -> Double
    /// How far beyond a bound a value is worth exp(-1/2) when the objective does not say: a step that matters.
    let usualWidth: Double
    /// It is left out for a molecule that a hard limit rules out.
    var isSlow = false
    /// Its values are from 0 to 1, so that a term needs no bound.
    var isShare = false
    /// The receptor that it docks into, which takes seconds.
    var receptor: String?
    /// Tells values from those that another file under the same name would give; nil where nothing but the name decides.
    var version: String?

    init(
        width: Double, isSlow: Bool = false, isShare: Bool = false,
        _ value: @escaping @Sendable (MoleculeFacts) throws -> Double
    ) {
        (self.value, self.isSlow, self.isShare, usualWidth) = (value, isSlow, isShare, width)
    }
}

/// Receptors by the names that objectives call them.
public protocol ReceptorSource: Sendable {
    var names: [String] { get }

    /// Docking into a receptor; nil for one that is not known.
    func docking(_ name: String) -> ReceptorProperty?
}

/// The affinity for one receptor.
public struct ReceptorProperty: Sendable {
    /// Tells affinities from those of another receptor, box, search or version of Vina.
    let version: String
    /// In kcal/mol.
    let affinity: @Sendable (Molecule) throws -> Double

    public init(version: String, affinity: @escaping @Sendable (Molecule) throws -> Double) {
        (self.version, self.affinity) = (version, affinity)
    }
}

/// Properties that come from files of the user.
enum ExternalProperty: String, CaseIterable {
    /// The affinity that a docking into a receptor estimates, in kcal/mol: the lower, the better.
    case dock
    /// What a model of measured activities predicts.
    case target

    /// What stands in the parentheses.
    var argument: String { self == .dock ? "(name of a receptor)" : "(file of `target train`)" }
}

/// Properties without an argument.
extension MoleculeProperty {
    /// Tables are read only for what needs them.
    func forObjective() throws -> ObjectiveProperty {
        switch self {
        case .qed:
            let qed = try DrugLikeness()
            return ObjectiveProperty(width: usualWidth, isShare: true) {
                try qed.score(of: $0.molecule, descriptors: $0.descriptors())
            }
        case .sa:
            let accessibility = try SyntheticAccessibility()
            return ObjectiveProperty(width: usualWidth) {
                try accessibility.score(of: $0.molecule, descriptors: $0.descriptors())
            }
        case .np:
            let likeness = try NaturalProductLikeness()
            return ObjectiveProperty(width: usualWidth) { try likeness.score(of: $0.molecule) }
        default:
            return ObjectiveProperty(width: usualWidth, isShare: self == .fsp3) {
                try value(in: $0.descriptors()) ?? .nan
            }
        }
    }

    /// A step of it that matters.
    private var usualWidth: Double {
        switch self {
        case .weight: 50
        case .tpsa: 20
        case .qed, .fsp3: 0.1
        default: 1
        }
    }
}

/// Properties with an argument in parentheses.
enum ComparedProperty: String, CaseIterable {
    /// Similarity to a molecule.
    case similar
    /// 1 where the pattern occurs, else 0; ``keeps`` and ``avoids`` are hard limits.
    case has, lacks, keeps, avoids
    /// Nearness to a formula.
    case isomer
    /// Atoms of an element.
    case count

    var isLimit: Bool { self == .keeps || self == .avoids }

    /// What stands in the parentheses.
    var argument: String {
        switch self {
        case .similar: "(SMILES) or (SMILES, ECFP4), with \(Self.kinds)"
        case .has, .lacks, .keeps, .avoids: "(SMARTS)"
        case .isomer: "(formula), such as (C19H17N3O2)"
        case .count: "(element), such as (F)"
        }
    }

    static let kinds = CountFingerprint.allCases.map(\.rawValue).joined(separator: ", ")

    /// - Throws: ``MoleculeError`` with what is wrong with the argument.
    func property(_ argument: String, lead: Molecule?) throws(MoleculeError) -> ObjectiveProperty {
        switch self {
        case .similar: return try Self.similarity(argument, lead: lead)
        case .has, .keeps: return try Self.occurrence(of: argument, worth: 1, otherwise: 0)
        case .lacks, .avoids: return try Self.occurrence(of: argument, worth: 0, otherwise: 1)
        case .isomer:
            guard let formula = MolecularFormula(argument) else {
                throw MoleculeError(reason: "'\(argument)' is not a formula such as C19H17N3O2")
            }
            return ObjectiveProperty(width: 0.1, isShare: true) {
                formula.nearness($0.molecule.elementCounts)
            }
        case .count:
            guard let element = (1...118).first(where: { ElementName.symbol(of: $0) == argument }) else {
                throw MoleculeError(reason: "'\(argument)' is not the symbol of an element")
            }
            return ObjectiveProperty(width: 1) { Double($0.molecule.elementCounts[element]) }
        }
    }

    private static func occurrence(
        of smarts: String, worth present: Double, otherwise absent: Double
    ) throws(MoleculeError) -> ObjectiveProperty {
        guard let pattern = Pattern(smarts: smarts) else {
            throw MoleculeError(reason: "'\(smarts)' is not a SMARTS")
        }
        return ObjectiveProperty(width: 0.1, isShare: true) {
            pattern.occurs(in: $0.molecule) ? present : absent
        }
    }

    private static func similarity(
        _ argument: String, lead: Molecule?
    ) throws(MoleculeError) -> ObjectiveProperty {
        let parts = argument.split(separator: ",", maxSplits: 1).map { $0.trimmingSpaces }
        let molecule = try reference(parts.first ?? "", lead: lead)
        guard parts.count == 2 else {
            let reference = molecule.fingerprint()
            return ObjectiveProperty(width: 0.1, isShare: true) { $0.fingerprint().similarity(to: reference) }
        }
        guard let kind = CountFingerprint(rawValue: parts[1].uppercased()) else {
            throw MoleculeError(reason: "'\(parts[1])' is not a fingerprint; there are \(kinds)")
        }
        let reference = try kind.codes(of: molecule)
        return ObjectiveProperty(width: 0.1, isShare: true) { try $0.codes(kind).similarity(to: reference) }
    }

    private static func reference(_ smiles: String, lead: Molecule?) throws(MoleculeError) -> Molecule {
        if smiles != "LEAD" { return try Molecule(smiles: smiles) }
        guard let lead else { throw MoleculeError(reason: "LEAD stands for the molecule of --lead") }
        return lead
    }
}

extension StringProtocol {
    /// Without blanks at both ends.
    var trimmingSpaces: String {
        let start = drop { $0.isWhitespace }
        let end = start.lastIndex { !$0.isWhitespace }
        return end.map { String(start[...$0]) } ?? ""
    }
}
