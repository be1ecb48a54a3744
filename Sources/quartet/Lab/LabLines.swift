import ArgumentParser
import Foundation
import QuartetEngine
import QuartetModels

/// A variational autoencoder of lines of text.
struct LabLines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "lines",
        abstract: "A variational autoencoder of sequences (Bowman et al., 2016): lines of text.",
        discussion: """
            Lines may be anything that is written one a line: names, words, SMILES of molecules. They are read \
            character by character. `quartet lab lines --data FILE` trains; see `quartet lab lines train --help` for \
            its options.
            """,
        subcommands: [TrainLines.self, SampleLines.self, EvaluateLines.self],
        defaultSubcommand: TrainLines.self)
}

/// `quartet lab lines sample`.
struct SampleLines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "sample", abstract: "Print lines written from latent vectors of the prior.",
        discussion: "EXAMPLE:\n  quartet lab lines sample --model out/lab-lines/lines.safetensors --count 20")

    @Option(help: ArgumentHelp("Weights of a trained autoencoder.", valueName: "file"))
    var model: String

    @Option(help: ArgumentHelp("How many lines.", valueName: "number"))
    var count = 10

    @Option(
        help: ArgumentHelp(
            "Below 1 likelier lines, above 1 bolder ones; 0: the likeliest characters.", valueName: "number"))
    var temperature: Float = 1

    @Option(help: ArgumentHelp("Seed of the latent vectors and of the characters.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(count, in: 1...1_000_000, "--count")
        try check(temperature, in: 0...100, "--temperature")
    }

    func run() throws {
        common.apply()
        for line in try LineAutoencoder(path: model).samples(count, temperature: temperature, seed: seed) {
            print(line)
        }
    }
}

/// `quartet lab lines evaluate`.
struct EvaluateLines: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate", abstract: "Measure the negative evidence lower bound of lines, as JSON.",
        discussion: """
            Prints negativeELBO, reconstruction and divergence in nats a line, means over the lines and the passes.

            EXAMPLE:
              quartet lab lines evaluate --model out/lab-lines/best.safetensors --data smiles.txt --hold-back 5000
            """)

    @Option(help: ArgumentHelp("Weights of a trained autoencoder.", valueName: "file"))
    var model: String

    @Option(help: ArgumentHelp("Text with one sequence a line; - for standard input.", valueName: "file"))
    var data: String

    @Option(
        help: ArgumentHelp("Measure only this many of the last lines (default: all).", valueName: "number"))
    var holdBack: Int?

    @Option(help: ArgumentHelp("Samples of the latent variables to average over.", valueName: "number"))
    var passes = 5

    @Option(help: ArgumentHelp("Seed of those samples.", valueName: "number"))
    var seed: UInt64 = 1

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let holdBack { try check(holdBack, in: 0...1_000_000_000, "--hold-back") }
        try check(passes, in: 1...10_000, "--passes")
    }

    func run() throws {
        common.apply()
        let autoencoder = try LineAutoencoder(path: model)
        let (lines, tooLong) = try LineFile.read(data, longest: TrainLines.longestLine)
        if tooLong > 0 {
            common.note("\(tooLong) lines are longer than \(TrainLines.longestLine) characters: left out.")
        }
        let measured = Array(lines.suffix(holdBack ?? lines.count))
        if measured.isEmpty {
            throw TrainingError.tooFewLines(found: 0, needed: 1, why: "something to measure")
        }
        try JSONOutput.print(try autoencoder.evidence(of: measured, passes: passes, seed: seed))
    }
}
