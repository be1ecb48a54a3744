import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

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

    @OptionGroup var options: ProposalOptions

    @OptionGroup var model: MoleculeModelOptions

    @OptionGroup var writing: WritingOptions

    @OptionGroup var project: ProjectOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let fragment = try Molecule(smiles: fragment)
        let (loaded, fingerprint) = try (model.load(), model.fingerprint())
        var rules = try options.rules(common)
        rules.keeps.append(try SubstructureRule(smarts: fragment.smiles()))
        var output = try ProposalOutput<AnySource>(
            "grow", settings: ["fragment": fragment.smiles(), "rules": options.description], model: loaded,
            weights: fingerprint, options: options, seed: writing.seed, project: project.open(), json: json,
            common: common)
        try output.print(by.source(completing: [fragment], loaded, writing.writing, common), rules)
    }
}
