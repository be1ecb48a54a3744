import Foundation
import QuartetTestSupport
import Testing

/// The commands that need a model, with a small one that is trained here in a few seconds.
@Suite struct MoleculesModelTests {
    /// Chains and rings of few tokens.
    private static let library: String = {
        let heads = ["C", "CC", "CCC", "OC", "NC", "FC", "ClC", "C1CC1C", "c1ccccc1C", "c1ccncc1C"]
        let middles = ["C", "O", "N", "C(=O)", "C(=O)N", "S", "CO", "CN"]
        let tails = ["C", "CC", "O", "N", "F", "Cl", "c1ccccc1", "C1CCCC1"]
        return heads.flatMap { head in middles.flatMap { middle in tails.map { head + middle + $0 + "\n" } } }
            .joined()
    }()

    private func run(_ arguments: [String], input: String? = nil) throws -> Program.Outcome {
        try Program.run(["molecules"] + arguments, input: input.map { Data($0.utf8) })
    }

    /// Trains, interrupts nothing, and returns the weights.
    private func trained(in folder: TemporaryFolder) throws -> String {
        let file = try folder.write(Self.library, to: "library.smi")
        let out = folder.file("run")
        let outcome = try run([
            "train", file, "--out", out, "--encoder", "32", "--decoder", "64", "--latents", "16", "--batch",
            "16",
            "--epochs", "15", "--rate", "0.01", "--hold-back", "40", "--properties", "logP,weight", "--quiet",
            "--json",
        ])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let result = try Program.dictionary(outcome.output)
        let figures = try #require(result["heldBack"] as? [String: Any])
        #expect(figures["molecules"] as? Int == 40)
        let files = try folder.names(in: "run")
        for name in [
            "molecules.csv", "held-back.smi", "molecules.safetensors", "last.safetensors", "curves.png",
        ] {
            #expect(files.contains(name), "\(files)")
        }
        return out + "/molecules.safetensors"
    }

    @Test func aModelServesEveryCommand() throws {
        let folder = TemporaryFolder()
        let model = ["--model", try trained(in: folder), "--quiet"]

        let samples = try run(["sample", "--count", "30"] + model)
        #expect(samples.output.split(separator: "\n", omittingEmptySubsequences: false).count == 31)
        #expect(try run(["sample", "--count", "30"] + model).output == samples.output, "The seed decides.")
        #expect(
            try run(["sample", "--count", "10"] + model).output == samples.output.lines(10),
            "So does the count not.")
        for prior in [["--prior", "normal"], ["--prior", "fitted", "--like", folder.file("library.smi")]] {
            #expect(try run(["sample", "--count", "5"] + prior + model).status == 0)
        }

        let two = "CCOC\nCCI\nCC(\nCCCC(=O)N\n"
        let reconstructed = try run(["reconstruct", "-"] + model, input: two)
        #expect(reconstructed.output.split(separator: "\n", omittingEmptySubsequences: false).count == 5)
        #expect(reconstructed.output.split(separator: "\n", omittingEmptySubsequences: false)[1].isEmpty)
        let codes = try run(["encode", "-"] + model, input: two)
        #expect(codes.output.contains("the model does not know \"I\""))
        #expect(codes.output.hasPrefix("row\tline\tname\tsmiles\tlogP\tweight\tz1\t"))
        let decoded = try run(["decode", "-"] + model, input: codes.output)
        #expect(decoded.output == reconstructed.output)

