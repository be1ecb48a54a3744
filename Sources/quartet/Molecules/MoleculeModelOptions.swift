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

    /// The model with the fingerprint of its weights.
    func loaded() throws -> LoadedModel {
        try LoadedModel(network: load(), fingerprint: fingerprint())
    }

    /// Of the weights file: which model it was.
    func fingerprint() throws -> String { try Fingerprint(ofFile: path()).text }

    private func path() throws -> String {
        if let model { return model }
        do {
            return try ResourceLocator().file("molecules.safetensors", in: .weights)
        } catch let error as ResourceLocator.NotFound {
            throw NoModel(tried: error.tried)
        }
    }
}

/// A model of molecules, and which one it is.
struct LoadedModel {
    let network: MoleculeAutoencoder
    let fingerprint: String
}

/// No model was named, and none is installed.
struct NoModel: UserFacingError {
    let tried: [String]

    var kind: FailureKind { .notFound }
    var description: String {
        "no model of molecules is installed (looked at \(tried.joined(separator: ", "))): "
            + "name one with --model FILE, or make one with `quartet molecules train`"
    }
}

/// What rules out tokens.
enum WritingRuleChoice: String, ExpressibleByArgument, CaseIterable {
    case chemistry, syntax, none

    var level: SmilesRule.Level? {
        switch self {
        case .chemistry: .chemistry
        case .syntax: .syntax
        case .none: nil
        }
    }
}

/// How strings are written.
struct WritingOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Sampling temperature: lower values give likelier molecules, 0 takes the likeliest tokens.",
            valueName: "number"))
    var temperature: Float = 1

    @Option(
        help: ArgumentHelp(
            "Tokens less likely than this share of the likeliest one are not drawn (min-p): higher values give likelier molecules.",
            valueName: "share"))
    var minP: Float = 0.02

    @Option(
        help: ArgumentHelp(
            "What rules out tokens that can only make a SMILES invalid: its grammar, or valences and aromatic rings as well.",
            valueName: "type"))
    var rule = WritingRuleChoice.chemistry

    @OptionGroup var random: SeedOptions

    func validate() throws {
        try check(temperature, in: 0...100, "--temperature")
        try check(minP, in: 0...1, "--min-p")
    }

    var writing: MoleculeAutoencoder.Writing {
        .init(temperature: temperature, minP: minP, rule: rule.level, seed: random.seed)
    }

    /// As a project records them.
    var settings: [String: String] {
        [
            "seed": "\(random.seed)", "temperature": "\(temperature)", "min-p": "\(minP)",
            "rule": rule.rawValue,
        ]
    }
}
