import ArgumentParser
import QuartetMolecules

/// `quartet molecules convert`.
struct MoleculesConvert: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "convert", abstract: "Read molecules and write them in another form.",
        discussion: """
            Prints a table with the canonical SMILES of every row and the reason of every refused one, in order. --to \
            prints the molecules that can be read as a file in another form.

            EXAMPLES:
              quartet molecules convert hits.sdf --json
              quartet molecules convert hits.csv.gz --to sdf > hits.sdf
              zcat hits.smi.gz | quartet molecules convert -
            """)

    @OptionGroup var input: MoleculeInput

    @OptionGroup var output: StructureOutput

    private struct Canonical: StructureResult {
        static let headings = ["smiles"]
        let molecule: Molecule
        let smiles: String

        private enum CodingKeys: CodingKey { case smiles }

        func encode(to encoder: any Encoder) throws {
            var members = encoder.container(keyedBy: CodingKeys.self)
            try members.encode(smiles, forKey: .smiles)
        }

        var cells: [String] { [smiles] }
        /// With the coordinates that it has.
        func molBlock() throws(MoleculeError) -> String { try molecule.molBlock() }
    }

    func validate() throws { try output.check(input) }

    func run() throws {
        try output.print(input) { molecule, _ in
            [Canonical(molecule: molecule, smiles: molecule.smiles())]
        }
    }
}
