internal import QuartetReports

/// The properties that a model of molecules is trained with: columns of the data, and what makes a molecule a drug candidate
/// and is cheap to compute.
public struct PropertyLabels: Sendable {
    /// What a model is trained with unless others are named.
    public static let usual: [MoleculeProperty] = [.logP, .qed, .sa, .tpsa, .weight]

    private let drugLikeness: DrugLikeness
    private let accessibility: SyntheticAccessibility
    private let naturalness: NaturalProductLikeness

    /// The tables that are installed with the program.
    public init() throws {
        drugLikeness = try DrugLikeness()
        accessibility = try SyntheticAccessibility()
        naturalness = try NaturalProductLikeness()
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
            texts.append(try number(name, of: molecule, known).text(significant: 6))
        }
        return texts
    }

    private func number(_ name: String, of molecule: Molecule, _ descriptors: Descriptors)
        throws(MoleculeError) -> Double
    {
        guard let property = MoleculeProperty(rawValue: name) else {
            let known = MoleculeProperty.allCases.map(\.rawValue).joined(separator: ", ")
            throw MoleculeError(reason: "no column \"\(name)\", and it is not one of \(known)")
        }
        if let value = property.value(in: descriptors) { return value }
        return switch property {
        case .qed: try drugLikeness.score(of: molecule, descriptors: descriptors)
        case .sa: try accessibility.score(of: molecule, descriptors: descriptors)
        default: try naturalness.score(of: molecule)
        }
    }
}
