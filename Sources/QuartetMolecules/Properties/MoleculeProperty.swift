internal import QuartetReports

/// A number about a molecule, with the one spelling that it has in JSON, projects, models, screens and, in small letters
/// too, objectives.
public enum MoleculeProperty: String, CaseIterable, Sendable, Encodable {
    case weight, logP
    case tpsa = "TPSA"
    case donors, acceptors, rotatableBonds, rings, aromaticRings
    case fsp3 = "Fsp3"
    case stereocentres
    case qed = "QED"
    case sa = "SA"
    case np = "NP"
    case polarHydrogens, nitrogensAndOxygens, largestRing, heavyAtoms, chargedAtoms

    /// Those that are computed of every molecule and shown; the others are for rules alone.
    public static let scored = allCases.filter { !ruleProperties.contains($0) }

    private static let ruleProperties: Set<MoleculeProperty> = [
        .polarHydrogens, .nitrogensAndOxygens, .largestRing, .heavyAtoms, .chargedAtoms,
    ]

    /// The property of a spelling, in capital or small letters.
    init?(spelling: String) {
        let name = spelling.lowercased()
        guard let found = Self.allCases.first(where: { $0.rawValue.lowercased() == name }) else { return nil }
        self = found
    }

    /// Above a column of a table, where words have underscores between them.
    public var heading: String {
        switch self {
        case .rotatableBonds: "rotatable_bonds"
        case .aromaticRings: "aromatic_rings"
        default: rawValue
        }
    }

    /// As chemists call it.
    public var title: String {
        switch self {
        case .rotatableBonds: "rotatable bonds"
        case .aromaticRings: "aromatic rings"
        case .sa: "SA score"
        case .np: "NP-likeness"
        case .polarHydrogens: "hydrogens on N and O"
        case .nitrogensAndOxygens: "N and O atoms"
        case .largestRing: "largest ring"
        case .heavyAtoms: "heavy atoms"
        case .chargedAtoms: "charged atoms"
        default: rawValue
        }
    }

    /// Empty for a number without one.
    public var unit: String {
        switch self {
        case .weight: "Da"
        case .tpsa: "Å²"
        case .largestRing: "atoms"
        default: ""
        }
    }

    /// Digits after the point; none for a count.
    public var decimals: Int {
        switch self {
        case .qed: 3
        case .weight, .logP, .fsp3, .sa, .np: 2
        case .tpsa: 1
        default: 0
        }
    }

    /// Its value in a table.
    public func cell(_ value: Double) -> String { value.text(decimals) }

    /// Its value on a page; empty for one that is not a number.
    public func text(_ value: Double) -> String { NumberText.decimal(value, decimals) }
}

extension MoleculeProperty {
    public func value(in scores: MoleculeScores) -> Double {
        switch self {
        case .qed: scores.drugLikeness
        case .sa: scores.syntheticAccessibility
        case .np: scores.naturalProductLikeness
        default: value(in: scores.descriptors) ?? .nan
        }
    }

    /// Nil for what needs more than descriptors: QED, SA score and NP-likeness.
    func value(in descriptors: Descriptors) -> Double? {
        switch self {
        case .weight: descriptors.weight
        case .logP: descriptors.logP
        case .tpsa: descriptors.polarSurface
        case .donors: Double(descriptors.donors)
        case .acceptors: Double(descriptors.acceptors)
        case .rotatableBonds: Double(descriptors.rotatableBonds)
        case .rings: Double(descriptors.rings)
        case .aromaticRings: Double(descriptors.aromaticRings)
        case .fsp3: descriptors.fractionSP3
        case .stereocentres: Double(descriptors.stereocentres)
        case .qed, .sa, .np: nil
        case .polarHydrogens: Double(descriptors.polarHydrogens)
        case .nitrogensAndOxygens: Double(descriptors.nitrogensAndOxygens)
        case .largestRing: Double(descriptors.largestRing)
        case .heavyAtoms: Double(descriptors.heavyAtoms)
        case .chargedAtoms: Double(descriptors.chargedAtoms)
        }
    }
}

extension MoleculeScores {
    /// The scored properties by their spelling.
    public var values: [String: Double] {
        Dictionary(
            uniqueKeysWithValues: MoleculeProperty.scored.map { ($0.rawValue, $0.value(in: self)) })
    }
}
