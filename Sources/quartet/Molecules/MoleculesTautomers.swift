import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules tautomers`.
struct MoleculesTautomers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tautomers", abstract: "List the tautomers of molecules.",
        discussion: """
            Prints a row for each tautomer, by the rules of RDKit; as_written marks the form of the input. Which of them \
            prevails is not said. Stereocentres and double bonds that a shift passes through lose their marks.

            EXAMPLES:
              quartet molecules tautomers hits.smi
              echo "Oc1ccccn1" | quartet molecules tautomers - --to smi
            """)

    @OptionGroup var input: MoleculeInput

    @OptionGroup var output: StructureOutput

    @Option(help: ArgumentHelp("Most tautomers of a molecule.", valueName: "number"))
    var limit = 64

    private struct Tautomer: StructureResult {
        static let headings = ["smiles", "tautomer", "tautomers", "as_written"]
        let smiles: String
        /// Counted from 1.
        let tautomer: Int
        let tautomers: Int
        let complete: Bool
        let asWritten: Bool

        var cells: [String] {
            [
                smiles, "\(tautomer)", complete ? "\(tautomers)" : "\(tautomers) or more",
                asWritten ? "yes" : "",
            ]
        }
    }

    func validate() throws {
        try output.check(input)
        try check(limit, in: 1...1000, "--limit")
    }

    func run() throws {
        let limit = limit
        try output.print(input, rowsAtOnce: 8) { molecule, _ in
            let all = molecule.tautomers(limit: limit)
            let written = molecule.smiles()
            return all.enumerated().map { index, smiles in
                Tautomer(
                    smiles: smiles, tautomer: index + 1, tautomers: all.count, complete: all.count < limit,
                    asWritten: smiles == written)
            }
        }
    }
}
