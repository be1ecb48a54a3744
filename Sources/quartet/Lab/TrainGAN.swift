public import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetImaging
import QuartetModels
import QuartetReports

/// `quartet lab gan`.
struct TrainGAN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a generator and a discriminator on pictures.",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), gan.safetensors (the generator's \
            averaged weights), metrics.jsonl, gan.html with all figures, curves.png, samples.png (a row for each class), \
            noise.png (the noise beside the picture it becomes) and interpolation.png (a walk through the noise). \
            While both networks learn, the discriminator's mean probabilities of real and of generated pictures stay \
            near one half, and the pictures of a class differ as real ones do: their variety, 1 for the real pictures, \
            is measured at each checkpoint. A warning appears when one network has won, or the generator has collapsed.

            EXAMPLES:
              quartet lab gan --data fashion-mnist/ --out lab/gan
              quartet lab gan --data photographs/ --size 64 --features 48 --steps 20000 \\
                  --precision bfloat16
              quartet lab gan --data flowers/ --style --augment --size 32 --out lab/flowers
              quartet lab gan --data fashion-mnist/ --measure brightness --out lab/bright
              quartet lab gan --data fashion-mnist/ --out lab/gan --resume
            """)

    @OptionGroup var pictures: PictureOptions

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/lab-gan"

    @Option(help: ArgumentHelp("Training steps (default: 3000).", valueName: "number"))
    var steps: Int?

    @Option(help: ArgumentHelp("Passes over the pictures, instead of --steps.", valueName: "number"))
    var epochs: Int?

    @Option(help: ArgumentHelp("Real and generated pictures per step.", valueName: "number"))
    var batch = 64

    @Option(help: ArgumentHelp("Latent variables.", valueName: "number"))
    var latents = 64

    @Option(
        help: ArgumentHelp(
            "Channels of the generator's last block and of the discriminator's first.", valueName: "number"))
    var features = 32

    @Option(help: ArgumentHelp("Adversarial loss.", valueName: "type"))
    var loss = AdversarialLoss.nonSaturating

    @Option(help: ArgumentHelp("Learning rate of the generator.", valueName: "rate"))
    var generatorRate: Float = 5e-4

    @Option(help: ArgumentHelp("Learning rate of the discriminator.", valueName: "rate"))
    var discriminatorRate: Float = 2e-3

    @Option(
        help: ArgumentHelp(
            "Weight of the R1 penalty; 0 uses spectral normalisation instead.",
            valueName: "number"))
    var r1: Float = 1

    @Flag(help: "Use a generator with a style path (StyleGAN) instead of a DCGAN.")
    var style = false

    @Option(
        help: ArgumentHelp(
            "Condition the generator on a property; repeat for more.",
            valueName: "property"))
    var measure: [PictureMeasure] = []

    @Flag(help: "Augment the pictures that the discriminator sees, for small data sets.")
    var augment = false

    @Option(help: .precision)
    var precision = Precision.float32

    @OptionGroup var training: TrainingOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if steps != nil && epochs != nil { throw ValidationError("Give --steps or --epochs, not both.") }
        if let steps { try check(steps, in: 1...100_000_000, "--steps") }
        if let epochs { try check(epochs, in: 1...100_000, "--epochs") }
        try check(batch, in: 2...4096, "--batch")
        try check(latents, in: 1...4096, "--latents")
        try check(features, in: 1...1024, "--features")
        try check(generatorRate, in: 1e-9...10, "--generator-rate")
        try check(discriminatorRate, in: 1e-9...10, "--discriminator-rate")
        try check(r1, in: 0...1e6, "--r1")
    }

    func run() throws {
        common.apply()
        let read = try pictures.read(common)
        let all = read.pictures
        let run = try training.run(in: out, precision, common)
        if all.count < batch {
            throw TrainingError.tooFewPictures(
                found: all.count, needed: batch, why: "one batch: lower --batch")
        }
        common.note("\(read.summary). Seed \(run.seed).")

        let steps = steps ?? epochs.map { $0 * (all.count / batch) }
        let outcome = try GANLab(options(run, steps: steps)).run(on: all) {
            try figures($0).write(to: out, summary: nil)
        }
        try CommandFailure.throwIfInterrupted(outcome.training)
        try report(outcome)
    }

    private func options(_ run: TrainingRun, steps: Int?) -> GANLab.Options {
        var options = GANLab.Options(run)
        options.steps = steps ?? options.steps
        options.batch = batch
        options.latents = latents
        options.features = features
        options.loss = loss
        options.r1Weight = r1
        options.measures = PictureMeasure.allCases.filter { measure.contains($0) }
        options.hasStyle = style
        options.augments = augment
        options.generatorRate = generatorRate
        options.discriminatorRate = discriminatorRate
        return options
    }

    private func figures(_ model: PictureGenerator) throws -> GANFigures {
        try GANFigures(model, seed: training.seed, metrics: MetricsLog.read(path: out + "/metrics.jsonl"))
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let realProbability: Double
        let generatedProbability: Double
        let variety: PictureVariety?
        let verdict: String
        let weights: String
        let pictures: [String]
        let page: String

        /// For people, in sentences.
        var summary: String {
            String(
                format:
                    "The discriminator's mean probability of being real: %.3f for real pictures, %.3f for generated ones. ",
                realProbability, generatedProbability)
                + (variety.map { "Variety: \($0.summary). " } ?? "") + "Verdict: \(verdict)."
        }
    }

    private func report(_ outcome: GANLab.Outcome) throws {
        let result = Result(
            steps: outcome.training.step, seed: training.seed, realProbability: outcome.watch.real,
            generatedProbability: outcome.watch.generated, variety: outcome.variety,
            verdict: outcome.watch.verdict.rawValue, weights: out + "/gan.safetensors",
            pictures: GANFigures.names.map { out + "/" + $0 }, page: out + "/" + GANFigures.pageName)
        try figures(outcome.model).write(to: out, summary: result.summary)
        if json.isRequested { return try JSONOutput.print(result) }
        StandardOutput.show(result.summary)
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Page      \(result.page)")
        for file in result.pictures { StandardOutput.show("Picture   \(file)") }
    }
}

extension PictureMeasure: ExpressibleByArgument {}

extension AdversarialLoss: ExpressibleByArgument {}
