import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetMolecules

/// `quartet molecules analogs`.
struct MoleculesAnalogs: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "analogs", abstract: "Write neighbours of a lead at a chosen similarity.",
        discussion: """
            The lead's code is moved at random and decoded; what lies within the similarity (Tanimoto, Morgan fingerprints \
            of radius 2 and 2,048 bits) is printed as it is found.

            EXAMPLES:
              quartet molecules analogs "CC(=O)Nc1ccc(OCCN2CCOCC2)cc1"
              quartet molecules analogs "CC(=O)Nc1ccc(OCCN2CCOCC2)cc1" \\
                  --similarity 0.5..0.7 --keep-scaffold --count 50
            """)

    @Argument(help: "The lead as SMILES.")
    var lead: String

    @Option(help: ArgumentHelp("Tanimoto similarity to the lead, such as 0.5..0.7.", valueName: "range"))
    var similarity = NumberRange(0.4...0.9)

    @Flag(help: "Keep the lead's scaffold.")
    var keepScaffold = false

    @OptionGroup var options: ProposingOptions

    func validate() throws {
        if similarity.range.lowerBound < 0 || similarity.range.upperBound > 1 {
            throw ValidationError("--similarity: expected a range between 0 and 1, such as 0.5..0.7.")
        }
    }

    func run() throws {
        options.common.apply()
        let model = try options.model.loaded()
        let molecule = try Molecule(smiles: lead)
        var rules = try options.rules.rules(options.common)
        if keepScaffold {
            rules.scaffold = molecule.scaffold(withStereo: false)
            if rules.scaffold?.isEmpty == true {
                throw CommandFailure(.usage, "\(lead): it has no ring and so no scaffold to keep")
            }
        }
        let mine = molecule.fingerprint()
        rules.similarity = (to: [mine], range: similarity.range)
        let source = try AnalogSource(
            model.network, leads: [(molecule.smiles(), molecule)], range: similarity.range,
            options.writing.writing)
        let settings = [
            "lead": molecule.smiles(), "similarity": similarity.text, "keep scaffold": "\(keepScaffold)",
        ]
        try options.propose("analogs", settings, source, rules, model, comparedWith: [mine])
    }
}
