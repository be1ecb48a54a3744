import ArgumentParser
import QuartetCommandLine
import QuartetFiles
import QuartetMolecules

/// `quartet molecules propose`.
struct MoleculesPropose: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "propose", abstract: "Propose new molecules that keep to your rules.",
        discussion: """
            The model writes; what is valid, different and within the rules is printed as it is found, with its properties. \
            What was left out, and why, is said at the end. --like writes around known actives instead of around the whole \
            training set. With --project the candidates are kept, with how each was made.

            How to make a molecule is not part of this: the SA score judges how hard that is from 1, easy, to 10, and no \
            route is planned.

            EXAMPLES:
              quartet molecules propose --count 100 --per-scaffold 2 > candidates.tsv
              quartet molecules propose --keep "c1ccncc1" --atoms 18..28 --elements C,N,O
              quartet molecules propose --like actives.smi --known library.smi.gz
              quartet molecules propose --project kinase --seed 7
            """)

    @OptionGroup var options: ProposalOptions

    @Option(
        help: ArgumentHelp("Known actives to write around.", valueName: "file"), completion: .file())
    var like: String?

    @OptionGroup var model: MoleculeModelOptions

    @OptionGroup var writing: WritingOptions

    @OptionGroup var project: ProjectOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let (loaded, fingerprint) = try (model.load(), model.fingerprint())
        let rules = try options.rules(common)
        let settings = ["like": like ?? "", "rules": options.description]
        func output<Source: CandidateSource>(_ source: Source, _ leads: [MorganFingerprint]) throws {
            var output = try ProposalOutput<Source>(
                "propose", settings: settings, model: loaded, weights: fingerprint, options: options,
                seed: writing.seed, project: project.open(), json: json, common: common)
            try output.print(source, rules, comparedWith: leads)
        }
        guard let like else {
            return try output(MoleculeSampler(loaded, prior: .written, writing.writing), [])
        }
        var actives: [Molecule] = []
        try MoleculeInput.reading(like, common).read(
            { molecule, _ in molecule },
            { _, molecule in
                if case .success(let molecule) = molecule { actives.append(molecule) }
            })
        let leads = actives.map { (smiles: $0.smiles(), molecule: $0) }
            .filter { (try? loaded.tokens(of: $0.smiles)) != nil }
        if leads.isEmpty {
            throw CommandFailure(.badData, "\(like): the model cannot read any of its molecules")
        }
        if leads.count < actives.count {
            common.note(
                "\(like): \(actives.count - leads.count) of \(actives.count) molecules have tokens that the model lacks."
            )
        }
        // Near enough to be of the same series, far enough to be something else.
        let source = try AnalogSource(loaded, leads: leads, range: 0.3...0.95, writing.writing)
        try output(source, leads.map { $0.molecule.fingerprint() })
    }
}
