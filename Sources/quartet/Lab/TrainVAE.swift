public import ArgumentParser
import QuartetCommandLine
import QuartetEngine
import QuartetImaging
import QuartetModels
import QuartetReports

/// `quartet lab vae`.
struct TrainVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a variational autoencoder on pictures.",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), vae.safetensors (the weights), \
            best.safetensors (the weights with the lowest negative ELBO on the validation pictures), metrics.jsonl, \
            curves.png, reconstructions.png, samples.png and interpolation.png.

            EXAMPLES:
              quartet lab vae --data fashion-mnist/ --out lab/vae
              quartet lab vae --data photographs/ --size 32 --likelihood gaussian \\
                  --hidden 600 --hidden 300
              quartet lab vae --data fashion-mnist/ --noise 0.3 --out lab/denoiser
              quartet lab vae --data fashion-mnist/ --out lab/vae --epochs 20 --resume
            """)

    @OptionGroup var pictures: PictureOptions

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/lab-vae"

    @Option(help: ArgumentHelp("Latent variables.", valueName: "number"))
    var latents = 20

    @Option(
        help: ArgumentHelp(
            "Width of a hidden layer; repeat for more layers (default: 400 and 400).", valueName: "number"))
    var hidden: [Int] = []

    @Option(help: ArgumentHelp("Distribution of a pixel.", valueName: "type"))
    var likelihood = Likelihood.bernoulli

    @Option(help: ArgumentHelp("Grey levels of a categorical pixel.", valueName: "number"))
    var levels = 8

    @Option(
        help: ArgumentHelp(
            "Deviation of noise that is added to what the encoder sees, for `denoise` (pixels are 0 to 1).",
            valueName: "number"))
    var noise: Float = 0

    @OptionGroup var autoencoder: AutoencoderOptions<PictureDefaults>

    @Option(help: .precision)
    var precision = Precision.float32

    @OptionGroup var training: TrainingOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(latents, in: 1...4096, "--latents")
        for width in hidden { try check(width, in: 1...65_536, "--hidden") }
        if hidden.count > 16 { throw ValidationError("--hidden is given \(hidden.count) times: 16 at most.") }
        try check(levels, in: 2...256, "--levels")
        try check(noise, in: 0...10, "--noise")
    }

    func run() throws {
        common.apply()
        let read = try pictures.read(common)
        let all = read.pictures
        let run = try training.run(in: out, precision, common)
        let (batch, kept) = (
            autoencoder.batch, autoencoder.validationCount(of: all.count, published: read.heldOut)
        )
        if all.count - kept < batch {
            throw TrainingError.tooFewPictures(
                found: all.count, needed: kept + batch,
                why: "\(kept) held back, one batch of \(batch): lower --batch or --hold-back")
        }
        let (examples, heldBack) = all.split(validation: kept)
        common.note("\(read.summary). \(heldBack.count) held back, seed \(run.seed).")
        let shown = (heldBack.count > 0 ? heldBack : examples)
        let few = shown.subset(0..<min(10, shown.count))
        let outcome = try VAELab(options(run)).run(on: examples, validation: heldBack) { model in
            try draw(model, shown: few)
        }
        try CommandFailure.throwIfInterrupted(outcome.training)
        try report(outcome)
    }

    private func options(_ run: TrainingRun) -> VAELab.Options {
        var options = VAELab.Options(run)
        options.hidden = hidden.isEmpty ? [400, 400] : hidden
        options.latents = latents
        options.likelihood = likelihood
        options.levels = levels
        options.noise = noise
        options.epochs = autoencoder.epochs
        options.batch = autoencoder.batch
        options.learningRate = autoencoder.rate
        options.lowersRate = autoencoder.lowerRate
        options.beta = autoencoder.beta
        options.betaWarmup = autoencoder.betaWarmup
        options.freeBits = autoencoder.freeBits
        options.patience = autoencoder.patience
        return options
    }

    private func draw(_ model: PictureAutoencoder, shown: PictureSet) throws {
        try LabFigures.sheet(
            [("original", shown), ("reconstruction", try model.reconstructions(shown))],
            title: "Reconstructions"
        ).write(to: out + "/reconstructions.png", scale: 1)
        try LabFigures.sheet(
            LabFigures.rows(of: try model.samples(100, seed: training.seed), columns: 10),
            title: "Samples of the prior"
        ).write(to: out + "/samples.png", scale: 1)
        let lines = try model.interpolations(shown, steps: 10)
        try LabFigures.sheet(LabFigures.rows(of: lines, columns: 10), title: "From one picture to another")
            .write(to: out + "/interpolation.png", scale: 1)
        try TrainingCurves(MetricsLog.read(path: out + "/metrics.jsonl")).autoencoder()
            .write(to: out + "/curves.png", scale: 1)
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let heldBack: PictureAutoencoder.Evidence?
        let code: CodeUse?
        let warning: String?
        let weights: String
        let pictures: [String]
    }

    private func report(_ outcome: VAELab.Outcome) throws {
        let files = ["curves.png", "reconstructions.png", "samples.png", "interpolation.png"].map {
            out + "/" + $0
        }
        let result = Result(
            steps: outcome.training.step, seed: training.seed, heldBack: outcome.evidence,
            code: outcome.code, warning: outcome.code?.warning(of: "picture"),
            weights: out + "/vae.safetensors",
            pictures: files)
        if json.isRequested { return try JSONOutput.print(result) }
        if let evidence = outcome.evidence { StandardOutput.show("Validation pictures: \(evidence.summary)") }
        if let code = outcome.code { StandardOutput.show("Code: \(code.summary).") }
        if let warning = result.warning { StandardOutput.show("Warning: \(warning).") }
        StandardOutput.show("Weights   \(result.weights)")
        for file in files { StandardOutput.show("Picture   \(file)") }
    }
}

extension Likelihood: ExpressibleByArgument {}

enum PictureDefaults: AutoencoderDefaults {
    static let epochs = 10
    static let rate: Float = 1e-3
    static let lowersRate = false
    static let beta: Float = 1
    static let betaWarmup = 0
}
