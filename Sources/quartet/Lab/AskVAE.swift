import ArgumentParser
import Foundation
import QuartetImaging
import QuartetModels

/// `quartet lab vae sample`.
struct SampleVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Draw pictures of latent vectors from the prior.",
        discussion: "EXAMPLE:\n  quartet lab vae sample --model out/lab-vae/vae.safetensors --out samples.png"
    )

    @Option(help: ArgumentHelp("Weights of a trained autoencoder.", valueName: "file"))
    var model: String

    @Option(help: ArgumentHelp("How many pictures.", valueName: "number"))
    var count = 64

    @Option(help: ArgumentHelp("Seed of the latent vectors.", valueName: "number"))
    var seed: UInt64 = 1

    @Option(help: ArgumentHelp("Where to. \(PictureFile.help)", valueName: "file"))
    var out: String

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(count, in: 1...100_000, "--count") }

    func run() throws {
        common.apply()
        let autoencoder = try PictureAutoencoder(path: model)
        try PictureFile.prepare(out)
        let columns = Int(Double(count).squareRoot().rounded(.up))
        let files = try PictureFile.write(
            try autoencoder.samples(count, seed: seed), to: out, columns: columns,
            title: "Samples of the prior")
        for file in files { print(file) }
    }
}

/// `quartet lab vae interpolate`.
struct InterpolateVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "interpolate", abstract: "Draw what lies between pairs of pictures in the latent space.",
        discussion:
            "EXAMPLE:\n  quartet lab vae interpolate --model out/lab-vae/vae.safetensors --data fashion-mnist/ --out between.png"
    )

    @Option(help: ArgumentHelp("Weights of a trained autoencoder.", valueName: "file"))
    var model: String

    @OptionGroup var pictures: PictureOptions

    @Option(help: ArgumentHelp("How many pairs.", valueName: "number"))
    var pairs = 8

    @Option(help: ArgumentHelp("Pictures from one to the other.", valueName: "number"))
    var steps = 10

    @Option(help: ArgumentHelp("Where to. \(PictureFile.help)", valueName: "file"))
    var out: String

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(pairs, in: 1...1000, "--pairs")
        try check(steps, in: 2...100, "--steps")
    }

    func run() throws {
        common.apply()
        let autoencoder = try PictureAutoencoder(path: model)
        try PictureFile.prepare(out)
        let shape = autoencoder.description
        let all = try pictures.read(
            common, width: shape.width, height: shape.height, channels: shape.channels)
        if all.count < 2 { throw TrainingError.tooFewPictures(found: all.count, needed: 2, why: "one pair") }
        let ends = all.subset(0..<min(2 * pairs, all.count / 2 * 2))
        let files = try PictureFile.write(
            try autoencoder.interpolations(ends, steps: steps), to: out, columns: steps,
            title: "From one picture to another")
        for file in files { print(file) }
    }
}

/// `quartet lab vae evaluate`.
struct EvaluateVAE: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measure the negative evidence lower bound of pictures, as JSON.",
        discussion: """
            Prints negativeELBO, reconstruction and divergence in nats a picture, means over the pictures and the passes.

            EXAMPLE:
              quartet lab vae evaluate --model out/lab-vae/vae.safetensors --data fashion-mnist/ --hold-back 5000
            """)

    @Option(help: ArgumentHelp("Weights of a trained autoencoder.", valueName: "file"))
    var model: String

    @OptionGroup var pictures: PictureOptions

    @Option(
        help: ArgumentHelp("Measure only this many of the last pictures (default: all).", valueName: "number")
    )
    var holdBack: Int?

    @Option(help: ArgumentHelp("Samples of the latent variables to average over.", valueName: "number"))
    var passes = 5

    @Option(help: ArgumentHelp("Seed of those samples.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let holdBack { try check(holdBack, in: 1...1_000_000_000, "--hold-back") }
        try check(passes, in: 1...10_000, "--passes")
    }

    func run() throws {
        common.apply()
        let autoencoder = try PictureAutoencoder(path: model)
        let shape = autoencoder.description
        let all = try pictures.read(
            common, width: shape.width, height: shape.height, channels: shape.channels)
        let measured = all.split(holdingBack: min(holdBack ?? all.count, all.count)).heldBack
        try JSONOutput.print(try autoencoder.evidence(of: measured, passes: passes, seed: seed))
    }

    static func text(_ evidence: PictureAutoencoder.Evidence) -> String {
        String(
            format:
                "negative ELBO %.3f nats = reconstruction %.3f + divergence %.3f (%d pictures, %d passes)",
            evidence.negativeELBO, evidence.reconstruction, evidence.divergence, evidence.pictures,
            evidence.passes)
    }
}
