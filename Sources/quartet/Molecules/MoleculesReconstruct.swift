import ArgumentParser
import QuartetCommandLine
import QuartetModels
import QuartetMolecules

/// `quartet molecules reconstruct`.
struct MoleculesReconstruct: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reconstruct", abstract: "Encode molecules and decode them again.",
        discussion: """
            Prints the likeliest string of the mean of each molecule's code, one a line, as it is; an empty line for a row \
            that cannot be read. How many came back exactly is said at the end.

            EXAMPLES:
              quartet molecules reconstruct held-back.smi > decoded.smi
              quartet molecules sample --count 1000 | quartet molecules reconstruct -
            """)

    @OptionGroup var input: MoleculeInput

    @OptionGroup var model: MoleculeModelOptions

    private struct Reconstruction: MoleculeResult {
        static let headings = ["smiles", "decoded", "exact"]
        let smiles: String
        let decoded: String
        let isExact: Bool
        var cells: [String] { [smiles, decoded, "\(isExact)"] }
    }

    func run() throws {
        let model = try model.load()
        var (exact, molecules) = (0, 0)
        try input.readBlocks(for: model) { rows in
            var decoded = try model.reconstructions(of: rows.compactMap { try? $0.molecule.get().tokens })[
                ...]
            for (row, molecule) in rows {
                let found = molecule.map { molecule in
                    let string = decoded.removeFirst()
                    // Another way of writing the same molecule is the same molecule.
                    let isExact = (try? Molecule(smiles: string).smiles()) == molecule.smiles
                    return Reconstruction(smiles: molecule.smiles, decoded: string, isExact: isExact)
                }
                if case .success(let result) = found {
                    molecules += 1
                    exact += result.isExact ? 1 : 0
                }
                if input.json.isRequested {
                    try JSONOutput.printLine(MoleculeOutputRow(row: row, found: found))
                } else {
                    StandardOutput.pass((try? found.get().decoded) ?? "")
                }
            }
        }
        input.common.note("\(exact) of \(molecules) molecules came back exactly.")
    }
}
