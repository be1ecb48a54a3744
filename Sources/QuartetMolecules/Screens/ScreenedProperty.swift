/// A number that a screen can ask for.
public enum ScreenedProperty: String, Sendable, CaseIterable, Encodable {
    case weight
    case logP
    case polarSurface
    case donors
    case acceptors
    case polarHydrogens
    case nitrogensAndOxygens
    case rotatableBonds
    case rings
    case aromaticRings
    case largestRing
    case fractionSP3
    case stereocentres
    case heavyAtoms
    case chargedAtoms
    case drugLikeness
    case syntheticAccessibility
    case naturalProductLikeness

    public func value(in scores: MoleculeScores) -> Double {
        let descriptors = scores.descriptors
        return switch self {
        case .weight: descriptors.weight
        case .logP: descriptors.logP
        case .polarSurface: descriptors.polarSurface
        case .donors: Double(descriptors.donors)
        case .acceptors: Double(descriptors.acceptors)
        case .polarHydrogens: Double(descriptors.polarHydrogens)
        case .nitrogensAndOxygens: Double(descriptors.nitrogensAndOxygens)
        case .rotatableBonds: Double(descriptors.rotatableBonds)
        case .rings: Double(descriptors.rings)
        case .aromaticRings: Double(descriptors.aromaticRings)
        case .largestRing: Double(descriptors.largestRing)
        case .fractionSP3: descriptors.fractionSP3
        case .stereocentres: Double(descriptors.stereocentres)
        case .heavyAtoms: Double(descriptors.heavyAtoms)
        case .chargedAtoms: Double(descriptors.chargedAtoms)
        case .drugLikeness: scores.drugLikeness
        case .syntheticAccessibility: scores.syntheticAccessibility
        case .naturalProductLikeness: scores.naturalProductLikeness
        }
    }

    /// As chemists call it.
    public var title: String {
        switch self {
        case .weight: "weight"
        case .logP: "logP"
        case .polarSurface: "TPSA"
        case .donors: "donors"
        case .acceptors: "acceptors"
        case .polarHydrogens: "hydrogens on N and O"
        case .nitrogensAndOxygens: "N and O atoms"
        case .rotatableBonds: "rotatable bonds"
        case .rings: "rings"
        case .aromaticRings: "aromatic rings"
        case .largestRing: "largest ring"
        case .fractionSP3: "Fsp3"
        case .stereocentres: "stereocentres"
        case .heavyAtoms: "heavy atoms"
        case .chargedAtoms: "charged atoms"
        case .drugLikeness: "QED"
        case .syntheticAccessibility: "SA score"
        case .naturalProductLikeness: "NP-likeness"
        }
    }

    /// Empty for a number without one.
    public var unit: String {
        switch self {
        case .weight: "Da"
        case .polarSurface: "Å²"
        case .largestRing: "atoms"
        default: ""
        }
    }
}
