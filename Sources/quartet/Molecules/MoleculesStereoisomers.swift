import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules stereoisomers`.
struct MoleculesStereoisomers: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stereoisomers", abstract: "List or count the stereoisomers of molecules.",
        discussion: """
            Prints a row for each stereoisomer: of all centres, double bonds and rings that have any, or with --only-open \
            of those that the input leaves open. Meso forms and ring cis and trans are counted once each; forms that no \
            shape in space has are left out.

            EXAMPLES:
              quartet molecules stereoisomers hits.smi --only-open --to smi > open.smi
              quartet molecules stereoisomers hits.csv --only-count
              echo "FC1CCC(F)CC1" | quartet molecules stereoisomers -
            """)

    @OptionGroup var input: MoleculeInput

    @OptionGroup var output: StructureOutput

    @Flag(help: "Keep the marks that the input has, and vary only what it leaves open.")
    var onlyOpen = false

    @Flag(help: "Print the number for each molecule, not the isomers.")
    var onlyCount = false

    @Option(help: ArgumentHelp("Most isomers of a molecule.", valueName: "number"))
    var limit = 64

    private struct Isomer: StructureResult {
        static let headings = ["smiles", "isomer", "isomers"]
        let smiles: String
        /// Counted from 1.
        let isomer: Int
        let isomers: Int
        let complete: Bool

        var cells: [String] { [smiles, "\(isomer)", complete ? "\(isomers)" : "\(isomers) or more"] }
    }

    private struct Count: MoleculeResult {
        static let headings = ["isomers"]
        let isomers: Int
        let complete: Bool

        var cells: [String] { [complete ? "\(isomers)" : "\(isomers) or more"] }
    }

    func validate() throws {
        try output.check(input)
        try check(limit, in: 1...4096, "--limit")
        if onlyCount, output.to != nil { throw ValidationError("Give --only-count or --to, not both.") }
    }

    func run() throws {
        let (onlyOpen, limit) = (onlyOpen, limit)
        if onlyCount {
            return try input.print(rowsAtOnce: 4) { molecule, _ in
                let all = try Stereoisomers(of: molecule, onlyOpen: onlyOpen, limit: limit)
                return [Count(isomers: all.smiles.count, complete: all.isComplete)]
            }
        }
        try output.print(input, rowsAtOnce: 4) { molecule, _ in
            let all = try Stereoisomers(of: molecule, onlyOpen: onlyOpen, limit: limit)
            return all.smiles.enumerated().map { index, smiles in
                Isomer(
                    smiles: smiles, isomer: index + 1, isomers: all.smiles.count, complete: all.isComplete)
            }
        }
    }
}
