import ArgumentParser
import QuartetCommandLine
import QuartetModels
import QuartetReports

/// A variational autoencoder of lines of text.
struct LabLines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lines",
        abstract: "A variational autoencoder (Bowman et al., 2016) for lines of text.",
        discussion: """
            Lines can be any text with one item per line: names, words, SMILES of molecules. They are read character by \
            character. `quartet lab lines --data FILE` trains; `quartet lab lines train --help` lists its options.

            EXAMPLES:
              quartet lab lines --data names.txt --out lab/names
              quartet lab lines sample --model lab/names/lines.safetensors
            """,
        subcommands: [TrainLines.self, SampleLines.self, EvaluateLines.self],
        defaultSubcommand: TrainLines.self)
}

/// `quartet lab lines sample`.
struct SampleLines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Print lines decoded from latent vectors of the prior.",
        discussion: """
            EXAMPLE:
              quartet lab lines sample --model lines.safetensors --count 20
              quartet lab lines sample --model lines.safetensors --without-code
            """)

    @Option(help: .autoencoder, completion: .file())
    var model: String

    @Option(help: ArgumentHelp("Number of lines.", valueName: "number"))
    var count = 10

    @Option(
        help: ArgumentHelp(
            "Sampling temperature: lower values give likelier lines, 0 takes the likeliest characters.",
            valueName: "number"))
    var temperature: Float = 1

    @Flag(help: "Write without codes: for a model that was trained with --drop-code.")
    var withoutCode = false

    @Option(help: .seed)
    var seed: UInt64 = 1

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(count, in: 1...1_000_000, "--count")
        try check(temperature, in: 0...100, "--temperature")
    }

    func run() throws {
        common.apply()
        let autoencoder = try LineAutoencoder(path: model)
        let lines =
            try withoutCode
            ? autoencoder.linesWithoutCode(count, temperature: temperature, seed: seed)
            : autoencoder.samples(count, temperature: temperature, seed: seed)
        for line in lines { StandardOutput.pass(line) }
    }
}

/// `quartet lab lines evaluate`.
struct EvaluateLines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Measure the negative evidence lower bound (ELBO) of lines.",
        discussion: """
            Prints the negative ELBO, its reconstruction and its divergence in nats per line, averaged over lines and passes, \
            how many lines come back exactly from their codes, \
            and a warning if the code is unused.

            EXAMPLE:
              quartet lab lines evaluate --model out/lab-lines/best.safetensors \\
                  --data smiles.txt --last 5000
            """)

    @Option(help: .autoencoder, completion: .file())
    var model: String

    @Option(help: .lines, completion: .file())
    var data: String

    @OptionGroup var evidence: EvidenceOptions

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let autoencoder = try LineAutoencoder(path: model)
        let (lines, tooLong) = try LineFile.read(data, longest: TrainLines.longestLine)
        if tooLong > 0 {
            common.note(
                "Skipped \(NumberText.counted(tooLong, "line")) of more than \(TrainLines.longestLine) characters."
            )
        }
        let measured = Array(lines.suffix(evidence.last ?? lines.count))
        if measured.isEmpty {
            throw TextInput.isEmpty(data, expected: "lines of at most \(TrainLines.longestLine) characters")
        }
        let bound = try autoencoder.evidence(of: measured, passes: evidence.passes, seed: evidence.seed)
        let result = Result(
            bound: bound, reconstructions: try autoencoder.measuredReconstructions(of: measured))
        if json.isRequested { return try JSONOutput.print(result) }
        StandardOutput.show(bound.summary)
        StandardOutput.show("Code: \(bound.code.summary).")
        StandardOutput.show(result.reconstructions.sentence)
        for warning in result.warnings { StandardOutput.show("Warning: \(warning).") }
    }

    private struct Result: Encodable {
        let bound: LineAutoencoder.Evidence
        let reconstructions: LineReconstructions
        var warnings: [String] { reconstructions.warnings(bound.code) }

        enum CodingKeys: CodingKey { case reconstructions, warnings }

        /// The bound's numbers, and the reconstructions beside them.
        func encode(to encoder: any Encoder) throws {
            try bound.encode(to: encoder)
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(reconstructions, forKey: .reconstructions)
            try container.encode(warnings, forKey: .warnings)
        }
    }
}

extension LineReconstructions {
    /// As training and evaluation print it.
    var sentence: String { "Reconstructed exactly: \(exact) of \(NumberText.counted(lines, "line"))." }
}

extension LineAutoencoder.Evidence {
    var summary: String {
        EvidenceOptions.summary(negativeELBO, reconstruction, divergence, "\(lines) lines", passes)
    }
}
