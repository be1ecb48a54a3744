import ArgumentParser
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetReports

/// `quartet lab lines`.
struct TrainLines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a variational autoencoder on lines of text.",
        discussion: """
            Writes to --out: last.safetensors (the checkpoint that --resume reads), lines.safetensors (the weights), \
            best.safetensors (the weights with the lowest negative ELBO on the validation lines), metrics.jsonl, \
            curves.png, samples.txt (lines of the prior) and reconstructions.tsv (validation lines and their \
            reconstructions).

            EXAMPLES:
              quartet lab lines --data smiles.txt --out lab/smiles
              quartet lab lines --data names.txt --epochs 50 --beta 0.2
              quartet lab lines --data smiles.txt --drop-code 0.4 --both-ways
              cut -d, -f1 table.csv | quartet lab lines --data - --epochs 20
            """)

    static let longestLine = 1000

    @Option(help: .lines, completion: .file())
    var data: String

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/lab-lines"

    @Option(help: ArgumentHelp("Skip lines with more characters than this.", valueName: "number"))
    var longest = 200

    @Option(help: ArgumentHelp("Width of the characters' vectors.", valueName: "number"))
    var embedding = 32

    @Option(help: ArgumentHelp("Width of the encoder.", valueName: "number"))
    var encoder = 256

    @Option(help: ArgumentHelp("Width of the decoder.", valueName: "number"))
    var decoder = 512

    @Option(help: ArgumentHelp("Layers of the decoder.", valueName: "number"))
    var layers = 1

    @Option(help: ArgumentHelp("Latent variables.", valueName: "number"))
    var latents = 64

    @Option(
        help: ArgumentHelp(
            "Share of the characters that training hides from the decoder.", valueName: "share"))
    var tokenDropout: Float = 0

    @Flag(help: "The encoder reads each line in both directions.")
    var bothWays = false

    @Option(
        help: ArgumentHelp(
            "Share of the lines whose code training hides from the decoder, which then learns to write without one.",
            valueName: "share"))
    var dropCode: Float = 0

    @Option(
        help: ArgumentHelp(
            "Keep a moving average of the weights with this decay, such as 0.999, instead of the weights.",
            valueName: "decay"))
    var average: Float?

    @OptionGroup var autoencoder: AutoencoderOptions<LineDefaults>

    @Option(help: .precision)
    var precision = Precision.float32

    @OptionGroup var training: TrainingOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(longest, in: 1...Self.longestLine, "--longest")
        for (width, name) in [
            (embedding, "--embedding"), (encoder, "--encoder"), (decoder, "--decoder"),
            (latents, "--latents"),
        ] { try check(width, in: 1...16_384, name) }
        try check(layers, in: 1...16, "--layers")
        try check(tokenDropout, in: 0...0.99, "--token-dropout")
        try check(dropCode, in: 0...0.99, "--drop-code")
        if let average { try check(average, in: 0...0.999999, "--average") }
    }

    func run() throws {
        common.apply()
        let (all, tooLong) = try LineFile.read(data, longest: longest)
        if all.isEmpty {
            throw tooLong == 0
                ? TextInput.isEmpty(data, expected: "lines of text")
                : CommandFailure(
                    .badData,
                    "\(TextInput.name(of: data)): every line has more than \(longest) characters: raise --longest"
                )
        }
        let run = try training.run(in: out, precision, common)
        let (batch, kept) = (autoencoder.batch, autoencoder.validationCount(of: all.count))
        if all.count - kept < batch {
            throw TrainingError.tooFewLines(
                found: all.count, needed: kept + batch,
                why: "\(kept) held back, one batch of \(batch): lower --batch or --hold-back")
        }
        let (lines, heldBack) = (Array(all.dropLast(kept)), Array(all.suffix(kept)))
        let skipped = tooLong > 0 ? ", \(tooLong) of more than \(longest) characters skipped" : ""
        common.note("\(lines.count) lines, \(kept) held back\(skipped), seed \(run.seed).")
        let shown = Array((heldBack.isEmpty ? lines : heldBack).prefix(20))
        let outcome = try LineLab(options(run)).run(on: lines, validation: heldBack) { model in
            try write(model, shown: shown)
        }
        try CommandFailure.throwIfInterrupted(outcome.training)
        try report(outcome, lines)
    }

    private func options(_ run: TrainingRun) -> LineLab.Options {
        var options = LineLab.Options(run)
        options.embedding = embedding
        options.encoder = encoder
        options.decoder = decoder
        options.layers = layers
        options.latents = latents
        options.tokenDropout = tokenDropout
        options.readsBothWays = bothWays
        options.codeDropout = dropCode
        options.averageDecay = average
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

    private func write(_ model: LineAutoencoder, shown: [String]) throws {
        let samples = try model.samples(100, seed: training.seed)
        try AtomicFile.write(samples.joined(separator: "\n") + "\n", to: out + "/samples.txt")
        let pairs = zip(shown, try model.reconstructions(shown)).map { "\($0)\t\($1)\n" }
        try AtomicFile.write(pairs.joined(), to: out + "/reconstructions.tsv")
        try TrainingCurves(MetricsLog.read(path: out + "/metrics.jsonl")).autoencoder(of: "line")
            .write(to: out + "/curves.png", scale: 1)
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let heldBack: LineAutoencoder.Evidence?
        let reconstructions: LineReconstructions?
        let warnings: [String]
        /// Of 1,000 lines of the prior: how many are distinct, and how many of these are not in the training data.
        let distinctSamples: Int
        let newSamples: Int
        let weights: String
    }

    private func report(_ outcome: LineLab.Outcome, _ lines: [String]) throws {
        let distinct = Set(try outcome.model.samples(1000, seed: training.seed))
        let result = Result(
            steps: outcome.training.step, seed: training.seed, heldBack: outcome.evidence,
            reconstructions: outcome.reconstructions, warnings: outcome.warnings,
            distinctSamples: distinct.count, newSamples: distinct.subtracting(lines).count,
            weights: out + "/lines.safetensors")
        if json.isRequested { return try JSONOutput.print(result) }
        if let evidence = outcome.evidence { StandardOutput.show("Validation lines: \(evidence.summary)") }
        if let code = outcome.evidence?.code { StandardOutput.show("Code: \(code.summary).") }
        if let evidence = outcome.evidence, dropCode > 0 {
            StandardOutput.show(
                "Without a code: \(NumberText.text(evidence.withoutCode, step: 0.01)) nats per line.")
        }
        if let reconstructions = outcome.reconstructions {
            StandardOutput.show(reconstructions.sentence)
        }
        StandardOutput.show(
            "Samples: of 1000 lines of the prior, \(result.distinctSamples) are different, \(result.newSamples) of these are "
                + "not in the training lines.")
        for warning in result.warnings { StandardOutput.show("Warning: \(warning).") }
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Picture   \(out)/curves.png")
        for file in ["samples.txt", "reconstructions.tsv"] { StandardOutput.show("Text      \(out)/\(file)") }
    }
}

enum LineDefaults: AutoencoderDefaults {
    static let epochs = 20
    static let rate: Float = 3e-3
    static let lowersRate = true
    static let beta: Float = 0.1
    static let betaWarmup = 500
}
