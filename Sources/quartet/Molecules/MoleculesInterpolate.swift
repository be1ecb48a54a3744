import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetMolecules
import QuartetReports

/// `quartet molecules interpolate`.
struct MoleculesInterpolate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interpolate", abstract: "Write molecules on the way from one to another.",
        discussion: """
            Decodes codes on the straight line between the codes of both molecules. A step whose string is not a molecule \
            says so; neighbouring steps may give the same molecule.

            EXAMPLE:
              quartet molecules interpolate "CCOc1ccccc1" "CC(=O)Nc1ccncc1" --steps 9
            """)

    @Argument(help: "The first molecule as SMILES.")
    var first: String

    @Argument(help: "The last molecule as SMILES.")
    var last: String

    @Option(help: ArgumentHelp("Codes to decode, both ends included.", valueName: "number"))
    var steps = 9

    @OptionGroup var model: MoleculeModelOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    private struct Step: Encodable {
        let step: Int
        let share: Double
        let smiles: String
        let isMolecule: Bool
        let similarityToFirst, similarityToLast: Double?
    }

    func validate() throws { try check(steps, in: 2...10_000, "--steps") }

    func run() throws {
        common.apply()
        let model = try model.load()
        let ends = try [first, last].map { try Molecule(smiles: $0) }
        let codes = try model.codes(of: ends.map { try model.tokens(of: $0.smiles()) }).means
        let width = model.latents
        let shares = (0..<steps).map { Float($0) / Float(steps - 1) }
        let between = shares.flatMap { share in
            (0..<width).map { codes[$0] * (1 - share) + codes[width + $0] * share }
        }
        let prints = ends.map { $0.fingerprint() }
        let strings = try model.strings(ofLatents: between, .greedy)
        if !json.isRequested {
            StandardOutput.write(
                ["step", "smiles", "to_first", "to_last"].joined(separator: "\t") + "\n")
        }
        for (name, end, string) in [("first", ends[0], strings[0]), ("last", ends[1], strings[steps - 1])]
        where (try? Molecule(smiles: string))?.smiles() != end.smiles() {
            common.note(
                "the model does not give the \(name) molecule back from its code: that step is another one")
        }
        for (index, string) in strings.enumerated() {
            let molecule = try? Molecule(smiles: string)
            let similarities = molecule.map { molecule in
                prints.map { $0.similarity(to: molecule.fingerprint()) }
            }
            let step = Step(
                step: index + 1, share: Double(shares[index]), smiles: molecule?.smiles() ?? string,
                isMolecule: molecule != nil, similarityToFirst: similarities?[0],
                similarityToLast: similarities?[1])
            if json.isRequested {
                try JSONOutput.printLine(step)
                continue
            }
            let cells =
                ["\(step.step)", step.smiles]
                + (similarities?.map { $0.text(2) } ?? ["not a molecule"])
            StandardOutput.write(cells.map(SafeText.visible).joined(separator: "\t") + "\n")
        }
    }
}
