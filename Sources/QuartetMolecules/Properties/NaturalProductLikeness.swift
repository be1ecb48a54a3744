internal import Foundation

/// How much a molecule looks like a natural product, about -5 to 5, higher for natural products (Ertl, Roggo and
/// Schuffenhauer, J. Chem. Inf. Model. 2008, 48, 68).
///
/// The sum over the molecule's different fragments of how much more frequent each is in natural products than in
/// synthetic molecules, a logarithm, for each atom.
public struct NaturalProductLikeness: Sendable {
    private let scores: FragmentScores

    /// The table that is installed with the program.
    public init() throws { scores = try FragmentScores(installed: "natural-product-likeness") }

    public func score(of molecule: Molecule) throws(MoleculeError) -> Double {
        score(try molecule.fragmentCodes(), atoms: molecule.atomCount)
    }

    /// The score of a molecule whose fragments are known.
    func score(_ fragments: [(code: UInt32, count: Int)], atoms: Int) -> Double {
        let sum = fragments.reduce(0) { $0 + (scores[$1.code] ?? 0) }
        let score = sum / Double(max(atoms, 1))
        // Beyond 4 it is drawn together.
        return abs(score) > 4 ? (score < 0 ? -1 : 1) * (4 + log10(abs(score) - 3)) : score
    }
}
