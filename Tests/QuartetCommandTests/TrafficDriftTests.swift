import Foundation
import QuartetTestSupport
import Testing

/// `traffic inspect`, `drift` and `calibrate`, as their user sees them.
@Suite struct TrafficDriftTests {
    @Test func inspectingDescribesEachField() throws {
        try inFolder { folder in
            try Data((SmallLog.text(90, odd: 0, seed: 1) + "no record\n").utf8).write(
                to: URL(filePath: folder + "/small.csv"))
            let run = try Program.run(["traffic", "inspect", "small.csv", "--json"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.errors.contains("small.csv:92"))
            let report = try Program.dictionary(run.output)
            #expect(report["format"] as? String == "csv")
            #expect(report["records"] as? Int == 90 && report["rejected"] as? Int == 1)
            let fields = try #require(report["fields"] as? [[String: Any]])
            #expect(
                fields.compactMap { $0["name"] as? String } == [
                    "time", "source", "destination", "destination port", "bytes_sent", "bytes_received",
                    "seconds", "service",
                ])
            let table = try Program.run(["traffic", "inspect", "small.csv"], in: folder)
            #expect(table.status == 0)
            #expect(table.output.contains("bytes_received") && table.output.contains("web"))
            #expect(try Program.run(["traffic", "inspect", "none.csv"], in: folder).status == 66)
        }
    }

    @Test func driftIsMeasuredAndDrawn() throws {
        try SmallLog.inTrainedFolder { folder in
            let drift = ["traffic", "drift", "--model", "m.safetensors", "--json"]
            let same = try Program.run(drift + ["normal.csv", "--out", "pictures"], in: folder)
            #expect(same.status == 0, "\(same.errors)")
            let report = try Program.dictionary(same.output)
            #expect(report["verdict"] as? String == "holds")
            #expect(report["records"] as? Int == 3000)
            #expect(report["promised"] as? Double == 0.01)
            #expect(FileManager.default.fileExists(atPath: folder + "/pictures/drift.png"))

            // Too few records to judge the rate are not said to keep it.
            let short = SmallLog.text(450, odd: 0, seed: 4).replacing(",names\n", with: ",games\n")
            try Data(short.utf8).write(to: URL(filePath: folder + "/short.csv"))
            let open = try Program.run(
                ["traffic", "drift", "--model", "m.safetensors", "short.csv"], in: folder)
            #expect(open.output.contains("too few records to tell"), "\(open.output)")
            #expect(!open.output.contains("training distribution; the false-alarm rate still holds"))
            #expect(open.output.contains("calibrated on records of the training logs"))
            try Data(SmallLog.text(50, odd: 0, seed: 1).utf8).write(to: URL(filePath: folder + "/few.csv"))
            let few = try Program.run(
                ["traffic", "drift", "--model", "m.safetensors", "few.csv"], in: folder)
            #expect(few.output.contains("Verdict: too few records to tell"), "\(few.output)")

            // Everything that used to be names is a service that training never saw.
            let other = SmallLog.text(3000, odd: 0, seed: 3).replacing(",names\n", with: ",games\n")
            try Data(other.utf8).write(to: URL(filePath: folder + "/other.csv"))
            let changed = try Program.run(drift + ["other.csv"], in: folder)
            #expect(changed.status == 0, "\(changed.errors)")
            let verdict = try Program.dictionary(changed.output)
            #expect(verdict["verdict"] as? String == "train")
            let fields = try #require(verdict["fields"] as? [[String: Any]])
            let drifted = fields.filter { $0["isDrifted"] as? Bool == true }
            #expect(drifted.contains { $0["field"] as? String == "service" })
        }
    }

    @Test func calibratingSetsTheThresholdOnNewRecords() throws {
        try SmallLog.inTrainedFolder { folder in
            let calibrate = ["traffic", "calibrate", "today.csv", "--model", "m.safetensors"]
            let run = try Program.run(calibrate + ["--out", "new.safetensors"], in: folder)
            #expect(run.status == 0, "\(run.errors)")
            #expect(run.output.hasPrefix("new.safetensors  threshold from 405 records of today.csv"))
            let manager = FileManager.default
            let (old, new) = (folder + "/m.safetensors", folder + "/new.safetensors")
            #expect(!manager.contentsEqual(atPath: old, andPath: new))
            // Without --out the model itself is replaced.
            #expect(try Program.run(calibrate, in: folder).status == 0)
            #expect(manager.contentsEqual(atPath: old, andPath: new))
            let missing = try Program.run(
                ["traffic", "calibrate", "none.csv", "--model", "m.safetensors"], in: folder)
            #expect(missing.status == 66)
        }
    }
}
