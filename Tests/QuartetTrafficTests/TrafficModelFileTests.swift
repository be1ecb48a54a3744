import Foundation
import QuartetEngine
import QuartetTestSupport
import QuartetTraffic
import Testing

/// A saved model can be opened unchanged, and a damaged file is an error.
@Suite struct TrafficModelFileTests {
    /// A small table of invented flows: three services with different sizes.
    static func table(_ count: Int, seed: UInt64) -> String {
        let records = DetectorTests.ordinary(count, seed: seed)
        var text = "bytes_sent,bytes_received,seconds,service\n"
        for record in 0..<count {
            let numbers = records.numbers.map { String(format: "%.3f", expm1($0[record])) }
            let service = ["web", "names", "mail"][Int(records.categories[0][record]) - 100]
            text += numbers.joined(separator: ",") + "," + service + "\n"
        }
        return text
    }

    static func sample(_ text: String, _ folder: TemporaryFolder, _ name: String) throws -> RecordSample {
        let reader = try LogReader(
            [folder.write(text, name)], catalog: sourceCatalog(), rejected: RejectedLines(writingTo: nil))
        var sample = RecordSample()
        while let batch = try reader.nextBatch() { try sample.append(batch) }
        return sample
    }

    static func trained(_ folder: TemporaryFolder, scale: ScaleKind? = nil) throws -> TrafficModel {
        var options = TrafficTraining.Options()
        (options.detector.steps, options.detector.hidden, options.detector.latents) = (60, [16], 3)
        (options.detector.scale, options.capsRepeats) = (scale, false)
        let outcome = try TrafficTraining(options).run(sample(table(3000, seed: 1), folder, "training.csv")) {
            step, total, _ in
            #expect(step <= total)
            return true
        }
        return try #require(outcome).model
    }

    private static func columns(_ model: TrafficModel, _ folder: TemporaryFolder) throws -> RecordColumns {
        let batch = try #require(try sample(table(700, seed: 2), folder, "other.csv").batch)
        return try model.columns(batch)
    }

    @Test(arguments: [nil, ScaleKind.rank, .logarithm])
    func aSavedModelScoresAsBefore(_ scale: ScaleKind?) throws {
        let folder = TemporaryFolder()
        let model = try Self.trained(folder, scale: scale)
        let path = folder.path + "/model.safetensors"
        try model.save(to: path)
        let opened = try TrafficModel(path: path)
        let columns = try Self.columns(model, folder)
        #expect(opened.detector.anomalyScores(of: columns) == model.detector.anomalyScores(of: columns))
        let (one, other) = (opened.detector.breakdown(of: columns), model.detector.breakdown(of: columns))
        #expect(one.surprises == other.surprises && one.heads == other.heads && one.bound == other.bound)
        #expect(opened.summary == model.summary && opened.calibration == model.calibration)
        let choice = try #require(opened.summary.choice)
        #expect(choice.scaleAuroc.count == (scale == nil ? 2 : 0))
        #expect(scale == nil || choice.scale == scale)
        #expect(choice.evidenceAuroc.count == EvidenceWeights.candidates.count)
        #expect(choice.evidenceAuroc.values.allSatisfy { $0 > 0.5 && $0 <= 1 })
    }

    /// Rewrites a model's description.
    private static func rewrite(
        _ path: String, architecture: String? = nil, _ change: (inout [String: Any]) -> Void
    ) throws {
        let file = try SafetensorsFile(path: path)
        var metadata = file.metadata
        let text = try #require(metadata["configuration"])
        var object = try #require(
            try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        change(&object)
        metadata["configuration"] = String(
            decoding: try JSONSerialization.data(withJSONObject: object), as: UTF8.self)
        if let architecture { metadata["architecture"] = architecture }
        var writer = SafetensorsWriter(metadata: metadata)
        for (name, entry) in file.entries {
            writer.add(name, shape: entry.shape, try file.floats(name))
        }
        try writer.write(to: path)
    }

    private static func parts(_ object: inout [String: Any], _ change: (inout [String: Any]) -> Void) {
        var parts = object["parts"] as? [String: Any] ?? [:]
        change(&parts)
        object["parts"] = parts
    }

    @Test func filesFromBeforeTheChoiceCanBeOpened() throws {
        let folder = TemporaryFolder()
        let model = try Self.trained(folder, scale: .rank)
        let path = folder.path + "/model.safetensors"
        try model.save(to: path)
        try Self.rewrite(path) { object in
            Self.parts(&object) { $0["evidenceWeights"] = nil }
            var summary = object["summary"] as? [String: Any] ?? [:]
            summary["choice"] = nil
            var options = summary["options"] as? [String: Any] ?? [:]
            options["scale"] = nil
            summary["options"] = options
            object["summary"] = summary
        }
        let opened = try TrafficModel(path: path)
        #expect(opened.summary.choice == nil)
        let columns = try Self.columns(model, folder)
        let scores = opened.detector.breakdown(of: columns)
        #expect(EvidenceWeights.standard.scores(scores.surprises) == scores.scores)
    }

