import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

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

    @OptionGroup var options: ProposalOptions

    @OptionGroup var model: MoleculeModelOptions

    @OptionGroup var writing: WritingOptions

    @OptionGroup var project: ProjectOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let fragments = try [first, second].map { try Molecule(smiles: $0) }
        let (loaded, fingerprint) = try (model.load(), model.fingerprint())
        var rules = try options.rules(common)
        rules.keeps += try fragments.map { try SubstructureRule(smarts: $0.smiles()) }
        var output = try ProposalOutput<AnySource>(
            "link",
            settings: [
                "fragments": fragments.map { $0.smiles() }.joined(separator: " "),
                "rules": options.description,
            ], model: loaded, weights: fingerprint, options: options, seed: writing.seed,
            project: project.open(), json: json, common: common)
        try output.print(by.source(completing: fragments, loaded, writing.writing, common), rules)
    }
}
