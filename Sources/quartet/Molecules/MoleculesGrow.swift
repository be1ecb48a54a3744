import ArgumentParser

/// `quartet molecules grow`.
struct MoleculesGrow: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "grow", abstract: "Let a fragment grow at its open end.",
        discussion: """
            The fragment, a SMILES with * where it goes on, is kept atom for atom; the rest is written by the model, or \
            taken from pieces of known molecules. Each candidate says which.

            EXAMPLES:
              quartet molecules grow "*c1ccncc1" --count 50
              quartet molecules grow "Cc1ccc(*)cc1S(N)(=O)=O" --atoms 18..26
              quartet molecules grow "*B(O)O" --by pieces
            """)

    @Argument(help: "The fragment as SMILES with one *.")
    var fragment: String

    @OptionGroup var by: FragmentOptions

    @OptionGroup var options: ProposingOptions

    func run() throws { try by.propose("grow", completing: [fragment], options) }
}
