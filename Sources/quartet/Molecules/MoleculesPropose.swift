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

    @Option(
        help: ArgumentHelp("Known actives to write around.", valueName: "file"), completion: .file())
    var like: String?

    @OptionGroup var options: ProposingOptions

    func run() throws {
        options.common.apply()
        let model = try options.model.loaded()
        let rules = try options.rules.rules(options.common)
        guard let like else {
            let sampler = MoleculeSampler(model.network, prior: .written, options.writing.writing)
            return try options.propose("propose", [:], sampler, rules, model)
        }
        let leads = try self.leads(in: like, model.network)
        // Near enough to be of the same series, far enough to be something else.
        let source = try AnalogSource(model.network, leads: leads, range: 0.3...0.95, options.writing.writing)
        try options.propose(
            "propose", ["like": like], source, rules, model,
            comparedWith: leads.map { $0.molecule.fingerprint() })
    }

    /// The molecules of a file that the model can read.
    private func leads(
        in file: String, _ model: MoleculeAutoencoder
    ) throws -> [(smiles: String, molecule: Molecule)] {
        var actives: [Molecule] = []
        try MoleculeInput.reading(file, options.common).read(
            { molecule, _ in molecule },
            { _, molecule in
                if case .success(let molecule) = molecule { actives.append(molecule) }
            })
        let leads = actives.map { (smiles: $0.smiles(), molecule: $0) }
            .filter { (try? model.tokens(of: $0.smiles)) != nil }
        if leads.isEmpty {
            throw CommandFailure(.badData, "\(file): the model cannot read any of its molecules")
        }
        if leads.count < actives.count {
            options.common.note(
                "\(file): \(actives.count - leads.count) of \(actives.count) molecules have tokens that the model lacks."
            )
        }
        return leads
    }
}
