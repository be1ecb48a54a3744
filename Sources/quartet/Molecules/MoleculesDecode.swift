import ArgumentParser
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetModels
import QuartetMolecules

/// `quartet molecules decode`.
struct MoleculesDecode: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode", abstract: "Print the string of each latent code.",
        discussion: """
            Reads a table with the columns z1, z2 and so on, as `quartet molecules encode` prints it, and prints a string for \
            each row as the model writes it; an empty line for a row without a code. The likeliest tokens are taken; \
            --temperature 1 draws them.

            EXAMPLES:
              quartet molecules encode actives.smi | quartet molecules decode -
              quartet molecules decode codes.csv --temperature 1 --seed 7
            """)

    @Argument(
        help: "A table of codes, plain or compressed; - reads standard input.", completion: .file())
    var file: String

    @OptionGroup var model: MoleculeModelOptions

    @Option(
        help: ArgumentHelp(
            "Sampling temperature: 0 takes the likeliest tokens, higher values draw them.",
            valueName: "number"))
    var temperature: Float = 0

    @OptionGroup var random: SeedOptions

    @OptionGroup var common: CommonOptions

    func validate() throws { try check(temperature, in: 0...100, "--temperature") }

    func run() throws {
        common.apply()
        let model = try model.load()
        let table = try CodeTable(path: file, latents: model.latents)
        InterruptSignal.watch()
        var written = 0
        var block: [[Float]] = []
        func write() throws {
            // The draws of a string depend on its block.
            let writing = MoleculeAutoencoder.Writing(
                temperature: temperature, seed: random.seed &+ UInt64(written / MoleculeSampler.block))
            var strings = try model.strings(ofLatents: block.flatMap(\.self), writing)[...]
            for code in block { StandardOutput.pass(code.isEmpty ? "" : strings.removeFirst()) }
            written += block.count
            block = []
            try StandardOutput.check()
        }
        while let code = try table.next() {
            if InterruptSignal.isRaised {
                throw CommandFailure(.failed, "stopped after \(written) codes")
            }
            block.append(code)
            if block.count == MoleculeSampler.block { try write() }
        }
        try write()
    }
}
