public import ArgumentParser
import QuartetEngine
import QuartetImaging
import QuartetModels
import QuartetReports

/// `quartet lab vae`.
struct TrainVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a variational autoencoder on pictures (the default).",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), vae.safetensors (the weights), \
            best.safetensors (the weights with the lowest negative ELBO on the pictures held back), metrics.jsonl, \
            and the pictures curves.png, reconstructions.png, samples.png and interpolation.png.

            EXAMPLES:
              quartet lab vae --data fashion-mnist/ --out lab/vae
              quartet lab vae --data photographs/ --size 32 --likelihood gaussian --hidden 600 --hidden 300
              quartet lab vae --data fashion-mnist/ --out lab/vae --epochs 20 --resume
            """)

    @OptionGroup var pictures: PictureOptions

    @Option(help: ArgumentHelp("Folder for what the training makes.", valueName: "folder"))
    var out = "out/lab-vae"

    @Option(help: ArgumentHelp("Times to go through the pictures.", valueName: "number"))
    var epochs = 10

    @Option(help: ArgumentHelp("Pictures in a step.", valueName: "number"))
    var batch = 128

    @Option(help: ArgumentHelp("Latent variables.", valueName: "number"))
    var latents = 20

    @Option(
        help: ArgumentHelp(
            "Width of a hidden layer; repeat for more (default: 400 and 400).", valueName: "number"))
    var hidden: [Int] = []

    @Option(
        help: ArgumentHelp(
            "What a pixel is: bernoulli, squaredError, gaussian or categorical.", valueName: "kind"))
    var likelihood = Likelihood.bernoulli

    @Option(help: ArgumentHelp("Grey levels of a categorical pixel.", valueName: "number"))
    var levels = 8

    @Option(help: ArgumentHelp("Learning rate of Adam.", valueName: "rate"))
    var rate: Float = 1e-3

    @Flag(help: "Lower the learning rate over half a cosine to nothing at the end.")
    var lowerRate = false

    @Option(
        help: ArgumentHelp(
            "Epochs without a lower negative ELBO on pictures held back that end the training.",
            valueName: "number"))
    var patience: Int?

    @Option(help: ArgumentHelp("Weight of the divergence from the prior.", valueName: "number"))
    var beta: Float = 1

    @Option(help: ArgumentHelp("Steps over which that weight rises from 0.", valueName: "number"))
    var betaWarmup = 0

    @Option(help: ArgumentHelp("Nats that each latent variable may use at no cost.", valueName: "nats"))
    var freeBits: Float = 0

    @Option(
        help: ArgumentHelp(
            "How many of the last pictures are held back to judge by (default: a tenth, 5,000 at most).",
            valueName: "number"))
    var holdBack: Int?

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var training: TrainingOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(epochs, in: 1...100_000, "--epochs")
        try check(batch, in: 1...65_536, "--batch")
        try check(latents, in: 1...4096, "--latents")
        for width in hidden { try check(width, in: 1...65_536, "--hidden") }
        if hidden.count > 16 { throw ValidationError("--hidden is given \(hidden.count) times: 16 at most.") }
        try check(levels, in: 2...256, "--levels")
        if let patience { try check(patience, in: 1...100_000, "--patience") }
        try check(rate, in: 1e-9...10, "--rate")
        try check(beta, in: 0...1e6, "--beta")
        try check(betaWarmup, in: 0...1_000_000_000, "--beta-warmup")
        try check(freeBits, in: 0...100, "--free-bits")
        if patience != nil, holdBack == 0 {
            throw ValidationError("--patience needs pictures held back: not with --hold-back 0.")
        }
        if let holdBack { try check(holdBack, in: 0...1_000_000_000, "--hold-back") }
    }

    func run() throws {
        common.apply()
        let run = try training.run(in: out, common)
        let all = try pictures.read(common)
        let kept = holdBack ?? min(all.count / 10, 5000)
        if all.count - kept < batch {
            throw TrainingError.tooFewPictures(
                found: all.count, needed: kept + batch, why: "\(kept) held back, one batch of \(batch)")
        }
        let (examples, heldBack) = all.split(holdingBack: kept)
        common.note(
            "\(examples.count) pictures \(all.shapeText), \(heldBack.count) held back, seed \(run.seed).")

        var options = VAELab.Options(run)
        options.hidden = hidden.isEmpty ? [400, 400] : hidden
        (options.latents, options.likelihood, options.levels) = (latents, likelihood, levels)
        (options.lowersRate, options.patience) = (lowerRate, patience)
        (options.epochs, options.batch, options.learningRate) = (epochs, batch, rate)
        (options.beta, options.betaWarmup, options.freeBits) = (beta, betaWarmup, freeBits)
        let shown = (heldBack.count > 0 ? heldBack : examples)
        let few = shown.subset(0..<min(10, shown.count))
        let outcome = try VAELab(options).run(on: examples, heldBack: heldBack) { model in
            try draw(model, shown: few)
        }
        if !outcome.isComplete { throw CommandFailure.interrupted(outcome.step, of: outcome.totalSteps) }
        try report(outcome)
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
        let weights: String
        let pictures: [String]
    }

    private func report(_ outcome: VAELab.Outcome) throws {
        let files = ["curves.png", "reconstructions.png", "samples.png", "interpolation.png"].map {
            out + "/" + $0
        }
        let result = Result(
            steps: outcome.step, seed: training.seed, heldBack: outcome.evidence,
            weights: out + "/vae.safetensors",
            pictures: files)
        if json { return try JSONOutput.print(result) }
        if let evidence = outcome.evidence { print("Pictures held back: \(EvaluateVAE.text(evidence))") }
        print("Weights   \(result.weights)")
        for file in files { print("Picture   \(file)") }
    }
}

extension Likelihood: ExpressibleByArgument {}
