import ArgumentParser
import Foundation
import QuartetCommandLine

/// How an autoencoder is trained, whatever it encodes.
struct AutoencoderOptions<Defaults: AutoencoderDefaults>: ParsableArguments {
    @Option(help: ArgumentHelp("Passes over the training data.", valueName: "number"))
    var epochs = Defaults.epochs

    @Option(help: ArgumentHelp("Examples per step.", valueName: "number"))
    var batch = 128

    @Option(help: ArgumentHelp("Learning rate of Adam.", valueName: "rate"))
    var rate = Defaults.rate

    @Flag(inversion: .prefixedNo, help: "Lower the learning rate to 0 along half a cosine.")
    var lowerRate = Defaults.lowersRate

    @Option(
        help: ArgumentHelp(
            "Weight of the divergence from the prior; a lower one lets the code say more.",
            valueName: "number"))
    var beta = Defaults.beta

    @Option(help: ArgumentHelp("Steps over which that weight rises from 0.", valueName: "number"))
    var betaWarmup = Defaults.betaWarmup

    @Option(help: ArgumentHelp("Nats that each latent variable may use at no cost.", valueName: "nats"))
    var freeBits: Float = 0

    @Option(
        help: ArgumentHelp(
            "Stop after this many epochs without a lower negative ELBO on validation data.",
            valueName: "number"))
    var patience: Int?

    @Option(help: .holdBack("examples", usual: "a tenth, at most 5,000"))
    var holdBack: HeldBack?

    func validate() throws {
        try check(epochs, in: 1...100_000, "--epochs")
        try check(batch, in: 1...65_536, "--batch")
        try check(rate, in: 1e-9...10, "--rate")
        try check(beta, in: 0...1e6, "--beta")
        try check(betaWarmup, in: 0...1_000_000_000, "--beta-warmup")
        try check(freeBits, in: 0...100, "--free-bits")
        if let patience { try check(patience, in: 1...100_000, "--patience") }
        if patience != nil, holdBack?.count(of: 1_000_000) == 0 {
            throw ValidationError("--patience needs validation data: not with --hold-back 0.")
        }
    }

    /// How many of the last examples are held back: a published test part whole, unless told otherwise.
    func validationCount(of examples: Int, published: Int = 0) -> Int {
        holdBack?.count(of: examples) ?? (published > 0 ? published : min(examples / 10, 5000))
    }
}

/// How one kind of autoencoder is trained by default.
protocol AutoencoderDefaults {
    static var epochs: Int { get }
    static var rate: Float { get }
    static var lowersRate: Bool { get }
    static var beta: Float { get }
    static var betaWarmup: Int { get }
}

/// How an autoencoder's evidence lower bound is measured, whatever it encodes.
struct EvidenceOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp("Measure only this many of the last examples (default: all).", valueName: "number")
    )
    var last: Int?

    @Option(help: ArgumentHelp("Samples of the latent variables to average over.", valueName: "number"))
    var passes = 5

    @Option(help: .seed)
    var seed: UInt64 = 1

    func validate() throws {
        if let last { try check(last, in: 1...1_000_000_000, "--last") }
        try check(passes, in: 1...10_000, "--passes")
    }

    /// The bound and its two terms as one line for people.
    static func summary(
        _ negativeELBO: Double, _ reconstruction: Double, _ divergence: Double, _ examples: String,
        _ passes: Int
    ) -> String {
        String(
            format: "negative ELBO %.3f nats = reconstruction %.3f + divergence %.3f", negativeELBO,
            reconstruction, divergence) + " (\(examples), \(passes) passes)"
    }
}

extension ArgumentHelp {
    static let autoencoder = ArgumentHelp("Weights of a trained autoencoder.", valueName: "file")
    static let lines = ArgumentHelp(
        "Text with one sequence per line; - reads standard input.", valueName: "file")
}
