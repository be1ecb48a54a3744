import ArgumentParser
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetModels
import QuartetMolecules

/// `quartet molecules sample`.
struct MoleculesSample: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Print strings that the model writes, one a line, as they are.",
        discussion: """
            The strings are neither filtered nor repaired: some are not molecules. `quartet molecules evaluate` measures \
            them; `quartet molecules propose` gives candidates. While a string is written, tokens that can only make it \
            invalid are ruled out: by --rule syntax those that break the grammar, by chemistry those that give an atom too \
            many bonds or a ring that cannot be aromatic as well.

            --prior written lets the decoder write without a code, which gives the molecules most like those of the training; \
            normal decodes codes drawn from N(0, 1); fitted decodes codes drawn around those of the molecules of --like.

            EXAMPLES:
              quartet molecules sample --count 10000 > samples.smi
              quartet molecules sample --prior fitted --like actives.smi
            """)

    enum Prior: String, CaseIterable, ExpressibleByArgument { case written, normal, fitted }

    @Option(help: ArgumentHelp("Number of strings.", valueName: "number"))
    var count = 10

    @Option(help: ArgumentHelp("How codes are drawn: written, normal or fitted.", valueName: "prior"))
    var prior: Prior?

    @Option(
        help: ArgumentHelp("Molecules around whose codes --prior fitted draws.", valueName: "file"),
        completion: .file())
    var like: String?

    @OptionGroup var model: MoleculeModelOptions

    @OptionGroup var writing: WritingOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(count, in: 1...100_000_000, "--count")
        if prior == .fitted, like == nil {
            throw ValidationError("--prior fitted needs molecules to fit it to: add --like FILE.")
        }
        if let prior, prior != .fitted, like != nil {
            throw ValidationError("--like FILE is for --prior fitted, not \(prior.rawValue).")
        }
    }

    func run() throws {
        common.apply()
        let model = try model.load()
        let sampler = MoleculeSampler(model, prior: try chosenPrior(model), writing.writing)
        InterruptSignal.watch()
        var left = count
        while left > 0, !InterruptSignal.isRaised {
            let strings = try sampler.strings(min(left, MoleculeSampler.block))
            for string in strings { StandardOutput.pass(string) }
            left -= strings.count
            try StandardOutput.check()
        }
        if left > 0 { throw CommandFailure(.failed, "stopped after \(count - left) of \(count) strings") }
    }

    private func chosenPrior(_ model: MoleculeAutoencoder) throws -> LatentPrior {
        guard let like else { return prior == .normal ? .normal : .written }
        var codes: [Float] = []
        try MoleculeInput.reading(like, common).readBlocks(for: model) { rows in
            let tokens = rows.compactMap { try? $0.molecule.get().tokens }
            codes += try model.codes(of: tokens).means
        }
        guard let gaussian = LatentGaussian(codes: codes, latents: model.latents) else {
            throw CommandFailure(.badData, "\(like): a prior is fitted to at least two molecules")
        }
        return .fitted(gaussian)
    }
}
