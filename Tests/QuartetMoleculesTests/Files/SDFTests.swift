import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct SDFTests {
    private static let ethanol = """
          program

          3  2  0  0  0  0  0  0  0  0999 V2000
            0.0000    0.0000    0.0000 C   0  0
            1.5000    0.0000    0.0000 C   0  0
            2.2000    1.2000    0.0000 O   0  0
          1  2  1  0
          2  3  1  0
        M  END

        """

    private static let extended = """
          program

          0  0  0     0  0            999 V3000
        M  V30 BEGIN CTAB
        M  V30 COUNTS 2 1 0 0 0
        M  V30 BEGIN ATOM
        M  V30 1 C 0 0 0 0
        M  V30 2 N 1.5 0 0 0
        M  V30 END ATOM
        M  V30 BEGIN BOND
        M  V30 1 1 1 2
        M  V30 END BOND
        M  V30 END CTAB
        M  END

        """

    private func read(_ text: String) throws -> [ReadMolecule] {
        let folder = TemporaryFolder()
        return try withExtendedLifetime(folder) {
            let table = try StructureTable(path: folder.write(text, to: "x"))
            #expect(table.form == .sdf)
            return try table.next(100).map { $0.read() }
        }
    }

    private func smiles(_ molecules: [ReadMolecule]) -> [String?] {
        molecules.map { try? $0.molecule.get().smiles() }
    }

    @Test(arguments: ["\n", "\r\n"])
    func recordsWithoutABlankLineBeforeTheirEndAreRead(_ end: String) throws {
        let text =
            "one\n\(Self.ethanol)> <pIC50>\n6.1\n$$$$\ntwo\n\(Self.extended)>  <pIC50>  (2)\n7.2\n> <note>\na\nb\n\n$$$$\n"
        let read = try read(text.replacing("\n", with: end))
        #expect(smiles(read) == ["CCO", "CN"])
        #expect(read.map(\.row.name) == ["one", "two"])
        #expect(read.map { $0.row.columns.first?.value } == ["6.1", "7.2"])
        #expect(read[1].row.columns.last == .init(name: "note", value: "a\nb"))
        #expect(read.map(\.row.line) == [1, 14])
    }

    @Test func aCutLastRecordCostsOnlyItself() throws {
        let cut = "three\n" + Self.ethanol.prefix(120)
        let read = try read("one\n\(Self.ethanol)$$$$\ntwo\n\(Self.extended)$$$$\n\(cut)")
        #expect(smiles(read) == ["CCO", "CN", nil])
        #expect(read[2].row.line == 28)
        guard case .failure(let error) = read[2].molecule else { return }
        #expect(error.reason.contains("cut"))
    }

    /// A value without its end cannot be told from one that is cut.
    @Test func aLastRecordWithoutItsEndIsRefusedIfAValueMayBeCut() throws {
        func reason(_ end: String) throws -> String {
            let last = try read("one\n\(Self.ethanol)$$$$\ntwo\n\(Self.ethanol)\(end)")[1].molecule
            if case .failure(let error) = last { return error.reason }
            return ""
        }
        #expect(try reason("> <pIC50>\n6.").contains("the file ends at line 23, in a data item"))
        #expect(try reason("> <pIC").contains("cut"))
        #expect(try reason("> <pIC50>\n6.1\n\n").isEmpty)
        #expect(try reason("").isEmpty)
    }

    @Test func malformedRecordsAreRefusedWithTheirReason() throws {
        let valence = Self.ethanol.replacing("  2  3  1  0", with: "  2  3  3  0")
        let shifted = "\n" + Self.ethanol
        let read = try read(
            "a\n\(valence)$$$$\nb\n\(shifted)$$$$\n$$$$\nd\n\(Self.ethanol)e\n\(Self.ethanol)$$$$\nf\n\(Self.ethanol)"
        )
        let reasons = read.map { row -> String in
            if case .failure(let error) = row.molecule { error.reason } else { "" }
        }
        #expect(reasons.count == 5)
        #expect(reasons[0].contains("valence") && reasons[0].contains("atom"))
        #expect(reasons[1].contains("counts line"))
        #expect(reasons[2].contains("empty"))
        #expect(reasons[3].contains("two structures"))
        #expect(reasons[4].isEmpty)
    }

    @Test func aMolBlockIsWrittenAndReadAgain() throws {
        let molecule = try Molecule(smiles: "C[C@H](N)C(=O)O")
        #expect(try Molecule(molBlock: molecule.molBlock()).smiles() == molecule.smiles())
    }
}
