import QuartetEngine
import QuartetModels
import QuartetMolecules
import QuartetTestSupport
import Testing

struct MoleculeTrainingTests {
    /// Chains and rings of few tokens, so that a small network learns them.
    private static let library: [String] = {
        let heads = ["C", "CC", "CCC", "OC", "NC", "FC", "ClC", "BrC", "C1CC1C", "c1ccccc1C"]
        let middles = ["C", "O", "N", "C(=O)", "C(=O)N", "S", "CO", "CN"]
        let tails = ["C", "CC", "O", "N", "F", "Cl", "c1ccccc1", "C1CCCC1"]
        return heads.flatMap { head in middles.flatMap { middle in tails.map { head + middle + $0 } } }
    }()

    private static func table(in folder: TemporaryFolder) throws -> String {
        let rows = library.map { "\($0),\($0.count),\($0.contains("O") ? "" : "1.5")\n" }
        return try folder.write("smiles,length,other\n" + rows.joined(), to: "table.csv")
    }

    private static func options(_ folder: String, _ kind: SequenceAutoencoder.DecoderKind)
        -> MoleculeTraining.Options
    {
        var run = TrainingRun(folder: folder)
        run.quiet = true
        var options = MoleculeTraining.Options(run, decoder: kind)
        (options.embedding, options.encoder, options.decoder, options.latents) = (16, 32, 64, 16)
        (options.headWidth, options.epochs, options.batch, options.heldBack) = (32, 12, 16, 40)
        (options.averageDecay, options.betaWarmup, options.rateWarmup) = (0.9, 100, 10)
        options.learningRate = 1e-2
        if kind == .attention { (options.layers, options.heads, options.learningRate) = (2, 4, 5e-3) }
        return options
    }

    @Test func tokensAndPropertiesAreReadFromATable() throws {
        let folder = TemporaryFolder()
        let molecules = try TrainingMolecules(
            path: Self.table(in: folder), properties: ["length", "other"], longest: 12)
        #expect(molecules.tooLong > 0)
        #expect(molecules.count == Self.library.count - molecules.tooLong)
        #expect(molecules.vocabulary.tokens.contains("Cl"))
        let known = try Self.library.filter { try SmilesTokenizer.tokens(of: $0).count <= 12 }
        for index in [0, 7, known.count - 1] { #expect(molecules.smiles(index) == known[index]) }
        #expect(molecules.properties.values(row: 0).first == Float(known[0].count))
        let oxygen = try #require(known.firstIndex { $0.contains("O") })
        #expect(molecules.properties.values(row: oxygen).last?.isNaN == true)
    }

    @Test func aTableWithoutTheColumnIsRefused() throws {
        let folder = TemporaryFolder()
        let path = try Self.table(in: folder)
        #expect(throws: TrainingDataError.noColumn(file: path, name: "pIC50", columns: ["length", "other"])) {
            try TrainingMolecules(path: path, properties: ["pIC50"], longest: 100)
        }
    }

    /// It reconstructs molecules that it never saw, writes without a code, predicts their length, and is the same model when
    /// it is read from its file.
    @Test(arguments: SequenceAutoencoder.DecoderKind.allCases)
    func aSmallModelLearns(_ kind: SequenceAutoencoder.DecoderKind) throws {
        let folder = TemporaryFolder()
        let path = try Self.table(in: folder)
        let molecules = try TrainingMolecules(path: path, properties: ["length", "other"], longest: 100)
        var heldBack: [String] = []
        let out = folder.file("run")
        let outcome = try MoleculeTraining(Self.options(out, kind)).run(on: molecules, file: path) {
            heldBack = $0
        }
        #expect(heldBack.count == 40)
        let figures = try #require(outcome.figures)
        #expect(figures.molecules == 40)
        #expect(figures.reconstruction < 6)
        #expect(figures.withoutCode < 12)
        #expect(figures.withoutCode > figures.reconstruction)
        #expect((figures.determination["length"] ?? 0) > 0.7)

        let read = try MoleculeAutoencoder(path: out + "/molecules.safetensors")
        #expect(read.description.network.attentionHeads == (kind == .attention ? 4 : nil))
        let checkpoint = try SafetensorsFile(path: out + "/last.safetensors")
        #expect(checkpoint.metadata["lab.decoder"] == kind.rawValue)
        let tokens = try heldBack.map(read.tokens)
        #expect(try read.reconstructions(of: tokens) == outcome.model.reconstructions(of: tokens))
        let written = try read.strings(50, withoutCode: .init(seed: 3))
        #expect(try written == read.strings(50, withoutCode: .init(seed: 3)))
        #expect(written.count { (try? Molecule(smiles: $0)) != nil } > 25)
        #expect(throws: UnknownToken.self) { try read.tokens(of: "CCI") }
    }
}
