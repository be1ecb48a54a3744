internal import Foundation

/// A ligand in the PDBQT format of AutoDock: hydrogens on carbon merged into it, types and partial charges, and the bonds
/// that turn. Vina's own scoring ignores the charges.
public struct LigandFile: Sendable {
    public let text: String
    /// Bonds that turn, as `TORSDOF` says.
    public let torsions: Int
    /// The conformer's atom of each line, in the order of the file; the serial number is the place plus one.
    public let atoms: [Int]
    public let types: [String]
    /// Why charges are 0, where they are.
    public let chargeNote: String?

    /// - Throws: ``DockingError`` with the element that Vina does not know, or the count of torsions above the limit.
    public init(_ conformer: Conformer, torsionLimit: Int? = nil) throws(DockingError) {
        let neighbours = conformer.neighbours
        var typed: [String?] = []
        for (index, atom) in conformer.atoms.enumerated() {
            typed.append(
                try AutoDockType.of(atom, beside: neighbours[index].map { conformer.atoms[$0] }, index: index)
            )
        }
        let tree = try TorsionTree(of: conformer, keeping: typed.map { $0 != nil })
        if let torsionLimit, tree.torsions > torsionLimit {
            throw DockingError("\(tree.torsions) rotatable bonds; the limit is \(torsionLimit)")
        }
        let charges = Self.charges(conformer, neighbours, typed)
        chargeNote = charges == nil ? "no Gasteiger parameters for an element: charges are 0" : nil
        var writer = LigandWriter(conformer: conformer, tree: tree, types: typed, charges: charges)
        writer.write()
        text = writer.lines.joined(separator: "\n") + "\n"
        torsions = tree.torsions
        atoms = writer.written
        types = writer.written.map { typed[$0] ?? "" }
    }

    /// Charges with those of merged hydrogens added to the atoms that bear them; nil where one is unknown.
    private static func charges(_ conformer: Conformer, _ neighbours: [[Int]], _ types: [String?])
        -> [Double]?
    {
        var charges: [Double] = []
        for atom in conformer.atoms {
            guard let charge = atom.partialCharge else { return nil }
            charges.append(charge)
        }
        for (index, type) in types.enumerated() where type == nil {
            if let bearer = neighbours[index].first { charges[bearer] += charges[index] }
        }
        return charges
    }
}

/// Writes the tree from its root outwards, as the format nests it.
private struct LigandWriter {
    let conformer: Conformer
    let tree: TorsionTree
    let types: [String?]
    let charges: [Double]?
    var lines: [String] = []
    var written: [Int] = []
    private var serials: [Int: Int] = [:]

    init(conformer: Conformer, tree: TorsionTree, types: [String?], charges: [Double]?) {
        (self.conformer, self.tree, self.types, self.charges) = (conformer, tree, types, charges)
    }

    mutating func write() {
        lines.append("ROOT")
        writeAtoms(of: tree.root)
        lines.append("ENDROOT")
        writeBranches()
        lines.append("TORSDOF \(tree.torsions)")
    }

    private mutating func writeAtoms(of body: Int) {
        for atom in tree.bodies[body].atoms {
            written.append(atom)
            serials[atom] = written.count
            lines.append(line(of: atom, serial: written.count))
        }
    }

    /// With a stack of its own: a chain nests as deep as it is long.
    private mutating func writeBranches() {
        enum Step {
            case open(TorsionTree.Branch)
            case close(String)
        }
        func steps(_ body: Int) -> [Step] { tree.bodies[body].branches.reversed().map { .open($0) } }
        var stack = steps(tree.root)
        while let step = stack.popLast() {
            switch step {
            case .close(let line): lines.append(line)
            case .open(let branch):
                let ends = "\(padded(serials[branch.from] ?? 0)) \(padded(written.count + 1))"
                lines.append("BRANCH " + ends)
                writeAtoms(of: branch.body)
                stack.append(.close("ENDBRANCH " + ends))
                stack += steps(branch.body)
            }
        }
    }

    private func padded(_ number: Int) -> String { String(format: "%3d", number) }

    private func line(of index: Int, serial: Int) -> String {
        let atom = conformer.atoms[index]
        let symbol = ElementName.symbols[atom.atomicNumber - 1]
        let name = symbol.padding(toLength: max(3, symbol.count), withPad: " ", startingAt: 0)
        let place = atom.position
        return String(format: "ATOM  %5d  ", serial) + name
            + String(
                format: " UNL     1    %8.3f%8.3f%8.3f  1.00  0.00    %6.3f ", place.x, place.y, place.z,
                charges?[index] ?? 0)
            + (types[index] ?? "")
    }
}
