import ArgumentParser
import QuartetCatalogs
import QuartetCommandLine
import QuartetFiles
import QuartetModels
import QuartetMolecules

/// The model that a command reads and writes molecules with.
struct MoleculeModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Weights that `quartet molecules train` made (default: the shipped model of drug-like molecules).",
            valueName: "file"),
        completion: .file())
    var model: String?

    func load() throws -> MoleculeAutoencoder { try MoleculeAutoencoder(path: path()) }

    /// Of the weights file: which model it was.
    func fingerprint() throws -> String {
        let file = try MappedFile(path: path())
        return withExtendedLifetime(file) {
            var fingerprint = Fingerprint()
            fingerprint.add(file.bytes)
            return fingerprint.text
        }
    }

    private func path() throws -> String {
        try model ?? ResourceLocator().file("molecules.safetensors", in: .weights)
    }
}

/// How strings are written.
struct WritingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Sampling temperature: lower values give likelier molecules, 0 takes the likeliest tokens.",
            valueName: "number"))
    var temperature: Float = 1

    @Flag(inversion: .prefixedNo, help: "Rule out tokens that can only break the syntax of SMILES.")
    var syntax = true

    @Option(help: .seed)
    var seed: UInt64 = 1

    func validate() throws { try check(temperature, in: 0...100, "--temperature") }

    var writing: MoleculeAutoencoder.Writing {
        .init(temperature: temperature, followsSyntax: syntax, seed: seed)
    }
}
