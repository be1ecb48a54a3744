internal import CRDKit

/// A molecule cut at one acyclic single bond.
struct SingleCut: Sendable, Equatable {
    /// The larger part, whose cut end is `*`.
    let constant: String
    let constantAtoms: Int
    /// The part that may change.
    let variable: String
    let variableAtoms: Int
    /// The molecule with hydrogen in place of the variable part.
    let withHydrogen: String
}

extension Molecule {
    /// All cuts by RDKit's rule for matched pairs, as canonical SMILES: at bonds of carbon that is not that of a carbonyl
    /// or nitrile group.
    ///
    /// - Parameter limit: heavy atoms of the variable part; it is never larger than the constant one.
    func singleCuts(limit: Int) -> [SingleCut] {
        let text = ownedText(rd_single_cuts(handle, Int32(clamping: limit))) ?? ""
        return text.split(separator: "\n").compactMap { line in
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
            guard cells.count == 5, let constantAtoms = Int(cells[1]), let variableAtoms = Int(cells[3])
            else { return nil }
            return SingleCut(
                constant: cells[0], constantAtoms: constantAtoms, variable: cells[2],
                variableAtoms: variableAtoms, withHydrogen: cells[4])
        }
    }
}
