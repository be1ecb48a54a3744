extension MoleculeProperty {
    /// What it means, and how far it can be trusted.
    public var worth: String {
        switch self {
        case .qed:
            "Drug-likeness from 0 to 1 by eight properties of oral drugs (Bickerton 2012). It does not depend on any target; "
                + "above about 0.7 differences say little."
        case .sa:
            "How hard it is to make, 1 easy to 10 hard (Ertl 2009): common fragments, less complexity. Near chemists' mean "
                + "judgement over many molecules; for a single one it can be off by a point or two. It plans no synthesis."
        case .np:
            "Likeness to natural products, about -5 to 5 (Ertl 2008). A comparison of fragments, not an origin."
        case .logP:
            "Octanol and water, by atom contributions (Wildman and Crippen 1999): standard error about 0.7 on what it was "
                + "fitted to, more for charged molecules, for which it is not logD."
        case .weight:
            "Average molecular weight of the structure as it is shown, with all of its parts. Exact."
        case .tpsa:
            "Polar surface of nitrogen and oxygen by fragments (Ertl 2000). Follows the surface in three dimensions "
                + "closely, but not inner hydrogen bonds."
        case .donors:
            "N and O atoms whose hydrogen can be given to a hydrogen bond. Counted; exact by its definition."
        case .acceptors:
            "Atoms that can take a hydrogen bond, as RDKit counts them; other programs count otherwise."
        case .rotatableBonds: "Single bonds that turn freely, amides left out. Counted."
        case .rings: "Smallest rings. Counted."
        case .aromaticRings: "Smallest rings that are aromatic. Counted."
        case .fsp3: "Share of the carbon atoms that are sp³. Counted."
        case .stereocentres:
            "Centres, marked or left open. A molecule with open centres stands for several compounds."
        case .polarHydrogens: "Hydrogens on N and O, Lipinski's count of donors. Counted."
        case .nitrogensAndOxygens: "N and O atoms, Lipinski's count of acceptors. Counted."
        case .largestRing: "Atoms of the largest ring. Counted."
        case .heavyAtoms: "Atoms that are not hydrogen. Counted."
        case .chargedAtoms: "Atoms with a formal charge. Counted."
        }
    }
}
