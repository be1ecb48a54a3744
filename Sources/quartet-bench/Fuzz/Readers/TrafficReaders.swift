import Foundation
import QuartetFiles
import QuartetReports
import QuartetTraffic

extension FuzzReader {
    /// What belongs to a detector: its weights, marks, positions and rules.
    static let traffic: [FuzzReader] = [
        FuzzReader(
            "traffic-model", file: "mutated.safetensors",
            words: [
                "\"calibration\":", "\"windows\":", "\"distributions\":", "null", "[]", "0", "-1", "1e300",
                "\"numbers\":",
                "\"categories\":", "\"slots\":", "\\\"", "9223372036854775807",
            ],
            seeds: { folder in
                try TrafficSeed.train(in: folder)
                return [try FileBytes.read(TrafficSeed.model(in: folder))]
            },
            open: { folder in
                let catalog = try FormatCatalog()
                return { path in
                    let model = try TrafficModel(path: path)
                    let log = TrafficSeed.log(in: folder)
                    let reader = try LogReader([log], catalog: catalog, schema: model.reader.schema)
                    guard let batch = try reader.nextBatch() else { return }
                    _ = model.detector.anomalyScores(of: try model.columns(batch))
                    var drift = DriftReport.Measurement(model, falseAlarmRate: 0.01)
                    try drift.add(batch, where: nil)
                    _ = drift.report(path)
                    _ = model.card("x").markdown
                    _ = model.blindness(falseAlarmRate: 0.01)
                    try flag(batch, with: model, path)
                }
            }),
        FuzzReader(
            "flagged-records", file: "alerts.jsonl",
            words: [
                "\"record\":", "\"numbers\":", "\"texts\":", "\"reasons\":", "\"window.", "\"summary\":{}",
                "{", "}", "null", "\n", "1e300", "-1", "[]",
            ],
            seeds: { folder in
                try TrafficSeed.train(in: folder)
                let model = try TrafficModel(path: TrafficSeed.model(in: folder))
                let session = AlertSession(model, rate: 0.01)
                let alerts = try session.add(TrafficSeed.batch(in: folder)).alerts.prefix(3)
                let summary = session.summary(model: "x", requested: nil, rejected: 0, warnings: [])
                let lines =
                    try alerts.map { try AlertFormat.json.line($0, model: "x", version: "1") }
                    + [AlertFormat.json.line(summary) ?? ""]
                return [Array(lines.joined(separator: "\n").utf8)]
            },
            open: { folder in
                let format = try TrafficModel(path: TrafficSeed.model(in: folder)).reader.schema.format
                return { path in
                    for record in try FlaggedRecord.read(path, format: format) {
                        _ = FeedbackEntry(record, reason: nil, time: 1.7e9)
                    }
                }
            }),
        FuzzReader(
            "feedback", file: "model.safetensors.feedback.jsonl",
            words: [
                "\"reach\":", "\"numbers\":", "\"texts\":", "{", "}", "null", "\n", "1e300", "\"format\":",
                "[]",
            ],
            seeds: { folder in
                try TrafficSeed.train(in: folder)
                let batch = try TrafficSeed.batch(in: folder)
                let model = TrafficSeed.model(in: folder)
                try FeedbackFile.update(beside: model) { file in
                    _ = file.add((0..<3).map { FeedbackEntry(batch, $0, reason: "backup", time: 1.7e9) })
                }
                return [try FileBytes.read(FeedbackFile.path(beside: model))]
            },
            open: { folder in
                let model = try TrafficModel(path: TrafficSeed.model(in: folder))
                let batch = try TrafficSeed.batch(in: folder)
                let columns = try model.columns(batch)
                let unmarked = model.detector.anomalyScores(of: columns)
                return { path in
                    let file = try FeedbackFile(beside: String(path.dropLast(".feedback.jsonl".count)))
                    let feedback = try Feedback(file, for: model)
                    var scores = unmarked
                    _ = feedback.lower(&scores, batch, columns)
                }
            }),
        FuzzReader(
            "positions", file: "positions.json",
            words: [
                "\"offset\":", "\"hash\":", "\"hashed\":", "\"file\":", "{", "}", "null", "-1",
                "18446744073709551615",
            ],
            seeds: { folder in
                try Data(TrafficSeed.table(300).utf8).write(to: URL(filePath: TrafficSeed.log(in: folder)))
                return [try written(folder) { try follow(in: folder, state: $0) }]
            },
            open: { folder in { try follow(in: folder, state: $0) } }),
        FuzzReader(
            "allow-list", file: "allowed.txt",
            words: [
                "source ", "cidr ", "port ", "domain ", "expression ", "reason=\"", "until=", "never", "(",
                ")", "&&", "||",
                "!", "==", "*", "/128", "\\\"", "#", "2027-02-30", "65536", "::/0",
            ],
            seeds: { _ in
                [
                    Array(
                        """
                        source cidr 192.0.2.0/24   reason="vulnerability scanner" until=2027-01-31
                        port 9100-9110           reason="metrics" until=never
                        domain *.example.org     reason="our own" until=never
                        expression destinationPort == 443 && source == 10.0.0.5   reason="proxy" until=never
                        """.utf8)
                ]
            },
            read: { _ = try AllowList(contentsOf: $0, today: CalendarDay(time: 1.7e9)) }),
    ]

