import Foundation
import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct ReceptorTests {
    private func receptor(_ text: String) throws -> Receptor {
        try inFolder { folder in
            try AtomicFile.write(text, to: folder + "/r.pdbqt")
            return try Receptor(contentsOf: folder + "/r.pdbqt")
        }
    }

    private func reason(_ text: String) throws -> String {
        let error = #expect(throws: DockingError.self) { try receptor(text) }
        return "\(try #require(error))"
    }

    @Test func readsAtomsWithResiduesAndTypes() throws {
        let receptor = try receptor(PDBText.pocket)
        #expect(receptor.atoms.count == 42)
        #expect(receptor.atoms[41].residue == "SER50:A")
        #expect(receptor.atoms[41].type == "HD")
        #expect(receptor.atoms[40].position == Point(4.2, 0, 0))
        #expect(receptor.warnings.isEmpty)
    }

    @Test func aPageIsNoReceptorAndItsFirstLineIsShown() throws {
        let reason = try reason("\n<!DOCTYPE html>\n<html></html>\n")
        #expect(reason.hasSuffix("is a web page; expected a receptor as PDBQT"))
        #expect(
            try self.reason("CCO ethanol\n").contains(
                "not a PDBQT receptor; it begins with 'CCO ethanol'"))
    }

    @Test func faultsHaveTheirLine() throws {
        #expect(try reason("").contains("no atoms"))
        #expect(try reason("REMARK nothing\n").contains("no atoms"))
        let good = PDBText.atom(0, "CA", "LEU", 1, Point(0, 0, 0), "C")
        #expect(try reason(good + "BRANCH 1 2\n").contains("line 2 does not belong in a rigid receptor"))
        #expect(
            try reason(good + PDBText.atom(1, "CL", "LIG", 2, Point(0, 0, 0), "CL")).contains(
                "line 2: Vina knows no atom type 'CL'"))
        #expect(try reason(String(good.prefix(66)) + "\n").contains("the file is PDB, not PDBQT"))
        #expect(try reason("ATOM  short\n").contains("line 1: no coordinates"))
    }

    @Test func warnsWhereNoPolarHydrogenIs() throws {
        let receptor = try receptor(PDBText.atom(0, "CA", "LEU", 1, Point(0, 0, 0), "C"))
        #expect(receptor.warnings.count == 1)
        #expect(receptor.warnings[0].contains("no polar hydrogens"))
    }

    @Test func aBoxInEmptySpaceIsAnErrorWithTheReceptorsExtent() throws {
        let receptor = try receptor(PDBText.pocket)
        try receptor.check(DockingBox(center: Point(0, 0, 0), size: Point(12, 12, 12)))
        let far = try DockingBox(center: Point(190, -40, 260), size: Point(20, 20, 20))
        let error = #expect(throws: DockingError.self) { try receptor.check(far) }
        let text = "\(try #require(error))"
        #expect(text.contains("no receptor atom is in the box"))
        #expect(text.contains("z -4.9 to 4.9"))
    }
}

@Suite struct DockingBoxTests {
    private func box(_ text: String) throws -> DockingBox {
        try inFolder { folder in
            try AtomicFile.write(text, to: folder + "/box.txt")
            return try DockingBox(contentsOf: folder + "/box.txt")
        }
    }

    @Test func readsWhatItWritesAndLeavesOtherKeysAlone() throws {
        let box = try DockingBox(center: Point(1.5, -2, 3), size: Point(20, 21, 22))
        #expect(try self.box(box.configuration) == box)
        let text =
            "# a pocket\r\nreceptor = r.pdbqt\r\n\r\n" + box.configuration.replacing("\n", with: "\r\n")
        #expect(try self.box(text) == box)
    }

    @Test(arguments: [
        ("center_x = 1\n", "no center_y, center_z, size_x, size_y, size_z"),
        ("center_x = one\n", "line 1: 'one' is not a number"),
        ("center_x 1\n", "line 1 is not 'key = value'"),
    ])
    func faultsSayWhere(_ text: String, _ reason: String) throws {
        let error = #expect(throws: DockingError.self) { try box(text) }
        #expect("\(try #require(error))".contains(reason))
    }

    @Test(arguments: [0.0, -1, 500, .infinity, .nan])
    func edgesHaveBounds(_ edge: Double) {
        #expect(throws: DockingError.self) {
            try DockingBox(center: Point(0, 0, 0), size: Point(10, edge, 10))
        }
    }

    @Test func liesAroundALigand() throws {
        let box = try DockingBox(around: [Point(0, 0, 0), Point(4, 2, 0)], margin: 5)
        #expect(box == (try DockingBox(center: Point(2, 1, 0), size: Point(14, 12, 10))))
        #expect(throws: DockingError.self) { try DockingBox(around: []) }
    }
}
