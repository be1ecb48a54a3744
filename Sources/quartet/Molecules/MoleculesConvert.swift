public import ArgumentParser
import QuartetCommandLine
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

    @Option(
        help: ArgumentHelp(
            "Print the molecules in this form (default: a table with every row).", valueName: "form"))
    var to: MoleculeForm?

    private struct Canonical: MoleculeResult {
        static let headings = ["smiles"]
        let smiles: String
        var cells: [String] { [smiles] }
    }

    func validate() throws {
        if to != nil, input.json.isRequested { throw ValidationError("Give --json or --to, not both.") }
    }

    func run() throws {
        guard let to else {
            return try input.print { molecule, _ in [Canonical(smiles: molecule.smiles())] }
        }
        var headings: [String]?
        try input.read({ molecule, _ in molecule }) { row, molecule in
            guard case .success(let molecule) = molecule else { return }
            if headings == nil {
                headings = row.columns.map(\.name)
                StandardOutput.write(to.head(columns: headings ?? []))
            }
            let columns = to == .csv ? row.columns(named: headings ?? []) : row.columns
            StandardOutput.write(try to.text(molecule, name: row.name, columns: columns))
        }
    }
}

extension MoleculeForm: ExpressibleByArgument {}
