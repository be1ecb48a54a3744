import Foundation
import QuartetTestSupport
import Testing

@Suite struct MoleculesEvaluateTests {
    private static let sample = "CCO\nCCCO\nC1CC\nCCCO\nc1ccccc1O\n"
    private static let reference = "CCN\nCCCN\nCCCCN\nc1ccccc1N\nCc1ccccc1N\nOCC\n"

    private static func run(_ files: [String: String], _ arguments: [String]) throws -> Program.Outcome {
        let folder = TemporaryFolder()
        return try withExtendedLifetime(folder) {
            for (name, text) in files {
                try text.write(toFile: folder.file(name), atomically: true, encoding: .utf8)
            }
            return try Program.run(["molecules", "evaluate"] + arguments, in: folder.path)
        }
    }

    @Test func realMoleculesStandBesideTheSample() throws {
        let outcome = try Self.run(
            [
                "a.smi": Self.sample, "b.smi": Self.reference,
                "train.csv": "smiles\nOCCC\nCCCCC\nCCCCCC\nCCCl\nCCBr\n",
            ],
            ["a.smi", "--reference", "b.smi", "--train", "train.csv", "--json"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let report = try Program.dictionary(outcome.output)
        let metrics = try #require(report["metrics"] as? [String: Any])
        #expect(metrics["validity"] as? Double == 0.8)
        #expect(metrics["unique"] as? Double == 0.75)
        // Propanol is in the training set, in another form.
        #expect(try abs(#require(metrics["novelty"] as? Double) - 2.0 / 3) < 1e-12)
        #expect(metrics["frechetChemNetDistance"] as? Double ?? 0 > 0)
        let real = try #require(report["realMetrics"] as? [String: Any])
        #expect(real["rows"] as? Int == 4)
        #expect((report["realMolecules"] as? String)?.contains("4 random molecules of train.csv") == true)
        #expect(outcome.errors.contains("a.smi: 4 molecules are few"))
    }

    @Test func withoutATrainingSetTheReferenceIsDivided() throws {
        let outcome = try Self.run(
            ["a.smi": Self.sample, "b.smi": Self.reference], ["a.smi", "--reference", "b.smi"])
        #expect(outcome.status == 0, "\(outcome.errors)")
        #expect(outcome.output.contains("3 random molecules of the reference against its 3 others"))
        let novelty = try #require(outcome.output.split(separator: "\n").first { $0.hasPrefix("novelty") })
        #expect(novelty.split(separator: " ").prefix(3) == ["novelty", "-", "-"])
    }

    @Test func theReferenceIsComputedOnce() throws {
        let folder = TemporaryFolder()
        try folder.write(Self.sample, to: "a.smi")
        try folder.write(Self.reference, to: "b.smi")
        try folder.write("smiles\nOCCC\nCCCCC\nCCCCCC\n", to: "train.csv")
        func evaluate(_ more: [String] = []) throws -> String {
            let outcome = try Program.run(
                [
                    "molecules", "evaluate", "a.smi", "--reference", "b.smi", "--train", "train.csv",
                    "--json",
                ]
                    + more, in: folder.path)
            #expect(outcome.status == 0, "\(outcome.errors)")
            return outcome.output
        }
        let cache = ["--cache", "kept"]
        let plain = try evaluate()
        #expect(try evaluate(cache) == plain)
        let names = try folder.names(in: "kept")
        #expect(try evaluate(cache) == plain)
        // The real molecules are those of the training set that the seed draws, the reference is the same.
        #expect(try evaluate(cache + ["--seed", "2"]).isEmpty == false)
        #expect(try folder.names(in: "kept").count <= names.count + 1)
        // What is kept is used, and a damaged file is replaced.
        let whole = try names.map { try folder.bytes("kept/" + $0) }
        for (name, bytes) in zip(names, whole) {
            try folder.write(
                bytes.prefix(8) + [UInt8](repeating: 0, count: bytes.count - 8), to: "kept/" + name)
        }
        #expect(try evaluate(cache) != plain)
        for (name, bytes) in zip(names, whole) {
            try folder.write(bytes.dropLast(9), to: "kept/" + name)
        }
        #expect(try evaluate(cache) == plain)
        #expect(try names.map { try folder.bytes("kept/" + $0) } == whole)
    }

    @Test func reconstructionsNeedNoReference() throws {
        let outcome = try Self.run(
            ["a.smi": "CCO\nCCN\n", "b.smi": "OCC\nCCC\n"], ["a.smi", "--reconstructions", "b.smi"])
        #expect(outcome.output.hasPrefix("reconstruction  0.5000  1 of 2 molecules came back exactly"))
    }

    @Test(
        arguments: [
            (["a.smi"], 64), (["a.smi", "--reference", "none.smi"], 66),
            (["b.smi", "--reference", "a.smi"], 65), (["-", "--reference", "-"], 64),
        ] as [([String], Int32)])
    func mistakesAreNamed(_ arguments: [String], _ status: Int32) throws {
        let outcome = try Self.run(["a.smi": "CCO\n", "b.smi": "C1CC\n"], arguments)
        #expect(outcome.status == status, "\(outcome.errors)")
        #expect(!outcome.errors.isEmpty && outcome.output.isEmpty)
    }
}
