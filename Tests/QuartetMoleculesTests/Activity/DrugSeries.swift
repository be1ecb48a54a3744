import QuartetMolecules

/// Benzodiazepines, xanthines, profens and metformin: small series within one.
enum DrugSeries {
    static let drugs = [
        ("diazepam", "CN1c2ccc(Cl)cc2C(c2ccccc2)=NCC1=O"),
        ("nordazepam", "O=C1CN=C(c2ccccc2)c2cc(Cl)ccc2N1"),
        ("oxazepam", "O=C1Nc2ccc(Cl)cc2C(c2ccccc2)=NC1O"),
        ("temazepam", "CN1C(=O)C(O)N=C(c2ccccc2)c2cc(Cl)ccc21"),
        ("lorazepam", "O=C1Nc2ccc(Cl)cc2C(c2ccccc2Cl)=NC1O"),
        ("delorazepam", "O=C1CN=C(c2ccccc2Cl)c2cc(Cl)ccc2N1"),
        ("caffeine", "Cn1c(=O)c2c(ncn2C)n(C)c1=O"),
        ("theophylline", "Cn1c(=O)c2[nH]cnc2n(C)c1=O"),
        ("theobromine", "Cn1cnc2c1c(=O)[nH]c(=O)n2C"),
        ("ibuprofen", "CC(C)Cc1ccc(C(C)C(=O)O)cc1"),
        ("naproxen", "COc1ccc2cc([C@H](C)C(=O)O)ccc2c1"),
        ("metformin", "CN(C)C(=N)NC(=N)N"),
    ]

    static func molecules() throws -> [Molecule] { try drugs.map { try Molecule(smiles: $0.1) } }

    /// A series in which the activity of a drug is its place in the list, from 0.
    static func series() throws -> Series { try series(drugs.enumerated().map { ($1.1, Double($0)) }) }

    static func series(_ rows: [(String, Double?)], lowIsGood: Bool = false) throws -> Series {
        try Series(
            rows.enumerated().map { index, row in
                Series.Member(
                    molecule: try Molecule(smiles: row.0),
                    row: MoleculeRow(
                        file: "series.csv", line: index + 2, number: index + 1, name: "",
                        structure: .success(.smiles(row.0))), activity: row.1)
            }, lowIsGood: lowIsGood)
    }

    static func names(_ indices: [Int]) -> [String] { indices.map { drugs[$0].0 } }
}
