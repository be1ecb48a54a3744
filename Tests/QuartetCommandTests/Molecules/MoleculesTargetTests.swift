import Foundation
import QuartetTestSupport
import Testing

@Suite struct MoleculesTargetTests {
    /// Rings with chains whose value is a sum over both; the first two are measured twice.
    private static let table: String = {
        let heads = ["c1ccccc1", "c1ccncc1", "C1CCCCC1", "c1ccoc1", "C1CCNCC1"]
        let tails = ["", "C", "CC", "CCC", "O", "CO", "N", "CN", "Cl", "F"]
        var lines = ["smiles,name,pIC50"]
        for (i, head) in heads.enumerated() {
            for (j, tail) in tails.enumerated() {
                lines.append("\(tail)\(head),m\(i).\(j),\(4 + 0.3 * Double(j) + 0.2 * Double(i))")
            }
        }
        lines += ["c1ccccc1,again,4.5", "Cc1ccccc1,again,4.9", "CC(C,broken,5"]
        return lines.joined(separator: "\n") + "\n"
    }()

    private static func run(_ arguments: [String], _ input: String = table) throws -> Program.Outcome {
        try Program.run(["molecules"] + arguments, input: Data(input.utf8))
    }

    @Test func aModelIsTrainedUsedAndAsked() throws {
        let folder = TemporaryFolder()
        let model = folder.path + "/a.model"
        let trained = try Self.run(["target", "train", "-", "--activity", "pIC50", "--out", model, "--json"])
        #expect(trained.status == 0, "\(trained.errors)")
        // Two repeats are no noise floor.
        #expect(trained.errors.contains("2 molecules were measured more than once"))
        #expect(trained.errors.contains("too few to tell a noise floor; that takes 20."))
        let report = try Program.dictionary(trained.output)
        #expect(report["noiseFloor"] == nil)
        #expect((report["repeats"] as? [String: Any])?["molecules"] as? Int == 2)
        #expect((report["repeats"] as? [String: Any])?["unit"] as? String == "log units")

        let predicted = try Self.run(
            ["target", "predict", model, "-"], "CCCc1ccccc1 a\nC[Zn]C zinc\nFC1CCCCC1 b\n")
        #expect(predicted.status == 0, "\(predicted.errors)")
        let lines = predicted.output.split(separator: "\n").map {
            $0.split(separator: "\t", omittingEmptySubsequences: false).map(String.init)
        }
        #expect(lines.count == 4)
        #expect(abs((Double(lines[1][3]) ?? 0) - 4.9) < 0.7)
        #expect(lines[2].last?.hasPrefix("metal compound: Zn") == true)

        let found = try Self.run([
            "optimise", "--objective", "target(\(model))>6, qed>0.2", "--lead", "CCc1ccncc1", "--budget",
            "20",
            "--starters", "5", "--no-baselines", "--out", folder.path + "/run",
        ])
        #expect(found.status == 0, "\(found.errors)")
        let table = try String(contentsOfFile: folder.path + "/run/candidates.csv", encoding: .utf8)
        #expect(table.contains("target(\(model))>6"), "\(table.prefix(200))")
        let none = try Self.run([
            "optimise", "--objective", "target(\(folder.path)/run/candidates.csv)>8", "--lead", "CCO",
            "--out",
            folder.path + "/other",
        ])
        #expect(none.status != 0)
        #expect(none.errors.contains("`quartet molecules target train` makes one"), "\(none.errors)")
    }
}
