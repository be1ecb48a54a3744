import QuartetFiles
import QuartetMolecules

extension FuzzReader {
    /// Files of molecules in each form, with their structures.
    static let molecules: [FuzzReader] = [
        FuzzReader(
            "molecules-smi", file: "x.smi", words: smilesWords,
            seeds: { _ in
                [
                    "CCO ethanol\nc1ccccc1O phenol\nC[C@H](N)C(=O)[O-] |$x$| alanine\n",
                    "smiles name\nCCO a b\n",
                ]
                .map { Array($0.utf8) }
            }, read: readMolecules),
        FuzzReader(
            "molecules-csv", file: "x.csv",
            words: smilesWords + [",", ";", "\t", "\"", "\"\"", "smiles", "name,", "\u{FEFF}", "\n,,\n"],
            seeds: { _ in
                [
                    "name,smiles,pIC50\na,CCO,5.0\nb,\"OC(=O)c1ccccc1O\",\"6,5\"\n,,\n",
                    "id\tstructure\tid\r\nCHEMBL1\tCCN\t1\r\n",
                ].map { Array($0.utf8) }
            }, read: readMolecules),
        FuzzReader(
            "molecules-sdf", file: "x.sdf",
            words: [
                "$$$$\n", "M  END\n", "M  V30 ", "V3000", "V2000", "> <x>\n", "M  CHG  1   1  -1\n", "\r\n",
                "999999", "-1", "M  V30 COUNTS 99999999 1 0 0 0\n", "M  RAD  1   1   3\n", "A    1\n",
                "M  ISO  1   1  14\n",
            ],
            seeds: { _ in
                ["C[C@H](N)C(=O)O", "c1ccccc1O"].map { smiles in
                    guard let molecule = try? Molecule(smiles: smiles),
                        let record = try? MoleculeForm.sdf.text(
                            molecule, name: "a", columns: [.init(name: "x", value: "1")])
                    else { return [] }
                    return Array((record + record).utf8)
                }
            }, read: readMolecules),
        FuzzReader(
            "molecules-index", file: "x.index", words: ["QKNOWN1\n", "\t"],
            seeds: { folder in
                var known = KnownMoleculesBuilder()
                for smiles in ["CCO", "c1ccccc1O", "CC(=O)Nc1ccc(O)cc1"] {
                    known.add(.init(try Molecule(smiles: smiles), name: "a"))
                }
                try known.write(to: folder + "/seed")
                return [try FileBytes.read(folder + "/seed")]
            },
            open: { _ in
                let queries = try ["CCO", "c1ccccc1"].map { try Molecule(smiles: $0) }
                return { path in
                    let known = try KnownMolecules(path: path)
                    for query in queries { _ = known.nearest(to: query) }
                }
            }),
        FuzzReader(
            "molecules-screen", file: "x.xml",
            words: [
                "<range property=\"", "<alert name=\"a\" smarts=\"", "[$(", "minimum=\"", "allowed=\"",
                "pains",
            ],
            seeds: { _ in
                [
                    """
                    <screen title="a"><rule name="b" allowed="1"><range property="logP" minimum="1" maximum="3"/>
                    <elements allowed="C, O"/><alert name="c" smarts="[$(C=O);!R]~[#8]"/></rule></screen>
                    """
                ].map { Array($0.utf8) }
            },
            open: { _ in
                let molecule = try Molecule(smiles: "CC(=O)Nc1ccc(O)cc1")
                let scores = try MoleculeScorer().scores(of: molecule)
                return { path in
                    var catalog = try ScreenCatalog()
                    _ = try catalog.screen(path).verdict(on: molecule, scores: scores)
                }
            }),
    ]

    private static let smilesWords = [
        "C", "c1", "%12", "%(123)", "[nH]", "[13CH3+]", "[C@@H]", "(", ")", "=", "#", "$", ".", "/", "\\",
        "@TH1",
        "[Fe+99]", "*", " |", "\r\n", "\u{0}", "[H]", "[999999C]",
    ]

    @Sendable private static func readMolecules(_ path: String) throws {
        let table = try StructureTable(path: path)
        while let row = try table.next() {
            guard case .success(let molecule) = row.read().molecule else { continue }
            for form in MoleculeForm.allCases {
                _ = try form.text(molecule, name: row.name, columns: row.columns)
            }
        }
    }
}
