public import ArgumentParser
import Foundation
import QuartetEngine
import QuartetImaging
import QuartetModels
import QuartetReports

/// `quartet lab gan`.
struct TrainGAN: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a generator and a discriminator on pictures (the default).",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), gan.safetensors (the generator's \
            averaged weights), metrics.jsonl, and the pictures curves.png, samples.png (a row for each class) and \
            interpolation.png. The discriminator's mean probability of real and of generated pictures meets near one \
            half when both learn; a message says when one side has won.

            EXAMPLES:
              quartet lab gan --data fashion-mnist/ --out lab/gan
              quartet lab gan --data photographs/ --size 64 --features 48 --steps 20000 --precision bfloat16
              quartet lab gan --data flowers/ --style --augment --size 32 --out lab/flowers
              quartet lab gan --data fashion-mnist/ --measure brightness --out lab/bright
              quartet lab gan --data fashion-mnist/ --out lab/gan --resume
            """)

    @OptionGroup var pictures: PictureOptions

    @Option(help: ArgumentHelp("Folder for what the training makes.", valueName: "folder"))
    var out = "out/lab-gan"

    @Option(help: ArgumentHelp("Steps in all (default: 3000).", valueName: "number"))
    var steps: Int?

    @Option(help: ArgumentHelp("Times to go through the pictures, instead of --steps.", valueName: "number"))
    var epochs: Int?

    @Option(help: ArgumentHelp("Real and generated pictures in a step.", valueName: "number"))
    var batch = 64

    @Option(help: ArgumentHelp("Latent variables.", valueName: "number"))
    var latents = 64

    @Option(
        help: ArgumentHelp(
            "Channels of the generator's last and the discriminator's first block.", valueName: "number"))
    var features = 32

    @Option(help: ArgumentHelp("Loss: hinge or nonSaturating.", valueName: "kind"))
    var loss = AdversarialLoss.nonSaturating

    @Option(help: ArgumentHelp("Learning rate of the generator.", valueName: "rate"))
    var generatorRate: Float = 1e-3

    @Option(help: ArgumentHelp("Learning rate of the discriminator.", valueName: "rate"))
    var discriminatorRate: Float = 1e-3

    @Option(
        help: ArgumentHelp(
            "Weight of the R1 penalty; 0 takes spectral normalisation instead.",
            valueName: "number"))
    var r1: Float = 1

    @Flag(help: "A generator with a style path (StyleGAN) instead of a DCGAN's.")
    var style = false

    @Option(
        help: ArgumentHelp(
            "A property that pictures can then be asked for: \(PictureMeasure.names); repeat for more.",
            valueName: "property"))
    var measure: [PictureMeasure] = []

    @Flag(help: "Show the discriminator randomly changed pictures, for when there are few.")
    var augment = false

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var training: TrainingOptions

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
        let run = try training.run(in: out, common)
        let all = try pictures.read(common)
        if all.count < batch {
            throw TrainingError.tooFewPictures(found: all.count, needed: batch, why: "one batch")
        }
        common.note(
            "\(all.count) pictures \(all.shapeText) of \(all.classNames.count) classes, seed \(run.seed).")

        var options = GANLab.Options(run)
        options.steps = steps ?? epochs.map { $0 * (all.count / batch) } ?? options.steps
        (options.batch, options.latents, options.features) = (batch, latents, features)
        (options.loss, options.r1Weight) = (loss, r1)
        options.measures = PictureMeasure.allCases.filter { measure.contains($0) }
        (options.hasStyle, options.augments) = (style, augment)
        (options.generatorRate, options.discriminatorRate) = (generatorRate, discriminatorRate)
        let outcome = try GANLab(options).run(on: all, atCheckpoint: draw)
        if !outcome.isComplete { throw CommandFailure.interrupted(outcome.step, of: outcome.totalSteps) }
        try report(outcome)
    }

    private func draw(_ model: PictureGenerator) throws {
        let names = model.description.classNames
        let labels = (0..<names.count).flatMap { [Int](repeating: $0, count: 10) }
        let shown = names.count > 1 ? labels : [Int](repeating: 0, count: 100)
        try LabFigures.sheet(
            LabFigures.rows(
                of: try model.pictures(labels: shown, seed: training.seed), columns: 10,
                names: SampleGAN.rows(names)),
            title: "Generated pictures"
        ).write(to: out + "/samples.png", scale: 1)
        try LabFigures.sheet(
            LabFigures.rows(
                of: try model.interpolations(steps: 10, seed: training.seed), columns: 10,
                names: SampleGAN.rows(names)
            ),
            title: "From one latent vector to another"
        ).write(to: out + "/interpolation.png", scale: 1)
        try TrainingCurves(MetricsLog.read(path: out + "/metrics.jsonl")).adversarial()
            .write(to: out + "/curves.png", scale: 1)
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let realProbability: Double
        let generatedProbability: Double
        let verdict: String
        let weights: String
        let pictures: [String]
    }

    private func report(_ outcome: GANLab.Outcome) throws {
        let result = Result(
            steps: outcome.step, seed: training.seed, realProbability: outcome.watch.real,
            generatedProbability: outcome.watch.generated, verdict: outcome.watch.verdict.rawValue,
            weights: out + "/gan.safetensors",
            pictures: ["curves.png", "samples.png", "interpolation.png"].map { out + "/" + $0 })
        if json { return try JSONOutput.print(result) }
        print(
            String(
                format:
                    "The discriminator's mean probability of being real: %.3f for real pictures, %.3f for generated",
                result.realProbability, result.generatedProbability) + " ones: \(result.verdict).")
        print("Weights   \(result.weights)")
        for file in result.pictures { print("Picture   \(file)") }
    }
}

extension PictureMeasure: ExpressibleByArgument {}

extension AdversarialLoss: ExpressibleByArgument {}
