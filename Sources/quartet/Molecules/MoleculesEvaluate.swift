import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// `quartet molecules evaluate`.
struct MoleculesEvaluate: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Compare generated molecules with real ones.",
        discussion: """
            Prints the table of the MOSES benchmark: validity, uniqueness, novelty, diversity, and how near the molecules \
            are to those of a reference. Beside each figure stands that of real molecules in the same number, because \
            the figures depend on the number: a Fréchet ChemNet distance (FCD) says little without it. FILE may come \
            from this program or any other; each row is one generated molecule, also one that cannot be read.

            --train names what the model was trained on. It is needed for novelty, and the real molecules are drawn from \
            it; without it they are a part of the reference, compared with the rest.

            --reconstructions compares FILE with what a model made of its molecules, row by row, and prints the share \
            that came back exactly.

            EXAMPLES:
              quartet molecules evaluate samples.smi --reference test.csv.gz \\
                  --train train.csv.gz
              quartet molecules evaluate samples.smi --reference test.smi --json
              quartet molecules evaluate unseen.smi --reconstructions decoded.smi
            """)

    @Argument(
        help: "Generated molecules: SMILES, a table or SDF, plain or compressed; - reads standard input.",
        completion: .file())
    var file: String

    @Option(
        help: ArgumentHelp("Real molecules that the model has never seen.", valueName: "file"),
        completion: .file())
    var reference: String?

    @Option(
        help: ArgumentHelp("Molecules that the model was trained on.", valueName: "file"), completion: .file()
    )
    var train: String?

    @Option(
        help: ArgumentHelp(
            "What a model made of FILE's molecules, in the same order, instead of a reference.",
            valueName: "file"), completion: .file())
    var reconstructions: String?

    @Option(help: ArgumentHelp("Column of structures (default: by content).", valueName: "heading"))
    var column: String?

    @Option(
        help: ArgumentHelp(
            "Keep what is computed of the real molecules in this folder, and use what is kept.",
            valueName: "folder"), completion: .directory)
    var cache: String?

    @OptionGroup var random: SeedOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if (reference == nil) == (reconstructions == nil) {
            throw ValidationError("evaluate needs either --reference FILE or --reconstructions FILE.")
        }
        if cache != nil, reference == nil { throw ValidationError("--cache belongs to --reference.") }
        if train != nil, reference == nil { throw ValidationError("--train belongs to --reference.") }
        if [file, reference, reconstructions].count(where: { $0 == "-" }) > 1 || train == "-" {
            throw ValidationError("Standard input can be read once, and not as --train.")
        }
    }

    func run() throws {
        common.apply()
        if let reference {
            try compare(with: reference)
        } else if let reconstructions {
            try compare(withReconstructions: reconstructions)
        }
    }

    private func compare(with reference: String) throws {
        let network = try ChemNet()
        let cache = try cache.map { try ActivationCache(folder: $0, of: network) }
        let reader = try MoleculeTraitReader()
        var screens = try ScreenCatalog()
        let screen = try screens.screen("moses")
        var progress = EvaluationProgress(quiet: common.quiet)
        let sample = try MoleculeSample(
            path: file, column: column, reader: reader, screen: screen,
            progress: { progress.report("\(file): \($0) rows") })
        let known = try MoleculeSample(
            path: reference, reader: reader, progress: { progress.report("\(reference): \($0) rows") })
        let matches = try train.map { path in
            try TrainingMatches(
                path: path, sample: Set(sample.molecules.map(\.smiles)), draws: sample.molecules.count,
                seed: random.seed, progress: { progress.report("\(path): \($0) rows") })
        }
        let real = try matches?.realSample(
            name: train ?? "", without: known, reader: reader,
            progress: { progress.report("real molecules: \($0) of \(sample.molecules.count)") })
        let evaluation = try SampleEvaluation(
            of: sample, against: known, known: matches?.known, real: real, network: network, cache: cache,
            seed: random.seed,
            progress: { progress.report("FCD of \($0): \($1) of \($2) molecules") })
        let report = EvaluationReport(sample, known, matches, evaluation, train: train)
        if json.isRequested { try JSONOutput.print(report) } else { StandardOutput.show(report.text) }
        for warning in report.warnings { common.note(warning) }
    }

    private func compare(withReconstructions reconstructions: String) throws {
        var progress = EvaluationProgress(quiet: common.quiet)
        let rate = try ReconstructionRate(
            of: file, in: reconstructions, column: column,
            progress: { progress.report("\($0) molecules") })
        if json.isRequested { return try JSONOutput.print(rate) }
        StandardOutput.show(EvaluationReport.text(rate))
    }
}

/// Progress on standard error, at most every ten seconds.
private struct EvaluationProgress {
    let quiet: Bool
    private var last = ContinuousClock.now

    init(quiet: Bool) { self.quiet = quiet }

    mutating func report(_ text: @autoclosure () -> String) {
        guard !quiet, ContinuousClock.now - last > .seconds(10) else { return }
        last = .now
        StandardError.print(text())
    }
}
