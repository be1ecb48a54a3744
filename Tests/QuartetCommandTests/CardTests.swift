import Foundation
import QuartetTestSupport
import Testing

@Suite struct CardTests {
    @Test(arguments: [
        ("digits", ["| classNames | 0, 1, 2", "| steps | 6000 |", "| seed | 1 |"]),
        ("fabric", ["| classes | 20: plain, striped,", "| pictures seen in training | 999,960 |"]),
        ("molecules", ["a model of molecules", "| beta | 0.05 |", "| seed | 1 |"]),
        ("traffic-zeek-conn", ["It is a demonstration", "| log format | zeek-conn |", "seed 0, "]),
        ("traffic-nsl-kdd", ["| trained on | ", "## Configuration", "numbers by rank | 0.8"]),
    ])
    func modelsThatShipDescribeThemselves(name: String, parts: [String]) throws {
        let file = Checkout.folder + "/weights/\(name).safetensors"
        let run = try Program.run(["card", file])
        #expect(run.status == 0 && run.output.hasPrefix("# \(name).safetensors\n"), "\(run.errors)")
        for part in parts { #expect(run.output.contains(part), "\(part) in \(run.output)") }
    }

    /// `make cards` writes them; a new model or new figures need new cards.
    @Test(arguments: [
        "digits", "fabric", "molecules", "support-cues", "support-encoder", "support-pairs",
        "support-search", "support-shop", "traffic-zeek-conn", "traffic-nsl-kdd",
    ])
    func cardsInTheRepositoryAreCurrent(name: String) throws {
        let (weights, notes) = (
            Checkout.folder + "/weights/\(name)", Checkout.folder + "/weights/notes/\(name)"
        )
        var arguments = ["card", weights + ".safetensors", "--notes", notes + ".md"]
        let evaluation = notes + ".evaluation.json"
        if FileManager.default.fileExists(atPath: evaluation) { arguments += ["--evaluation", evaluation] }
        let run = try Program.run(arguments)
        #expect(run.status == 0, "\(run.errors)")
        #expect(try String(contentsOfFile: weights + ".md", encoding: .utf8) == run.output)
    }

    @Test func figuresMustBeOfTheSameModel() throws {
        try inFolder { folder in
            let report = """
                {"version": "another", "auroc": 0.9, "auprc": 0.8, "recallAt": {"0.01": 0.5}, "baselines": {},
                 "records": 10, "anomalies": 3, "falseAlarms": 0.01, "falseAlarmsAsked": 0.01}
                """
            try Data(report.utf8).write(to: URL(filePath: folder + "/report.json"))
            try Data("{}".utf8).write(to: URL(filePath: folder + "/empty.json"))
            let model = Checkout.folder + "/weights/traffic-nsl-kdd.safetensors"
            let other = try Program.run(["card", model, "--evaluation", "report.json"], in: folder)
            #expect(other.status == 65 && other.errors.contains("version another"), "\(other.errors)")
            let empty = try Program.run(["card", model, "--evaluation", "empty.json"], in: folder)
            #expect(empty.status == 65 && empty.errors.contains("empty.json"), "\(empty.errors)")
            let fabric = Checkout.folder + "/weights/fabric.safetensors"
            let cloth = try Program.run(["card", fabric, "--evaluation", "report.json"], in: folder)
            #expect(cloth.status == 65 && cloth.errors.contains("fabric.safetensors"), "\(cloth.errors)")
        }
    }

    @Test func measuredFiguresAndNotesArePartOfTheCard() throws {
        try inFolder { folder in
            let model = Checkout.folder + "/weights/traffic-nsl-kdd.safetensors"
            let plain = try Program.run(["card", model]).output
            let version = try #require(plain.firstMatch(of: /\| version \| ([0-9a-f]+) \|/)?.1)
            let report = """
                {"version": "\(version)", "auroc": 0.98764, "auprc": 0.8, "recallAt": {"0.01": 0.5},
                 "baselines": {"pca": {"auroc": 0.7, "auprc": 0.6, "recallAt": {}, "bestF1": 0}},
                 "records": 10, "anomalies": 3, "falseAlarms": 0.0084, "falseAlarmsAsked": 0.01}
                """
            try Data(report.utf8).write(to: URL(filePath: folder + "/report.json"))
            try Data("## Limits\nFew.\n".utf8).write(to: URL(filePath: folder + "/notes.md"))
            let run = try Program.run(
                ["card", model, "--evaluation", "report.json", "--notes", "notes.md", "--out", "card.md"],
                in: folder)
            #expect(run.status == 0 && run.output == "card.md\n", "\(run.errors)")
            let card = try String(contentsOfFile: folder + "/card.md", encoding: .utf8)
            #expect(card.contains("| this model | 0.9876 | 0.8000 |  | 0.500 |  |"), "\(card)")
            #expect(card.contains("| principal components | 0.7000 | 0.6000 |"))
            #expect(card.contains("1 % false alarms 0.84 % of the normal records are flagged"))
            #expect(card.hasSuffix("## Limits\nFew.\n"))
            let missing = try Program.run(["card", model, "--notes", "nowhere.md"], in: folder)
            #expect(missing.status == 66 && missing.errors.contains("nowhere.md"), "\(missing.errors)")
        }
        #expect(try Program.run(["card", "nowhere.safetensors"]).status == 66)
    }
}
