import Foundation
import QuartetTestSupport
import Testing

/// `traffic train`, `score` and `evaluate` on a small synthetic log: the keys that programs rely on.
@Suite struct TrafficEvaluateTests {
    /// Web and name traffic; an attack sends as little as a name query and receives as much as from the web.
    private static func table(_ count: Int, attacks: Int, seed: UInt64) -> String {
        var state = seed
        // Approximately normal: the sum of four uniform numbers.
        let noise = (0..<3 * (count + attacks)).map { _ in
            (0..<4).reduce(-2.0) { sum, _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return sum + Double(state >> 40) / Double(1 << 24)
            } * 1.7
        }
        var text = "bytes_sent,bytes_received,seconds,service,label\n"
        for record in 0..<count + attacks {
            let isWeb = record < count && record % 3 > 0
            let isAttack = record >= count
            let sent = exp((isWeb ? 6 : 4) + 0.3 * noise[3 * record])
            let received = exp((isWeb || isAttack ? 9 : 5) + 0.3 * noise[3 * record + 1])
            let seconds = exp(0.2 * noise[3 * record + 2])
            text += String(format: "%.0f,%.0f,%.2f,", sent, received, seconds)
            text += (isWeb ? "web" : "names") + "," + (isAttack ? "attack" : "normal") + "\n"
        }
        return text
    }

    private static func write(_ text: String, _ name: String, in folder: String) throws {
        try Data(text.utf8).write(to: URL(filePath: folder + "/" + name))
    }

