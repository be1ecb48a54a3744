internal import Foundation
internal import QuartetCatalogs
internal import QuartetFiles

/// A pattern that speaks against a molecule, where it occurs.
public struct Alert: Sendable, Equatable, Encodable {
    /// The title of its catalog.
    public let catalog: String
    public let name: String
    /// The atoms on which it lies, counted from 0.
    public let atoms: [Int]
}

/// Named patterns: a file such as `catalogs/molecules/alerts/brenk.xml`.
public struct AlertCatalog: Sendable {
    public let title: String
    public let names: [String]
    private let patterns: PatternSet

    /// - Parameter path: a catalog of the form of those installed with the program.
    public init(path: String) throws {
        let schema = try ResourceLocator().file("molecules/alerts/alerts.rng", in: .catalogs)
        let root = try Catalog.load(path, schema: schema).root
        try self.init(
            title: root.string("title"), elements: root.children("alert"),
            hydrogens: root.choice("hydrogens"))
    }

    /// A catalog that is installed with the program, such as `pains`.
    public init(installed name: String) throws {
        try self.init(path: ResourceLocator().file("molecules/alerts/\(name).xml", in: .catalogs))
    }

    init(title: String, elements: [CatalogElement], hydrogens: PatternSet.Hydrogens) throws {
        self.title = title
        names = try elements.map { try $0.string("name") }
        patterns = try PatternSet(elements: elements, hydrogens: hydrogens)
    }

    /// The alerts of a molecule in the order of the catalog.
    public func alerts(in molecule: Molecule) throws(MoleculeError) -> [Alert] {
        var alerts: [Alert] = []
        for index in try patterns.found(in: molecule) {
            let atoms = try patterns.atoms(of: index, in: molecule)
            alerts.append(Alert(catalog: title, name: names[index], atoms: atoms))
        }
        return alerts
    }

    /// Whether the molecule has an alert: stops at the first.
    public func hasAlert(_ molecule: Molecule) throws(MoleculeError) -> Bool {
        try patterns.occurs(in: molecule)
    }
}
