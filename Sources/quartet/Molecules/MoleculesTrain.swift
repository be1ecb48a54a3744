public import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaging
import QuartetModels
import QuartetMolecules
import QuartetReports

/// `quartet molecules train`.
struct MoleculesTrain: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train", abstract: "Train a SMILES VAE on a library of molecules and their properties.",
        discussion: """
            The molecules are standardised and different structures are kept; properties are columns of the file, or \
            else computed. The model reads a molecule into a code, predicts its properties from it, and writes molecules \
            from codes or without one.

            Writes to --out: molecules.csv (the standard structures with their properties), held-back.smi (those that are \
            never trained on), molecules.safetensors (the weights), best.safetensors (the weights with the lowest loss on \
            molecules that are held back), last.safetensors (the checkpoint that --resume reads), metrics.jsonl and \
            curves.png. A million molecules take hours.

            EXAMPLES:
              quartet molecules train library.smi.gz --out models/library
              quartet molecules train assay.csv --properties logP,QED,pIC50
              quartet molecules train library.smi.gz --decoder-kind attention
              quartet molecules train library.smi.gz --out models/library --resume
            """)

    @OptionGroup var input: MoleculeInput

    @Option(help: .trainingFolder, completion: .directory)
    var out = "out/molecules"

    @Option(
        help: ArgumentHelp(
            "Properties to train with, by comma: columns of the file, or logP, QED, SA, TPSA, weight; none for no properties.",
            valueName: "names"))
    var properties = PropertyLabels.usual.map(\.rawValue).joined(separator: ",")

    @Option(help: ArgumentHelp("Leave out molecules of more tokens than this.", valueName: "number"))
    var longest = 120

    @Option(help: ArgumentHelp("Width of the encoder in each direction.", valueName: "number"))
    var encoder = 256

    @Option(
        help: ArgumentHelp(
            "What writes the molecules: a recurrent network, or one of attention, a transformer.",
            valueName: "kind"))
    var decoderKind = SequenceAutoencoder.DecoderKind.recurrent

    @Option(
        help: ArgumentHelp(
            "Width of the decoder (default: 768, with attention 256).", valueName: "number"))
    var decoder: Int?

    @Option(
        help: ArgumentHelp("Layers of the decoder (default: 1, with attention 4).", valueName: "number"))
    var layers: Int?

    @Option(
        help: ArgumentHelp(
            "Heads of a decoder of attention; its width is a multiple of twice as many (default: 8).",
            valueName: "number"))
    var heads: Int?

    @Option(help: ArgumentHelp("Latent variables.", valueName: "number"))
    var latents = 96

    @Option(help: ArgumentHelp("Passes over the molecules.", valueName: "number"))
    var epochs = 5

    @Option(help: ArgumentHelp("Molecules per step.", valueName: "number"))
    var batch = 256

    @Option(
        help: ArgumentHelp(
            "Learning rate of Adam; it falls to 0 along half a cosine (default: 0.002, with attention 0.001).",
            valueName: "rate"))
    var rate: Float?

    @Option(
        help: ArgumentHelp(
            "Weight of the divergence from the prior; a lower one lets the code say more.",
            valueName: "number"))
    var beta: Float = 0.05

    @Option(
        help: ArgumentHelp(
            "Share of the molecules whose code training hides from the decoder, which then learns to write without one.",
            valueName: "share"))
    var dropCode: Float = 0.4

    @Option(
        help: ArgumentHelp(
            "Molecules to hold back, drawn at random: this many, or a share such as 10% (default: a tenth, at most 5,000).",
            valueName: "number or share"))
    var holdBack: HeldBack?

    @Option(help: .precision)
    var precision = Precision.bfloat16

    @OptionGroup var training: TrainingOptions

    private var names: [String] {
        properties == "none" ? [] : properties.split(separator: ",").map(String.init)
    }

    func validate() throws {
        let network = options(TrainingRun(folder: out))
        for (width, name) in [
            (encoder, "--encoder"), (network.decoder, "--decoder"), (latents, "--latents"),
        ] {
            try check(width, in: 1...16_384, name)
        }
        try checkHeads(network)
        try check(longest, in: 1...1000, "--longest")
        try check(network.layers, in: 1...16, "--layers")
        try check(epochs, in: 1...100_000, "--epochs")
        try check(batch, in: 1...65_536, "--batch")
        try check(network.learningRate, in: 1e-9...10, "--rate")
        try check(beta, in: 0...1e6, "--beta")
        try check(dropCode, in: 0...0.99, "--drop-code")
        if Set(names).count != names.count {
            throw ValidationError("--properties \(properties): a name occurs twice.")
        }
    }

    private func checkHeads(_ network: MoleculeTraining.Options) throws {
        guard decoderKind == .attention else {
            if heads == nil { return }
            throw ValidationError("--heads belongs to --decoder-kind attention.")
        }
        let (width, heads) = (network.decoder, network.heads)
        try check(heads, in: 1...width, "--heads")
        if width % (2 * heads) != 0 || width / heads > 1024 {
            throw ValidationError(
                "--decoder \(width) does not divide into \(heads) heads: each takes an even number of 2 to 1024; "
                    + "change --decoder or --heads.")
        }
    }

    /// What the options say of the network and its training.
    private func options(_ run: TrainingRun) -> MoleculeTraining.Options {
        var options = MoleculeTraining.Options(run, decoder: decoderKind)
        options.decoder = decoder ?? options.decoder
        options.layers = layers ?? options.layers
        options.heads = heads ?? options.heads
        options.learningRate = rate ?? options.learningRate
        (options.encoder, options.latents, options.codeDropout) = (encoder, latents, dropCode)
        (options.beta, options.epochs, options.batch) = (beta, epochs, batch)
        return options
    }

    func run() throws {
        let common = input.common
        common.apply()
        let run = try training.run(in: out, precision, common)
        let prepared = out + "/molecules.csv"
        if run.resume, FileManager.default.fileExists(atPath: prepared) {
            common.note("Training on \(prepared), which was made before.")
        } else {
            try requireColumns()
            let table = try preparedTable()
            try OutputFolder.prepare(out)
            try AtomicFile.write(table, to: prepared)
        }
        let molecules = try TrainingMolecules(path: prepared, properties: names, longest: longest)
        var options = options(run)
        options.heldBack = holdBack?.count(of: molecules.count) ?? min(molecules.count / 10, 5000)
        common.note(
            "\(molecules.count) molecules, \(options.heldBack) of them held back"
                + (molecules.tooLong > 0
                    ? "; \(molecules.tooLong) of more than \(longest) tokens left out" : "")
                + ".")
        let outcome = try MoleculeTraining(options).run(on: molecules, file: prepared) { heldBack in
            try AtomicFile.write(heldBack.map { $0 + "\n" }.joined(), to: out + "/held-back.smi")
        }
        try TrainingCurves(MetricsLog.read(path: run.metrics)).autoencoder(of: "molecule")
            .write(to: out + "/curves.png", scale: 1)
        try CommandFailure.throwIfInterrupted(outcome.training)
        try report(outcome)
    }

    /// Properties that are not computed must be columns of a table; the items of an SDF file are known record by record.
    private func requireColumns() throws {
        let given = names.filter { MoleculeProperty(rawValue: $0) == nil }
        if given.isEmpty || input.file == "-" { return }
        let table = try StructureTable(path: input.file, column: input.column)
        if table.form == .sdf { return }
        for name in given where !table.columns.contains(name) {
            throw TrainingDataError.noColumn(file: input.file, name: name, columns: table.columns)
        }
    }

    /// Different standard structures with their properties, as CSV.
    private func preparedTable() throws -> String {
        let labels = try PropertyLabels()
        let standardizer = Standardizer(counterIons: try CounterIons())
        let names = names
        var seen: Set<UInt64> = []
        var (table, repeated) = ((["smiles"] + names).joined(separator: ",") + "\n", 0)
        try input.read(
            whenStopped: "nothing was trained or saved: the same command begins again",
            { molecule, row in
                let parent: Molecule
                do {
                    parent = try standardizer.parent(of: molecule).molecule
                } catch {
                    throw MoleculeError(reason: "\(error)")
                }
                let values = try labels(parent, names, beside: row.columns)
                return (parent.smiles(), values)
            },
            { _, row in
                guard case .success((let smiles, let values)) = row else { return }
                guard seen.insert(Fingerprint(smiles).value).inserted else {
                    repeated += 1
                    return
                }
                table += ([smiles] + values).joined(separator: ",") + "\n"
            })
        input.common.note("\(seen.count) different structures; \(repeated) repeated ones left out.")
        return table
    }

    private struct Result: Encodable {
        let steps: Int
        let seed: UInt64
        let heldBack: MoleculeFigures?
        let weights: String
    }

    private func report(_ outcome: MoleculeTraining.Outcome) throws {
        let result = Result(
            steps: outcome.training.step, seed: training.seed, heldBack: outcome.figures,
            weights: out + "/molecules.safetensors")
        if input.json.isRequested { return try JSONOutput.print(result) }
        if let figures = outcome.figures {
            StandardOutput.show("\(figures.molecules) molecules that were held back: \(figures.summary).")
        }
        StandardOutput.show("Weights   \(result.weights)")
        StandardOutput.show("Picture   \(out)/curves.png")
    }
}

extension SequenceAutoencoder.DecoderKind: ExpressibleByArgument {}
