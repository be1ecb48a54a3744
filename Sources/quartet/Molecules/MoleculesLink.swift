import ArgumentParser

/// `quartet molecules link`.
struct MoleculesLink: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "link", abstract: "Join two fragments by a linker.",
        discussion: """
            Both fragments, SMILES with * where they go on, are kept atom for atom; the linker is written by the model, or \
            taken from pieces of known molecules. Each candidate says which.

            EXAMPLES:
              quartet molecules link "*c1ccncc1" "*C(=O)N1CCOCC1" --count 50
              quartet molecules link "*c1ccncc1" "*c1ccccc1F" --by pieces
            """)

    @Argument(help: "The first fragment as SMILES with one *.")
    var first: String

    @Argument(help: "The second fragment as SMILES with one *.")
    var second: String

    @OptionGroup var by: FragmentOptions

    @OptionGroup var options: ProposingOptions

    func run() throws { try by.propose("link", completing: [first, second], options) }
}