    @Test func labelsThatAreMisspeltOrLeftOutAreReported() throws {
        try inFolder { folder in
            try Self.write(Self.table(120, attacks: 30, seed: 2), "mixed.csv", in: folder)
            func train(_ options: [String]) throws -> Program.Outcome {
                try Program.run(["traffic", "train", "mixed.csv", "--quiet"] + options, in: folder)
            }
            let misspelt = try train(["--normal", "norml"])
            #expect(misspelt.status == 65, "\(misspelt.errors)")
            #expect(
                misspelt.errors.contains(
                    "No record has the label norml in the column label; its labels are: normal (120 records), "
                        + "attack (30 records)."))
            // There are too few records, which is said last.
            let unlabelled = try Program.run(["traffic", "train", "mixed.csv"], in: folder)
            #expect(unlabelled.status == 65)
            #expect(unlabelled.errors.contains("The column label has several labels"), "\(unlabelled.errors)")
            #expect(try !train(["--normal", "normal"]).errors.contains("several labels"))
        }
    }

    /// Random numbers and a column of any name that gives the label away.
    @Test func theLabelItselfIsNoEvidence() throws {
        try inFolder { folder in
            func text(_ count: Int, seed: UInt64) -> String {
                var generator = SeededGenerator(seed)
                return "bytes,packets,protocol,verdict\n"
                    + (0..<count).map { record in
                        let (bytes, packets) = (
                            Int.random(in: 60...9000, using: &generator),
                            Int.random(in: 1...40, using: &generator)
                        )
                        return
                            "\(bytes),\(packets),\(bytes % 2 == 0 ? "tcp" : "udp"),\(record % 5 == 0 ? "bad" : "good")\n"
                    }.joined()
            }
            try Self.write(text(3000, seed: 1), "known.csv", in: folder)
            try Self.write(text(1500, seed: 2), "new.csv", in: folder)
            let labels = ["--label", "verdict", "--normal", "good"]
            let train = ["traffic", "train", "known.csv", "--steps", "40", "--scale", "rank"]
            let training = try Program.run(train + labels + ["--out", "m.safetensors"], in: folder)
            #expect(training.status == 0, "\(training.errors)")
            let evaluate = ["traffic", "evaluate", "new.csv", "--json"] + labels
            let judged = try Program.run(evaluate + ["--model", "m.safetensors"], in: folder)
            #expect(judged.status == 0, "\(judged.errors)")
            let area = try #require(try Program.dictionary(judged.output)["auroc"] as? Double)
            #expect(area > 0.4 && area < 0.6)
            // A model that was trained without --label judges by the column.
            #expect(try Program.run(train + ["--out", "all.safetensors"], in: folder).status == 0)
            let refused = try Program.run(evaluate + ["--model", "all.safetensors"], in: folder)
            #expect(refused.status == 65 && refused.errors.contains("verdict, the label itself"))
        }
    }

    /// A second label of an unknown name is left out of a training, and named where a model judges it.
    @Test func aSecondLabelGivesNothingAway() throws {
        try inFolder { folder in
            func text(_ count: Int, attacks: Bool) -> String {
                var generator = SeededGenerator(7)
                return "bytes,packets,protocol,subcategory,finding,label\n"
                    + (0..<count).map { record in
                        let bytes = Int.random(in: 60...9000, using: &generator)
                        let packets = Int.random(in: 1...40, using: &generator)
                        let isBad = attacks && record % 5 == 0
                        let words = isBad ? "http,beacon,bad" : "none,fine,normal"
                        return "\(bytes),\(packets),\(bytes % 2 == 0 ? "tcp" : "udp"),\(words)\n"
                    }.joined()
            }
            try Self.write(text(3000, attacks: true), "mixed.csv", in: folder)
            try Self.write(text(2400, attacks: false), "normal.csv", in: folder)
            func train(_ log: String, _ model: String) throws -> Program.Outcome {
                try Program.run(
                    [
                        "traffic", "train", log, "--normal", "normal", "--out", model, "--steps", "40",
                        "--scale", "rank",
                    ], in: folder)
            }
            func evaluate(_ model: String) throws -> Program.Outcome {
                try Program.run(
                    ["traffic", "evaluate", "mixed.csv", "--normal", "normal", "--model", model, "--json"],
                    in: folder)
            }
            let labelled = try train("mixed.csv", "labelled.safetensors")
            #expect(labelled.status == 0, "\(labelled.errors)")
            #expect(labelled.errors.contains("The column finding is left out: it tells the label"))
            #expect(labelled.errors.contains("The column subcategory is left out: by its name"))
            let fair = try evaluate("labelled.safetensors")
            #expect(fair.status == 0 && !fair.errors.contains("finding"), "\(fair.errors)")
            let area = try #require(try Program.dictionary(fair.output)["auroc"] as? Double)
            #expect(area > 0.4 && area < 0.6)
            // Normal traffic alone cannot tell that a column is a label.
            let unknowing = try train("normal.csv", "normal.safetensors")
            #expect(unknowing.status == 0 && !unknowing.errors.contains("finding"), "\(unknowing.errors)")
            let leaking = try evaluate("normal.safetensors")
            #expect(leaking.errors.contains("The model judges the column finding"), "\(leaking.errors)")
        }
    }

    @Test func figuresHaveTheirKeys() throws {
        try inFolder { folder in
            try Self.write(Self.table(3000, attacks: 0, seed: 1), "normal.csv", in: folder)
            try Self.write(Self.table(900, attacks: 100, seed: 2), "mixed.csv", in: folder)
            let training = try Program.run(
                [
                    "traffic", "train", "normal.csv", "--out", "m.safetensors", "--steps", "60", "--json",
                    "--scale", "auto",
                ], in: folder)
            #expect(training.status == 0, "\(training.errors)")
            #expect(training.errors.contains("judged one by one"))
            let choice = try #require(try Program.dictionary(training.output)["choice"] as? [String: Any])
            #expect((choice["scaleAuroc"] as? [String: Double])?.keys.sorted() == ["logarithm", "rank"])
            let evidence = try #require(choice["evidenceAuroc"] as? [String: Double])
            #expect(
                evidence.keys.sorted() == [
                    "standard", "tupleOnce", "withoutCode", "withoutTables", "withoutTuple",
                ])

            let judging = try Program.run(
                [
                    "traffic", "evaluate", "mixed.csv", "--label", "label", "--normal", "normal", "--train",
                    "normal.csv", "--model", "m.safetensors", "--importance-samples", "3", "--json",
                ], in: folder)
            #expect(judging.status == 0, "\(judging.errors)")
            let report = try Program.dictionary(judging.output)
            for key in ["auroc", "auprc", "bestF1", "falseAlarms", "falseAlarmsAsked"] {
                let figure = try #require(report[key] as? Double, "\(key)")
                #expect(figure >= 0 && figure <= 1)
            }
            #expect(try #require(report["auroc"] as? Double) > 0.9)
            #expect(report["records"] as? Int == 1000 && report["anomalies"] as? Int == 100)
            let recalls = try #require(report["recallAt"] as? [String: Double])
            #expect(recalls.keys.sorted() == ["0.001", "0.01", "0.05"])
            let intervals = try #require(report["intervals"] as? [String: Any])
            for key in ["auroc", "auprc", "bestF1"] {
                let ends = try #require(intervals[key] as? [Double])
                #expect(ends.count == 2 && ends[0] <= ends[1])
            }
            #expect((intervals["recallAt"] as? [String: [Double]])?["0.01"]?.count == 2)
            let baselines = try #require(report["baselines"] as? [String: [String: Any]])
            #expect(
                baselines.keys.sorted() == [
                    "bound", "importanceSampledBound", "isolationForest", "pca", "rarity",
                ])
            for figures in baselines.values { #expect(figures["auroc"] is Double) }
        }
    }

    @Test func boundsAreAColumn() throws {
        try inFolder { folder in
            try Self.write(Self.table(3000, attacks: 0, seed: 1), "normal.csv", in: folder)
            let training = try Program.run(
                [
                    "traffic", "train", "normal.csv", "--out", "m.safetensors", "--steps", "20", "--quiet",
                    "--scale", "logarithm",
                ], in: folder)
            #expect(training.status == 0 && training.errors.isEmpty, "\(training.errors)")
            #expect(training.output.contains("chosen on synthetic anomalies"))
            let score = ["traffic", "score", "normal.csv", "--model", "m.safetensors"]
            let plain = try Program.run(score, in: folder).output.split(separator: "\n")
            let sampled = try Program.run(score + ["--importance-samples", "4"], in: folder).output
                .split(separator: "\n")
            #expect(plain.count == 3001 && sampled.count == 3001)
            #expect(plain[0] == "line\tscore\t1 in" && sampled[0] == "line\tscore\t1 in\tbound")
            #expect(zip(plain.dropFirst(), sampled.dropFirst()).allSatisfy { $1.hasPrefix($0 + "\t") })
            let lines = try Program.run(score + ["--importance-samples", "4", "--json"], in: folder).output
                .split(separator: "\n")
            let first = try Program.dictionary(String(lines[0]))
            #expect(first["bound"] is Double && first["score"] is Double && first["line"] as? Int == 2)
            let wrong = try Program.run(score + ["--importance-samples", "0"], in: folder)
            #expect(wrong.status == 64)
        }
    }
}
