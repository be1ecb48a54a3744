/// A number that a report shows for each molecule: how it is called, and what it is worth.
public enum MoleculeProperty: String, CaseIterable, Sendable {
    case qed, sa, np, logP, weight, tpsa, donors, acceptors, rotatable, rings, fsp3, stereocentres

    public var title: String {
        switch self {
        case .qed: "QED"
        case .sa: "SA score"
        case .np: "NP-likeness"
        case .logP: "logP"
        case .weight: "weight"
        case .tpsa: "TPSA"
        case .donors: "donors"
        case .acceptors: "acceptors"
        case .rotatable: "rotatable bonds"
        case .rings: "rings"
        case .fsp3: "Fsp³"
        case .stereocentres: "stereocentres"
        }
    }

    public var unit: String {
        switch self {
        case .weight: "Da"
        case .tpsa: "Å²"
        default: ""
        }
    }

    /// Digits after the point.
    public var decimals: Int {
        switch self {
        case .qed, .sa, .np, .fsp3: 2
        case .logP, .weight: 1
        default: 0
        }
    }

    /// What it means, and how far it can be trusted.
    public var worth: String {
        switch self {
        case .qed:
            "Drug-likeness from 0 to 1 by eight properties of oral drugs (Bickerton 2012). It knows nothing of any target; "
                + "above about 0.7 differences say little."
        case .sa:
            "How hard it is to make, 1 easy to 10 hard (Ertl 2009): common fragments, less complexity. Near chemists' mean "
                + "judgement over many molecules; for a single one it can be off by a point or two. It plans no synthesis."
        case .np:
            "Likeness to natural products, about -5 to 5 (Ertl 2008). A comparison of fragments, not an origin."
        case .logP:
            "Octanol and water, by atom contributions (Wildman and Crippen 1999): standard error about 0.7 on what it was "
                + "fitted to, more for charged molecules, for which it is not logD."
        case .weight: "Average molecular weight of the form that is shown, without its counter-ion. Exact."
        case .tpsa:
            "Polar surface of nitrogen and oxygen by fragments (Ertl 2000). Follows the surface in three dimensions "
                + "closely, but not inner hydrogen bonds."
        case .donors:
            "Hydrogens' bearers N and O that can give a hydrogen bond. Counted; exact by its definition."
        case .acceptors:
            "Atoms that can take a hydrogen bond, as RDKit counts them; other programs count otherwise."
        case .rotatable: "Single bonds that turn freely, amides left out. Counted."
        case .rings: "Smallest rings. Counted."
        case .fsp3: "Share of the carbon atoms that are sp³. Counted."
        case .stereocentres:
            "Centres, marked or left open. A molecule with open centres stands for several compounds."
        }
    }

    public func text(_ value: Double) -> String { Self.text(value, decimals: decimals) }

    /// A number with a fixed count of digits after the point, and a true minus.
    static func text(_ value: Double, decimals: Int) -> String {
        guard value.isFinite, abs(value) < 1e12 else { return "" }
        let power = (0..<decimals).reduce(1.0) { product, _ in product * 10 }
        let scaled = Int((abs(value) * power).rounded())
        let digits = String(scaled)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
        let whole = padded.dropLast(decimals)
        let text = decimals == 0 ? padded : "\(whole).\(padded.suffix(decimals))"
        return (value < 0 && scaled > 0 ? "\u{2212}" : "") + text
    }
}

extension MoleculeScores {
    /// By the names of ``MoleculeProperty``.
    public var values: [String: Double] {
        let values: [MoleculeProperty: Double] = [
            .qed: drugLikeness, .sa: syntheticAccessibility, .np: naturalProductLikeness,
            .logP: descriptors.logP, .weight: descriptors.weight, .tpsa: descriptors.polarSurface,
            .donors: Double(descriptors.donors), .acceptors: Double(descriptors.acceptors),
            .rotatable: Double(descriptors.rotatableBonds), .rings: Double(descriptors.rings),
            .fsp3: descriptors.fractionSP3, .stereocentres: Double(descriptors.stereocentres),
        ]
        return Dictionary(uniqueKeysWithValues: values.map { ($0.key.rawValue, $0.value) })
    }
}
