import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules box`.
struct MoleculesBox: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "box", abstract: "Print a box for docking around a ligand.",
        discussion: """
            The box has the ligand's extent and a padding on each side, and is printed as AutoDock Vina reads it: centre \
            and edges in ångström.

            EXAMPLES:
              quartet molecules box --ligand crystal.sdf > pocket.txt
              quartet molecules box --ligand 1iep.pdb --padding 8
            """)

    @Option(
        help: "Ligand in its place: SDF, MOL2, PDB or PDBQT, plain or compressed.", completion: .file())
    var ligand: String

    @Option(help: ArgumentHelp("Padding on each side, in ångström.", valueName: "length"))
    var padding = 5.0

    @OptionGroup var json: JSONOptions

    private struct Report: Encodable {
        struct Place: Encodable { let x, y, z: Double }
        let center, size: Place
    }

    func validate() throws { try check(padding, in: 0...50, "--padding") }

    func run() throws {
        let atoms = try Conformer(contentsOf: ligand).atoms
        let box = try DockingBox(around: atoms.map(\.position), margin: padding)
        guard json.isRequested else { return StandardOutput.write(box.configuration) }
        try JSONOutput.print(
            Report(
                center: .init(x: box.center.x, y: box.center.y, z: box.center.z),
                size: .init(x: box.size.x, y: box.size.y, z: box.size.z)))
    }
}
