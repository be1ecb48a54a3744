import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetMolecules

/// `quartet molecules hop`.
struct MoleculesHop: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hop", abstract: "Look for another scaffold with the same pharmacophore.",
        discussion: """
            Molecules around the lead's code are kept if their scaffold is another one and their pharmacophore (pairs of \
            donors, acceptors, rings and charges at their distances in bonds) is similar to the lead's.

            EXAMPLE:
              quartet molecules hop "CC(=O)Nc1ccc(OCCN2CCOCC2)cc1" --pharmacophore 0.6
            """)

    @Argument(help: "The lead as SMILES.")
    var lead: String

    @Option(help: ArgumentHelp("Least pharmacophore similarity to the lead, 0 to 1.", valueName: "number"))
    var pharmacophore = 0.6

    @OptionGroup var options: ProposingOptions

    func validate() throws { try check(pharmacophore, in: 0...1, "--pharmacophore") }

    func run() throws {
        options.common.apply()
        let molecule = try Molecule(smiles: lead)
        let scaffold = molecule.scaffold(withStereo: false)
        if scaffold.isEmpty {
            throw CommandFailure(.usage, "\(lead): it has no ring and so no scaffold to leave")
        }
        let model = try options.model.loaded()
        var rules = try options.rules.rules(options.common)
        rules.otherScaffoldThan = scaffold
        rules.pharmacophore = (to: molecule.pharmacophoreFingerprint(), least: pharmacophore)
        let source = try AnalogSource(
            model.network, leads: [(molecule.smiles(), molecule)], range: 0.15...0.7, options.writing.writing)
        try options.propose(
            "hop", ["lead": molecule.smiles(), "pharmacophore": "\(pharmacophore)"], source, rules, model,
            comparedWith: [molecule.fingerprint()])
    }
}
