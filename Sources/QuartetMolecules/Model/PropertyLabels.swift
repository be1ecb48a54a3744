internal import Foundation

/// The properties that a model of molecules is trained with: columns of the data, and what makes a molecule a drug candidate
/// and is cheap to compute.
public struct PropertyLabels: Sendable {
    /// Those that can be computed: logP, QED, SA score, polar surface in Å², weight in daltons.
    public static let names = ["logP", "QED", "SA", "TPSA", "weight"]

    private let drugLikeness: DrugLikeness
    private let accessibility: SyntheticAccessibility

    /// The tables that are installed with the program.
    public init() throws {
        drugLikeness = try DrugLikeness()
        accessibility = try SyntheticAccessibility()
    }

    /// The properties of these names as texts: the cell of a column of that name, else a number that is computed.
    ///
    /// - Throws: ``MoleculeError`` for a name that is neither a column nor computed.
    public func callAsFunction(_ molecule: Molecule, _ names: [String], beside columns: [MoleculeRow.Column])
        throws(MoleculeError) -> [String]
    {
        let given = Dictionary(columns.map { ($0.name, $0.value) }) { first, _ in first }
        var texts: [String] = []
        var descriptors: Descriptors?
        for name in names {
            if let text = given[name] {
                texts.append(Double(text).map { "\($0)" } ?? "")
                continue
            }
            let known: Descriptors
            if let descriptors { known = descriptors } else { known = try molecule.descriptors() }
            descriptors = known
            texts.append(String(format: "%.6g", try number(name, of: molecule, known)))
        }
        return texts
    }

    private func number(_ name: String, of molecule: Molecule, _ descriptors: Descriptors)
        throws(MoleculeError) -> Double
    {
        switch name {
        case "logP": descriptors.logP
        case "QED": try drugLikeness.score(of: molecule, descriptors: descriptors)
        case "SA": try accessibility.score(of: molecule, descriptors: descriptors)
        case "TPSA": descriptors.polarSurface
        case "weight": descriptors.weight
        default:
            throw MoleculeError(
                reason: "no column \"\(name)\", and it is not one of \(Self.names.joined(separator: ", "))")
        }
    }
}
