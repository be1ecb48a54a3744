import Foundation
import QuartetMolecules

/// Lines of PDB and PDBQT files for tests.
enum PDBText {
    /// A ligand without element columns.
    static func hetatoms(_ atoms: [(name: String, place: Point)]) -> String {
        atoms.enumerated().map { index, atom in
            line("HETATM", index, " " + atom.name, "LIG", 1, atom.place) + "\n"
        }.joined()
    }

    /// A receptor's atom with AutoDock's type.
    static func atom(
        _ serial: Int, _ name: String, _ residue: String, _ number: Int, _ place: Point, _ type: String
    ) -> String {
        line("ATOM", serial, " " + name, residue, number, place) + "     0.000 \(type)\n"
    }

    private static func line(
        _ tag: String, _ serial: Int, _ name: String, _ residue: String, _ number: Int, _ place: Point
    ) -> String {
        tag.padding(toLength: 6, withPad: " ", startingAt: 0) + String(format: "%5d ", serial + 1)
            + name.padding(toLength: 4, withPad: " ", startingAt: 0) + " \(residue) A"
            + String(format: "%4d    %8.3f%8.3f%8.3f  1.00  0.00", number, place.x, place.y, place.z)
    }

    /// A small pocket: carbons on a sphere of 5 Å about the origin, one of them with a hydroxyl.
    static var pocket: String {
        var text = "REMARK  a pocket\n"
        for index in 0..<40 {
            // Even on the sphere (a spiral by the golden angle).
            let z = 1 - 2 * (Double(index) + 0.5) / 40
            let (radius, angle) = ((1 - z * z).squareRoot(), Double(index) * 2.399963)
            let place = Point(5 * radius * cos(angle), 5 * radius * sin(angle), 5 * z)
            text += atom(index, "CA", "LEU", index + 1, place, "C")
        }
        text += atom(40, "OG", "SER", 50, Point(4.2, 0, 0), "OA")
        text += atom(41, "HG", "SER", 50, Point(3.3, 0, 0), "HD")
        return text
    }
}
