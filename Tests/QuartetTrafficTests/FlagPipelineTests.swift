import Foundation
import QuartetTestSupport
import QuartetTraffic
import Testing

/// The states of a pipeline: with a threshold from the beginning, waiting for one, and over a restart.
@Suite struct FlagPipelineTests {
    private static let lines =
        SmallNetwork.ordinary(600, seed: 2, day: 1) + (0..<8).map { SmallNetwork.odd($0) }

    /// A pipeline and a record of its events.
    private final class Run {
        private(set) var calibrated: [Int] = []
        private(set) var began = 0
        private(set) var blocks = 0
        private(set) var alerts: [Alert] = []
        private(set) var order = ""
        private(set) var pipeline: FlagPipeline?

        init(isDemonstration: Bool = false, isFollowed: Bool = false, rate: Double = 0.005) throws {
            var model = try SmallNetwork.model.get()
            model.summary.isDemonstration = isDemonstration
            var options = FlagPipeline.Options()
            options.isFollowed = isFollowed
            pipeline = try FlagPipeline(
                model, marks: FeedbackFile(beside: "/nowhere/model"), options: options,
                falseAlarmRate: { _ in rate }, onEvent: { [unowned self] in take($0) })
        }

        private func take(_ event: FlagPipeline.Event) {
            switch event {
            case .calibrating(let records):
                calibrated.append(records)
                order += "c"
            case .began:
                began += 1
                order += "b"
            case .judged(let step):
                blocks += 1
                alerts += step.alerts
                order += "j"
            }
        }

        func add(_ batches: [RecordBatch]) throws {
            for batch in batches { try pipeline?.add(batch) }
        }
    }

    @Test func aModelWithAThresholdJudgesAtOnce() throws {
        let batches = try SmallNetwork.batches(Self.lines)
        let run = try Run()
        #expect(run.order == "b")
        let pipeline = try #require(run.pipeline)
        #expect(pipeline.isRunning)
        for batch in batches { try pipeline.add(batch, pipeline.judge.verdict(on: batch)) }
        try pipeline.finish()
        #expect(run.order == "b" + String(repeating: "j", count: batches.count))
        #expect(pipeline.records == Self.lines.count)
        let expected = try SmallNetwork.flag(Self.lines).alerts
        #expect(!expected.isEmpty && run.alerts.map(\.identifier) == expected.map(\.identifier))
        #expect(run.alerts.map(\.reasons) == expected.map(\.reasons))
        // A block that no thread has judged yet is judged when it is added.
        let other = try Run()
        try other.add(batches)
        #expect(other.alerts == run.alerts)
    }

    @Test func aDemonstrationIsCalibratedAtTheEndOfAShortLog() throws {
        let batches = try SmallNetwork.batches(Self.lines)
        let run = try Run(isDemonstration: true)
        let pipeline = try #require(run.pipeline)
        try run.add(batches)
        #expect(run.order.isEmpty && !pipeline.isRunning && pipeline.records == Self.lines.count)
        #expect(try pipeline.judge.verdict(on: batches[0]) == nil)
        try pipeline.finish()
        #expect(run.order == "cb" + String(repeating: "j", count: batches.count))
        #expect(run.calibrated == [Self.lines.count])
        guard case .running(let session) = pipeline.state else {
            Issue.record("not running")
            return
        }
        #expect(session.records == Self.lines.count)
        #expect(!session.model.summary.isDemonstration)
        #expect(session.model.summary.calibratedOn == "the log's first \(Self.lines.count) records")
        // Judged by the threshold of these records, not by that of the training.
        var sample = RecordSample()
        for batch in batches { try sample.append(batch) }
        let model = try SmallNetwork.model.get().calibrated(on: sample, from: "these")
        let expected = AlertSession(model, rate: 0.005)
        #expect(try run.alerts == batches.flatMap { try expected.add($0).alerts })
        #expect(!run.alerts.isEmpty)
    }

