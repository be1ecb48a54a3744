import QuartetFiles
import QuartetMolecules
import QuartetTestSupport
import Testing

@Suite struct StructureTableTests {
    private func rows(_ text: String, name: String = "in") throws -> [MoleculeRow] {
        let folder = TemporaryFolder()
        return try withExtendedLifetime(folder) {
            let table = try StructureTable(path: folder.write(text, to: name))
            var rows: [MoleculeRow] = []
            while let row = try table.next() { rows.append(row) }
            return rows
        }
    }

    private func smiles(_ row: MoleculeRow) -> String? {
        if case .success(.smiles(let text)) = row.structure { text } else { nil }
    }

    /// Each holds ethanol named "a" and phenol named "b".
    @Test(arguments: [
        "CCO a\nOc1ccccc1 b\n", "CCO\ta\r\nOc1ccccc1\tb\r\n", "smiles name\nCCO a\nOc1ccccc1 b",
        "name,smiles\na,CCO\nb,Oc1ccccc1\n", "\u{FEFF}smiles;id\r\nCCO;a\r\nOc1ccccc1;b\r\n",
        "id\tstructure\na\tCCO\nb\tOc1ccccc1\n\n", "a,CCO\nb,Oc1ccccc1\n",
        "name,canonical_smiles\n\"a\",\"CCO\"\n\"b\",\"Oc1ccccc1\"\n", "  CCO   a \nOc1ccccc1 |$x$| b\n",
    ])
    func formsAreRecognisedByContent(_ text: String) throws {
        let rows = try rows(text)
        #expect(rows.map(smiles) == ["CCO", "Oc1ccccc1"])
        #expect(rows.map(\.name) == ["a", "b"])
    }

    @Test func aColumnOfIdentifiersIsNoStructure() throws {
        let text = "id,class,structure,key\nCHEMBL25,N,CCO,1\nNSC,C,c1ccccc1O,2\nBSN,O,CC(=O)O,3\n"
        #expect(try rows(text).map(smiles) == ["CCO", "c1ccccc1O", "CC(=O)O"])
        #expect(try rows(text)[1].columns.map(\.value) == ["C", "2"])
    }

    @Test func rowsThatAreRefusedKeepTheirPlace() throws {
        let read = try rows(
            """
            name,smiles,pIC50
            a,CCO,5.0
            b,c1ccccc1[N](C)(C)C,6.0
            c,"OC(=O)c1ccccc1O",6.5
            d,CC(C,7.0
            e,,4.0
            f,Clc1ccccc1,5.5
            ,,

            """
        ).map { $0.read() }
        #expect(read.map(\.row.name) == ["a", "b", "c", "d", "e", "f", ""])
        #expect(read.map(\.row.line) == [2, 3, 4, 5, 6, 7, 8])
        let faults = read.map { row -> MoleculeError.Fault? in
            if case .failure(let error) = row.molecule { error.fault } else { nil }
        }
        #expect(faults == [nil, .valence, nil, .syntax, .empty, nil, .empty])
        if case .failure(let error) = read[1].molecule { #expect(error.atoms == [6]) }
        #expect(read[2].row.columns == [.init(name: "pIC50", value: "6.5")])
    }

    @Test func columnsNamedAlikeAreToldApart() throws {
        let rows = try rows("smiles,pIC50,pIC50\nCCO,5,6\nCCN,7,8\n")
        #expect(rows[0].columns == [.init(name: "pIC50", value: "5"), .init(name: "pIC50 (2)", value: "6")])
    }

    @Test func quotesHideSeparatorsAndLineEndsAndAnOpenOneCostsItsLine() throws {
        let rows = try rows(
            "smiles,name,note\nCCO,\"a, b\",\"two\nlines\"\nCCN,\"open,x\nCCC,c,\"say \"\"hi\"\"\"\n")
        #expect(rows.map(smiles) == ["CCO", nil, "CCC"])
        #expect(rows[0].name == "a, b")
        #expect(rows[0].columns == [.init(name: "note", value: "two\nlines")])
        #expect(rows[2].columns == [.init(name: "note", value: "say \"hi\"")])
        #expect(rows.map(\.line) == [2, 4, 5])
    }

    @Test func theFirstSMILESMayBeWrong() throws {
        #expect(try rows("C1CC bad\nCCO good\n").map(\.name) == ["bad", "good"])
        #expect(try rows("CN(C)(C)(C)C,bad\nCCO,good\n").count == 2)
    }

    @Test(arguments: ["", "\n\n", "<!DOCTYPE html>\n<p>", "a,b,c\n1,2,3\n4,5,6\n", "ATOM      1  N   ALA\n"])
    func whatIsNoFileOfMoleculesIsRefused(_ text: String) {
        #expect(throws: MoleculeFileError.self) { try rows(text) }
    }
}