    @Test(arguments: [
        "version", "weights", "tails", "network", "architecture", "nothing", "fields", "scales",
        "calibration", "quantiles", "counts", "sums", "rarity", "summary",
    ])
    func aDamagedDescriptionIsAnError(_ damage: String) throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/model.safetensors"
        try Self.trained(folder, scale: .rank).save(to: path)
        try Self.rewrite(path, architecture: damage == "architecture" ? "something else" : nil) { object in
            switch damage {
            case "version": object["fileVersion"] = 99
            case "nothing": object = [:]
            case "fields": object["reader"] = nil
            case "weights": Self.parts(&object) { $0["evidenceWeights"] = ["values": [1, -1, 2, 1]] }
            case "tails": Self.parts(&object) { $0["evidenceTails"] = [] }
            case "scales":
                Self.parts(&object) { parts in
                    var encoder = parts["encoder"] as? [String: Any] ?? [:]
                    var scales = encoder["scales"] as? [[String: Any]] ?? []
                    (scales[0]["knots"], scales[0]["places"]) = ([Float](), [Float]())
                    encoder["scales"] = scales
                    parts["encoder"] = encoder
                }
            case "counts", "sums":
                var distributions = object["distributions"] as? [String: Any] ?? [:]
                var fields = distributions["fields"] as? [[String: Any]] ?? []
                let many = damage == "counts" ? Int.max : distributions["records"] as? Int ?? 0
                for index in fields.indices {
                    let bins = (fields[index]["counts"] as? [Int])?.count ?? 0
                    fields[index]["counts"] = [Int](repeating: many, count: bins)
                }
                (distributions["records"], distributions["fields"]) = (many, fields)
                object["distributions"] = distributions
            case "rarity":
                Self.parts(&object) { parts in
                    var rarity = parts["rarity"] as? [String: Any] ?? [:]
                    rarity["total"] = Int.max
                    parts["rarity"] = rarity
                }
            case "summary":
                var summary = object["summary"] as? [String: Any] ?? [:]
                summary["trainingRecords"] = -1
                object["summary"] = summary
            case "calibration", "quantiles":
                var calibration = object["calibration"] as? [String: Any] ?? [:]
                if damage == "quantiles" {
                    calibration["quantiles"] = [1, 2]
                } else {
                    calibration["count"] = Int.max
                }
                object["calibration"] = calibration
            case "network":
                Self.parts(&object) { parts in
                    var network = parts["network"] as? [String: Any] ?? [:]
                    network["numbers"] = 17
                    parts["network"] = network
                }
            default: break
            }
        }
        let named = [
            "version": "fileVersion is 99; expected 1", "weights": "evidenceWeights.weight is -1.0",
            "tails": "number of evidence tails is 0; expected 4",
            "network": "network.numbers is 17; expected 3",
            "architecture": "does not hold a traffic detector", "nothing": "description", "fields": "reader",
            "scales": "encoder.scales[0].number of knots is 0",
            "calibration": "calibration.count is \(Int.max)",
            "quantiles": "calibration.number of quantiles is 2",
            "counts": "distributions.records is \(Int.max)", "sums": "distributions.sum of counts is",
            "rarity": "rarity.total is \(Int.max)", "summary": "summary.trainingRecords is -1",
        ]
        let text = try #require(named[damage])
        let error = try #require(throws: CheckpointError.self) { try TrafficModel(path: path) }
        #expect(error.file == path && error.reason.contains(text), "\(error)")
    }

    @Test func aTruncatedOrForeignFileIsAnError() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/model.safetensors"
        try Self.trained(folder, scale: .rank).save(to: path)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        for kept in [0, 5, 2000, bytes.count / 2, bytes.count - 1] {
            let cut = try folder.write(bytes.prefix(kept), "cut.safetensors")
            #expect(throws: CheckpointError.self, "\(kept) bytes") { try TrafficModel(path: cut) }
        }
        #expect(throws: CheckpointError.self) { try TrafficModel(path: folder.path + "/none") }
        let text = try folder.write("ts,bytes\n1,2\n", "log.csv")
        #expect(throws: CheckpointError.self) { try TrafficModel(path: text) }
    }

    /// A network whose weights do not have the shapes in the description.
    @Test func weightsOfAWrongShapeAreAnError() throws {
        let folder = TemporaryFolder()
        let path = folder.path + "/model.safetensors"
        try Self.trained(folder, scale: .rank).save(to: path)
        try Self.rewrite(path) { object in
            Self.parts(&object) { parts in
                var network = parts["network"] as? [String: Any] ?? [:]
                network["hidden"] = [17]
                parts["network"] = network
            }
        }
        #expect(throws: CheckpointError.self) { try TrafficModel(path: path) }
    }

    @Test func anotherKindOfLogIsAnError() throws {
        let folder = TemporaryFolder()
        let model = try Self.trained(folder, scale: .rank)
        let other = try #require(try Self.sample("bytes,word\n1,a\n2,b\n", folder, "small.csv").batch)
        #expect(throws: TrafficModelError.self) { try model.columns(other) }
    }

    /// A model for a log without sources cannot watch their behaviour, and explains why.
    @Test func aModelWithoutSourcesExplainsItsLimits() throws {
        let folder = TemporaryFolder()
        let blindness = try #require(try Self.trained(folder, scale: .rank).withoutWindows)
        #expect(blindness.contains("csv logs do not contain the source of a connection and its time"))
    }
}