    /// Flags records with all that is said of them, and of the behaviour of their sources.
    private static func flag(_ batch: RecordBatch, with model: TrafficModel, _ path: String) throws {
        var options = FlagPipeline.Options()
        (options.isFollowed, options.describesAllAlerts) = (true, true)
        let pipeline = try FlagPipeline(
            model, marks: FeedbackFile(beside: path), options: options, falseAlarmRate: { _ in 0.01 },
            onEvent: { event in
                guard case .judged(let step) = event else { return }
                for alert in step.alerts + step.begun.flatMap(\.examples) {
                    for format in AlertFormat.allCases {
                        _ = try format.line(alert, model: "x", version: "1")
                    }
                }
            })
        try pipeline.add(batch)
        try pipeline.finish()
        guard case .running(let session) = pipeline.state else { return }
        _ = session.closeBehaviours(limit: 10)
        let summary = session.summary(model: "x", requested: nil, rejected: 0, warnings: [])
        for format in AlertFormat.allCases { _ = try format.line(summary) }
    }

    /// Reads what there is of a log from the position in `state`, and stores the new one.
    private static func follow(in folder: String, state: String) throws {
        var checks = 0
        let log = try FollowedLog(
            [TrafficSeed.log(in: folder)], catalog: FormatCatalog(), state: state, interval: .zero,
            isStopped: {
                checks += 1
                return checks > 1
            })
        _ = try log.nextBatch()
        try log.commit()
    }
}

/// A small detector, and a log of invented flows that it was trained on.
enum TrafficSeed {
    static func model(in folder: String) -> String { folder + "/model.safetensors" }
    static func log(in folder: String) -> String { folder + "/flows.csv" }

    /// Flows of three services with different sizes.
    static func table(_ count: Int) -> String {
        var random = PhiloxGenerator(seed: 1, stream: "flows")
        return "ts,src_ip,dst_port,bytes_sent,seconds,service\n"
            + (0..<count).map { row in
                let service = Int.random(in: 0..<3, using: &random)
                let bytes = Int.random(in: 100..<1000, using: &random) * (service + 1)
                let seconds = Double.random(in: 0..<2, using: &random)
                return
                    "\(1_700_000_000 + row * 7),192.0.2.\(row % 20),\([80, 53, 25][service]),\(bytes),\(seconds),"
                    + ["web", "names", "mail"][service] + "\n"
            }.joined()
    }

    static func train(in folder: String) throws {
        try Data(table(3000).utf8).write(to: URL(filePath: log(in: folder)))
        let reader = try LogReader([log(in: folder)], catalog: FormatCatalog())
        var sample = RecordSample(limit: 10_000)
        while let batch = try reader.nextBatch() { try sample.append(batch) { _ in true } }
        var options = TrafficTraining.Options()
        (options.detector.steps, options.detector.hidden, options.detector.latents) = (30, [8], 2)
        options.detector.scale = .rank
        let outcome = try TrafficTraining(options).run(sample) { _, _, _ in true }
        try outcome?.model.save(to: model(in: folder))
    }

    static func batch(in folder: String) throws -> RecordBatch {
        let reader = try LogReader([log(in: folder)], catalog: FormatCatalog())
        guard let batch = try reader.nextBatch() else { throw LogError.empty(file: log(in: folder)) }
        return batch
    }
}