        let proposed = try run(["propose", "--count", "4", "--atoms", "3..9", "--json"] + model)
        let rows = try proposed.output.split(separator: "\n").map { try Program.dictionary(String($0)) }
        #expect(rows.count == 4)
        #expect(Set(rows.compactMap { $0["smiles"] as? String }).count == 4)
        #expect((try #require(rows.first)["code"] as? [Double])?.count == 16)
        // The first of many are the few of the same seed.
        let many = try run(["propose", "--count", "30", "--atoms", "3..9", "--json"] + model)
        #expect(many.output.hasPrefix(proposed.output))
        let grown = try run(["grow", "*c1ccccc1", "--count", "3", "--json"] + model)
        for row in try grown.output.split(separator: "\n").map({ try Program.dictionary(String($0)) }) {
            #expect((row["smiles"] as? String)?.contains("c1ccccc1") == true)
            #expect(row["note"] as? String == "grown by the model")
        }
        #expect(
            try run(["interpolate", "CCOC", "CCCC(=O)N", "--steps", "5"] + model).output.contains("to_first"))
        let analogs = try run(["analogs", "CCCC(=O)N", "--count", "2", "--similarity", "0.1..0.9"] + model)
        #expect(analogs.output.hasPrefix("id\tsmiles\t"))
    }

    @Test func aProjectKeepsWhatIsProposed() throws {
        let folder = TemporaryFolder()
        let model = ["--model", try trained(in: folder), "--quiet"]
        let project = ["--project", folder.file("project")]
        let first = try run(["propose", "--count", "3", "--seed", "5", "--json"] + model + project)
        let ids = try first.output.split(separator: "\n").map {
            try Program.dictionary(String($0))["id"] as? String
        }
        #expect(ids == ["Q00001", "Q00002", "Q00003"])
        // The same seed gives others, because nothing is proposed twice, and that is said.
        let noisy = Array(model.dropLast()) + project
        let again = try run(
            ["propose", "--count", "2", "--seed", "5", "--screen", "fragment", "--json"] + noisy)
        #expect(again.errors.contains("left out because the project has them: nothing is proposed twice"))
        #expect(again.errors.contains("wanted: 2 of "))
        let runs = try folder.text("project/runs.jsonl").split(separator: "\n").compactMap {
            try Program.dictionary(String($0))["settings"] as? [String: String]
        }
        #expect(runs.last?["screens"]?.wholeMatch(of: /fragment \([0-9a-f]+\)/) != nil)
        #expect(runs[0]["count"] == "3" && runs[0]["screens"] == nil && runs[0]["like"] == nil)
        // Another run proposes others.
        let second = try run(["propose", "--count", "3", "--seed", "6", "--json"] + model + project)
        let others = try second.output.split(separator: "\n").map {
            try Program.dictionary(String($0))["id"] as? String
        }
        #expect(others == ["Q00006", "Q00007", "Q00008"])
    }

    /// Where no model is installed.
    @Test func piecesNeedNoModel() throws {
        let folder = TemporaryFolder()
        try FileManager.default.createSymbolicLink(
            atPath: folder.file("catalogs"), withDestinationPath: Checkout.folder + "/catalogs")
        let environment = Program.environment.merging(["QUARTET_HOME": folder.path]) { $1 }
        func run(_ arguments: [String]) throws -> Program.Outcome {
            try Program.run(["molecules"] + arguments, in: folder.path, environment: environment)
        }
        try folder.write("CC(=O)Nc1ccccc1\nCCOC(=O)c1ccncc1\n", to: "library.smi")
        #expect(try run(["pieces", "library.smi", "--out", "pieces.tsv"]).status == 0)
        let fragment = ["grow", "*c1ccc(F)cc1", "--pieces", "pieces.tsv", "--count", "2"]
        let grown = try run(fragment + ["--by", "pieces", "--json", "--project", "p"])
        #expect(grown.status == 0, "\(grown.errors)")
        let row = try Program.dictionary(String(grown.output.split(separator: "\n").first ?? ""))
        #expect((row["note"] as? String)?.hasPrefix("piece ") == true)
        #expect(row["code"] == nil && row["decodesToItself"] == nil)
        #expect(try folder.text("p/candidates.jsonl").contains("\"command\":\"grow\""))
        let without = try run(fragment)
        #expect(without.status == 66)
        for words in ["--model FILE", "`quartet molecules train`", "--by pieces needs none"] {
            #expect(without.errors.contains(words), "\(without.errors)")
        }
        #expect(try run(["propose"]).errors.contains("`quartet molecules train`"))
    }

    @Test func wrongInputIsSaid() throws {
        let folder = TemporaryFolder()
        let model = folder.file("none.safetensors")
        #expect(try run(["sample", "--model", model]).errors.contains("none.safetensors"))
        #expect(try run(["sample", "--prior", "fitted"]).errors.contains("--like"))
        let few = try folder.write("CCO\nCCN\n", to: "few.smi")
        let outcome = try run(["train", few, "--out", folder.file("run"), "--quiet"])
        #expect(outcome.status != 0 && outcome.errors.contains("2 different molecules"))
        let column = try run(["train", few, "--out", folder.file("run2"), "--properties", "pIC50", "--quiet"])
        #expect(column.status != 0 && column.errors.contains("pIC50"))
        let broken = try folder.write("C1CC\n", to: "broken.smi")
        #expect(try run(["train", broken, "--out", folder.file("run3"), "--quiet"]).status == 65)
        #expect(try !folder.names.contains("run3"), "nothing was to be written")
        let table = try folder.write("SMILES,SPLIT\nCCO,train\n", to: "moses.csv")
        #expect(
            try run(["sample", "--model", table]).errors.contains(
                "moses.csv: is a text that begins with 'SMILES,SPLIT', not weights"))
        for (options, message) in [
            ("--heads 4", "--decoder-kind attention"),
            ("--decoder-kind attention --heads 3", "--decoder 256 does not divide into 3 heads"),
            ("--decoder-kind attention --decoder 4096 --heads 2", "2 to 1024"),
            ("--decoder-kind attention --heads 0", "--heads"),
        ] {
            let refused = try run(["train", few] + options.split(separator: " ").map(String.init))
            #expect(refused.status != 0 && refused.errors.contains(message), "\(refused.errors)")
        }
    }

    @Test func aDecoderOfAttentionServesToo() throws {
        let folder = TemporaryFolder()
        let file = try folder.write(Self.library, to: "library.smi")
        let out = folder.file("run")
        let trained = try run([
            "train", file, "--out", out, "--decoder-kind", "attention", "--encoder", "16", "--decoder", "16",
            "--layers", "1", "--heads", "2", "--latents", "8", "--batch", "64", "--epochs", "1",
            "--hold-back",
            "40", "--properties", "none", "--quiet",
        ])
        #expect(trained.status == 0, "\(trained.errors)")
        let sample = ["sample", "--count", "300", "--model", out + "/molecules.safetensors", "--quiet"]
        let samples = try run(sample)
        #expect(samples.status == 0 && samples.output.split(separator: "\n").count > 0, "\(samples.errors)")
        #expect(try run(sample).output == samples.output)
    }
}

extension String {
    fileprivate func lines(_ count: Int) -> String {
        split(separator: "\n").prefix(count).map { $0 + "\n" }.joined()
    }
}
