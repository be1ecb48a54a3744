import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetModels
import QuartetMolecules
import QuartetReports

/// `quartet molecules encode`.
struct MoleculesEncode: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "encode", abstract: "Print the codes of molecules, and the properties that they hold.",
        discussion: """
            A row for each row of the input: the canonical SMILES, the properties that the model's heads predict from the \
            code (they are estimates; `quartet molecules score` computes), and the means of the code's variables, z1 and \
            so on.

            EXAMPLES:
              quartet molecules encode actives.smi > codes.tsv
              quartet molecules encode actives.smi | quartet molecules decode -
            """)

    @OptionGroup var input: MoleculeInput

    @OptionGroup var model: MoleculeModelOptions

    private struct Code: MoleculeResult {
        // The numbers of properties and variables are the model's: its table has headings of its own.
        static let headings: [String] = []
        let smiles: String
        let properties: [String: Float]
        let code: [Float]
        let cells: [String]

        enum CodingKeys: CodingKey { case smiles, properties, code }

        init(smiles: String, names: [String], properties: ArraySlice<Float>, code: ArraySlice<Float>) {
            self.smiles = smiles
            self.properties = Dictionary(zip(names, properties)) { first, _ in first }
            self.code = Array(code)
            cells = [smiles] + (properties + code).map { Double($0).text(significant: 6) }
        }
    }

    func run() throws {
        let model = try model.load()
        let (latents, names) = (model.latents, model.description.properties.map(\.name))
        let headings = ["smiles"] + names + (1...latents).map { "z\($0)" }
        if !input.json.isRequested {
            StandardOutput.write(MoleculeOutputRow<Code>.heading(headings) + "\n")
        }
        try input.readBlocks(for: model) { rows in
            let codes = try model.codes(of: rows.compactMap { try? $0.molecule.get().tokens })
            var index = 0
            for (row, molecule) in rows {
                let found = molecule.map { molecule in
                    defer { index += 1 }
                    return Code(
                        smiles: molecule.smiles, names: names,
                        properties: codes.properties[index * names.count..<(index + 1) * names.count],
                        code: codes.means[index * latents..<(index + 1) * latents])
                }
                let output = MoleculeOutputRow(row: row, found: found)
                if input.json.isRequested {
                    try JSONOutput.printLine(output)
                } else {
                    StandardOutput.write(output.line(width: headings.count) + "\n")
                }
            }
        }
    }
}
