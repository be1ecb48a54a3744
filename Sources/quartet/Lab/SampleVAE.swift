import ArgumentParser
import QuartetCommandLine
import QuartetModels

/// `quartet lab vae sample`.
struct SampleVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Draw pictures of latent vectors from the prior.",
        discussion: """
            EXAMPLE:
              quartet lab vae sample --model out/lab-vae/vae.safetensors --out samples.png
            """)

    @Option(help: .autoencoder, completion: .file())
    var model: String

    @Option(help: ArgumentHelp("Number of pictures.", valueName: "number"))
    var count = 64

    @Option(help: .seed)
    var seed: UInt64 = 1

    @OptionGroup var output: PictureOutput

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(count, in: 1...100_000, "--count") }

    func run() throws {
        common.apply()
        let autoencoder = try PictureAutoencoder(path: model)
        try output.prepare(reading: [model])
        try output.write(
            autoencoder.samples(count, seed: seed),
            columns: Int(Double(count).squareRoot().rounded(.up)), title: "Samples of the prior")
    }
}

/// `quartet lab vae interpolate`.
struct InterpolateVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interpolate", abstract: "Interpolate between pairs of pictures in the latent space.",
        discussion: """
            EXAMPLE:
              quartet lab vae interpolate --model out/lab-vae/vae.safetensors \\
                  --data fashion-mnist/ --out between.png
            """)

    @Option(help: .autoencoder, completion: .file())
    var model: String

    @OptionGroup var pictures: PictureSource

    @Option(help: ArgumentHelp("Number of pairs.", valueName: "number"))
    var pairs = 8

    @Option(help: ArgumentHelp("Pictures from one end to the other.", valueName: "number"))
    var steps = 10

    @OptionGroup var output: PictureOutput

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(pairs, in: 1...1000, "--pairs")
        try check(steps, in: 2...100, "--steps")
    }

    func run() throws {
        common.apply()
        let autoencoder = try PictureAutoencoder(path: model)
        try output.prepare(reading: [model, pictures.data])
        let all = try pictures.read(common, like: autoencoder)
        if all.count < 2 { throw TrainingError.tooFewPictures(found: all.count, needed: 2, why: "one pair") }
        let ends = all.subset(0..<min(2 * pairs, all.count / 2 * 2))
        try output.write(
            try autoencoder.interpolations(ends, steps: steps), columns: steps,
            title: "From one picture to another")
    }
}

/// `quartet lab vae evaluate`.
struct EvaluateVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure the negative evidence lower bound (ELBO) of pictures.",
        discussion: """
            Prints the negative ELBO, its reconstruction and its divergence in nats per picture, averaged over pictures and \
            passes.

            EXAMPLE:
              quartet lab vae evaluate --model out/lab-vae/vae.safetensors \\
                  --data fashion-mnist/ --last 5000
            """)

    @Option(help: .autoencoder, completion: .file())
    var model: String

    @OptionGroup var pictures: PictureSource

    @OptionGroup var evidence: EvidenceOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let autoencoder = try PictureAutoencoder(path: model)
        let all = try pictures.read(common, like: autoencoder)
        let measured = all.split(validation: min(evidence.last ?? all.count, all.count)).validation
        let result = try autoencoder.evidence(of: measured, passes: evidence.passes, seed: evidence.seed)
        if json.isRequested { return try JSONOutput.print(result) }
        print(result.summary)
    }
}

extension PictureAutoencoder.Evidence {
    var summary: String {
        EvidenceOptions.summary(negativeELBO, reconstruction, divergence, "\(pictures) pictures", passes)
    }
}