    @Test func enoughRecordsSetTheThresholdInTheMiddleOfALog() throws {
        let lines = SmallNetwork.ordinary(FlagPipeline.calibrationRecords, seed: 5)
        let batches = try SmallNetwork.batches(lines)
        let odd = try SmallNetwork.batches((0..<3).map { SmallNetwork.odd($0) })
        let run = try Run(isDemonstration: true)
        try run.add(batches.dropLast())
        #expect(run.order.isEmpty)
        try run.add([batches[batches.count - 1]])
        #expect(run.calibrated == [lines.count])
        #expect(run.order == "cb" + String(repeating: "j", count: batches.count))
        let before = run.alerts.count
        try run.add(odd)
        #expect(run.alerts.count == before + 3)
        try run.pipeline?.finish()
        #expect(run.began == 1 && run.calibrated.count == 1)
    }

    @Test func tooFewRecordsSetNoThreshold() throws {
        let run = try Run(isDemonstration: true)
        try run.add(SmallNetwork.batches(Array(Self.lines.prefix(50))))
        #expect(throws: TrafficModelError.self) { try run.pipeline?.finish() }
        #expect(run.began == 0 && run.calibrated.isEmpty)
        // More records may follow in a log without an end.
        let followed = try Run(isDemonstration: true, isFollowed: true)
        try followed.add(SmallNetwork.batches(Array(Self.lines.prefix(50))))
        try followed.pipeline?.finish()
        #expect(followed.order.isEmpty)
    }

    @Test func aRateThatCannotBeMetIsAnError() throws {
        struct NoRate: Error {}
        #expect(throws: NoRate.self) {
            _ = try FlagPipeline(
                try SmallNetwork.model.get(), marks: FeedbackFile(beside: "/nowhere/model"),
                falseAlarmRate: { _ in throw NoRate() }, onEvent: { _ in })
        }
    }

    // MARK: Followed logs

    /// Follows a log until the pipeline has this many records.
    private static func follow(
        _ path: String, _ state: String, _ run: Run, records: Int, deliver: () throws -> Void = {}
    ) throws {
        let deadline = Date() + 10
        let pipeline = try #require(run.pipeline)
        let log = try FollowedLog(
            [path], catalog: sourceCatalog(), schema: SmallNetwork.model.get().reader.schema, state: state
        ) { pipeline.records >= records || Date() > deadline }
        try pipeline.follow(log, deliver: deliver)
    }

    @Test func recordsThatWaitForAThresholdAreReadAgainAfterARestart() throws {
        let folder = TemporaryFolder()
        let state = folder.path + "/state"
        let path = try folder.write(SmallNetwork.header + Self.lines.joined(), "conn.log")
        let waiting = try Run(isDemonstration: true, isFollowed: true)
        try Self.follow(path, state, waiting, records: Self.lines.count)
        #expect(waiting.pipeline?.records == Self.lines.count && waiting.order.isEmpty)
        #expect(try Self.offset(state) == 0)

        let first = try Run(isFollowed: true)
        try Self.follow(path, state, first, records: Self.lines.count)
        #expect(first.pipeline?.records == Self.lines.count && !first.alerts.isEmpty)

        // Records that were judged are not read again, later ones are.
        let handle = try #require(FileHandle(forWritingAtPath: path))
        try handle.seekToEnd()
        try handle.write(contentsOf: Data(SmallNetwork.odd(9).utf8))
        try handle.close()
        let second = try Run(isFollowed: true)
        try Self.follow(path, state, second, records: 1)
        #expect(second.alerts.map(\.identifier) == ["Codd9"])
    }

    @Test func aPositionIsKeptOnlyWhenTheAlertsHaveArrived() throws {
        struct DiskFull: Error {}
        let folder = TemporaryFolder()
        let state = folder.path + "/state"
        let path = try folder.write(SmallNetwork.header + Self.lines.joined(), "conn.log")
        let run = try Run(isFollowed: true)
        #expect(throws: DiskFull.self) {
            try Self.follow(path, state, run, records: Self.lines.count) { throw DiskFull() }
        }
        #expect(try run.blocks > 0 && Self.offset(state) == 0)
    }

    /// The offset in a file of positions with one log.
    private static func offset(_ state: String) throws -> Int? {
        let positions = try JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: state)))
        return (positions as? [String: [String: Any]])?.values.first?["offset"] as? Int
    }
}
