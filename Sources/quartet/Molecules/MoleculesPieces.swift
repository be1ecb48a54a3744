import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetMolecules

/// `quartet molecules pieces`.
struct MoleculesPieces: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pieces", abstract: "Count the pieces that a library is made of.",
        discussion: """
            Cuts every molecule at bonds that chemists make (BRICS) and writes a table of the pieces, with numbers for the \
            kinds of their open ends, and how many molecules have each, the most frequent first. `quartet molecules grow \
            --by pieces` and `link` use it.

            EXAMPLE:
              quartet molecules pieces library.smi.gz --at-least 5 --out pieces.tsv
            """)

    @OptionGroup var input: MoleculeInput

    @Option(help: ArgumentHelp("Only pieces of at least this many molecules.", valueName: "number"))
    var atLeast = 1

    @Option(
        name: .shortAndLong, help: ArgumentHelp("Output file.", valueName: "file"), completion: .file())
    var out: String

    func validate() throws {
        try check(atLeast, in: 1...1_000_000_000, "--at-least")
    }

    func run() throws {
        try OutputFolder.check(forFile: out)
        var blocks = BuildingBlocks()
        try input.read(
            { molecule, _ in molecule.fragments },
            { _, pieces in
                if case .success(let pieces) = pieces { blocks.add(pieces) }
            })
        try blocks.write(to: out, atLeast: atLeast)
        StandardOutput.show(out)
    }
}
