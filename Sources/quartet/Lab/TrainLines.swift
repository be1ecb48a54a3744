import ArgumentParser
import Foundation
import QuartetEngine
import QuartetImaging
import QuartetModels
import QuartetReports

/// `quartet lab lines`.
struct TrainLines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a variational autoencoder on lines of text (the default).",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), lines.safetensors (the weights), \
            best.safetensors (the weights with the lowest negative ELBO on the lines held back), metrics.jsonl, \
            curves.png, samples.txt (lines of the prior) and reconstructions.tsv (lines held back, and what becomes of \
            them).

            EXAMPLES:
              quartet lab lines --data smiles.txt --out lab/smiles
              quartet lab lines --data names.txt --decoder 512 --layers 2 --latents 64 --beta-warmup 2000
              cut -d, -f1 table.csv | quartet lab lines --data - --epochs 20
            """)

    static let longestLine = 1000

    @Option(help: ArgumentHelp("Text with one sequence a line; - for standard input.", valueName: "file"))
    var data: String

    @Option(help: ArgumentHelp("Folder for what the training makes.", valueName: "folder"))
    var out = "out/lab-lines"

    @Option(help: ArgumentHelp("Lines with more characters are left out.", valueName: "number"))
    var longest = 200

    @Option(help: ArgumentHelp("Times to go through the lines.", valueName: "number"))
    var epochs = 10

    @Option(help: ArgumentHelp("Lines in a step.", valueName: "number"))
    var batch = 128

    @Option(help: ArgumentHelp("Width of the characters' vectors.", valueName: "number"))
    var embedding = 32

    @Option(help: ArgumentHelp("Width of the encoder.", valueName: "number"))
    var encoder = 128

    @Option(help: ArgumentHelp("Width of the decoder.", valueName: "number"))
    var decoder = 256

    @Option(help: ArgumentHelp("Layers of the decoder.", valueName: "number"))
    var layers = 1

    @Option(help: ArgumentHelp("Latent variables.", valueName: "number"))
    var latents = 32

    @Option(
        help: ArgumentHelp(
            "Share of characters that the decoder does not get to see in training.", valueName: "share"))
    var tokenDropout: Float = 0

    @Option(help: ArgumentHelp("Learning rate of Adam.", valueName: "rate"))
    var rate: Float = 1e-3

    @Flag(help: "Lower the learning rate over half a cosine down to nought.")
    var lowerRate = false

    @Option(help: ArgumentHelp("Weight of the divergence from the prior.", valueName: "number"))
    var beta: Float = 1

    @Option(help: ArgumentHelp("Steps over which that weight rises from 0.", valueName: "number"))
    var betaWarmup = 0

    @Option(help: ArgumentHelp("Nats that each latent variable may use at no cost.", valueName: "nats"))
    var freeBits: Float = 0

    @Option(
        help: ArgumentHelp(
            "Epochs without a lower negative ELBO on lines held back that end the training.",
            valueName: "number"))
    var patience: Int?

    @Option(
        help: ArgumentHelp(
            "How many of the last lines are held back to judge by (default: a tenth, 5,000 at most).",
            valueName: "number"))
    var holdBack: Int?

    @Flag(help: "Print the result as JSON.")
    var json = false

    @OptionGroup var training: TrainingOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(longest, in: 1...Self.longestLine, "--longest")
        try check(epochs, in: 1...100_000, "--epochs")
        try check(batch, in: 1...65_536, "--batch")
        for (width, name) in [
            (embedding, "--embedding"), (encoder, "--encoder"), (decoder, "--decoder"),
            (latents, "--latents"),
        ] { try check(width, in: 1...16_384, name) }
        try check(layers, in: 1...16, "--layers")
        try check(tokenDropout, in: 0...0.99, "--token-dropout")
        try check(rate, in: 1e-9...10, "--rate")
        try check(beta, in: 0...1e6, "--beta")
        try check(betaWarmup, in: 0...1_000_000_000, "--beta-warmup")
        try check(freeBits, in: 0...100, "--free-bits")
        if let patience { try check(patience, in: 1...100_000, "--patience") }
        if patience != nil, holdBack == 0 {
            throw ValidationError("--patience needs lines held back: not with --hold-back 0.")
        }
        if let holdBack { try check(holdBack, in: 0...1_000_000_000, "--hold-back") }
    }

    func run() throws {
        common.apply()
        let run = try training.run(in: out, common)
        let (all, tooLong) = try LineFile.read(data, longest: longest)
        let kept = holdBack ?? min(all.count / 10, 5000)
        if all.count - kept < batch {
            throw TrainingError.tooFewLines(
                found: all.count, needed: kept + batch, why: "\(kept) held back, one batch of \(batch)")
        }
        let (lines, heldBack) = (Array(all.dropLast(kept)), Array(all.suffix(kept)))
        let left = tooLong > 0 ? ", \(tooLong) left out as longer than \(longest) characters" : ""
        common.note("\(lines.count) lines, \(kept) held back\(left), seed \(run.seed).")

        var options = LineLab.Options(run)
        (options.embedding, options.encoder, options.decoder) = (embedding, encoder, decoder)
        (options.layers, options.latents, options.tokenDropout) = (layers, latents, tokenDropout)
        (options.epochs, options.batch, options.learningRate) = (epochs, batch, rate)
        (options.beta, options.betaWarmup, options.freeBits) = (beta, betaWarmup, freeBits)
        (options.lowersRate, options.patience) = (lowerRate, patience)
        let shown = Array((heldBack.isEmpty ? lines : heldBack).prefix(20))
        let outcome = try LineLab(options).run(on: lines, heldBack: heldBack) { model in
            try write(model, shown: shown)
        }
        if !outcome.isComplete { throw CommandFailure.interrupted(outcome.step, of: outcome.totalSteps) }
        try report(outcome, lines)
    }

    private func write(_ model: LineAutoencoder, shown: [String]) throws {
        let samples = try model.samples(100, seed: training.seed)
        try (samples.joined(separator: "\n") + "\n").write(
            toFile: out + "/samples.txt", atomically: true, encoding: .utf8)
        let pairs = zip(shown, try model.reconstructions(shown)).map { "\($0)\t\($1)\n" }
        try pairs.joined().write(toFile: out + "/reconstructions.tsv", atomically: true, encoding: .utf8)
        try TrainingCurves(MetricsLog.read(path: out + "/metrics.jsonl")).autoencoder(of: "line")
            .write(to: out + "/curves.png", scale: 1)
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let heldBack: LineAutoencoder.Evidence?
        /// Of 1,000 lines of the prior: how many differ, and how many of these no line of the training is.
        let distinctSamples: Int
        let newSamples: Int
        let weights: String
    }

    private func report(_ outcome: LineLab.Outcome, _ lines: [String]) throws {
        let distinct = Set(try outcome.model.samples(1000, seed: training.seed))
        let result = Result(
            steps: outcome.step, seed: training.seed, heldBack: outcome.evidence,
            distinctSamples: distinct.count, newSamples: distinct.subtracting(lines).count,
            weights: out + "/lines.safetensors")
        if json { return try JSONOutput.print(result) }
        if let evidence = outcome.evidence {
            print(
                String(
                    format:
                        "Lines held back: negative ELBO %.3f nats = reconstruction %.3f + divergence %.3f (%d lines, %d passes)",
                    evidence.negativeELBO, evidence.reconstruction, evidence.divergence, evidence.lines,
                    evidence.passes))
        }
        print("Of 1000 lines of the prior \(result.distinctSamples) differ, \(result.newSamples) are new.")
        print("Weights   \(result.weights)")
        for file in ["curves.png", "samples.txt", "reconstructions.tsv"] { print("Look at   \(out)/\(file)") }
    }
}
