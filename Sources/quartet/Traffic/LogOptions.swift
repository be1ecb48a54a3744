import ArgumentParser
import Foundation
import QuartetEngine
import QuartetTraffic

/// How logs are read.
struct LogOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The logs' format, a name in catalogs/traffic/ (default: recognised from the content).",
            valueName: "name"))
    var format = "auto"

    @Option(help: ArgumentHelp("Write lines that are no records here, with the reason.", valueName: "file"))
    var rejects: String?

    /// Hands over the records of logs block by block, and says what could not be read; `body` returns false to stop.
    ///
    /// A file that breaks off counts as far as it goes, and is said at the end.
    func read(
        _ paths: [String], _ common: CommonOptions, schema: RecordSchema? = nil,
        _ body: (RecordBatch) throws -> Bool
    ) throws {
        try read(paths, common, schema: schema, working: Self.nothing) { batch, _ in try body(batch) }
    }

    private static func isStopped() -> Bool { InterruptSignal.isRaised }

    @Sendable private static func nothing(_ batch: RecordBatch) {}

    /// As above, with what `work` made of each block, on every core.
    func read<Product: Sendable>(
        _ paths: [String], _ common: CommonOptions, schema: RecordSchema? = nil,
        rejected given: RejectedLines? = nil,
        working work: @escaping @Sendable (RecordBatch) throws -> Product,
        _ body: (RecordBatch, Product) throws -> Bool
    ) throws {
        let rejected = try given ?? RejectedLines(writingTo: rejects)
        let reader = try LogReader(
            paths, catalog: FormatCatalog(), format: format == "auto" ? nil : format, schema: schema,
            rejected: rejected)
        for file in reader.leftOut { common.note("left out: \(file)") }
        defer {
            for file in reader.empty {
                common.note("\(file): there is no record in it; the other logs are read")
            }
            Self.tell(rejected, common)
        }
        let checked: (RecordBatch, Product) throws -> Bool = { batch, product in
            let goesOn = try body(batch, product)
            try StandardOutput.check()
            return goesOn
        }
        try BatchPipeline.run(
            reading: reader.nextBatch, workers: Machine.threads, working: work, isStopped: Self.isStopped,
            checked)
    }

    /// The normal records of logs: all, unless a label tells them from others. Ctrl-C ends it with what was read.
    func normalRecords(
        _ paths: [String], _ labels: LabelOptions, _ common: CommonOptions, limit: Int = 1_000_000,
        schema: RecordSchema? = nil
    ) throws -> RecordSample {
        var sample = RecordSample(limit: limit)
        var rule: NormalRecords?
        try read(paths, common, schema: schema) { batch in
            if labels.isAsked, rule == nil { rule = try labels.rule(batch.schema) }
            try sample.append(batch) { rule?.contains(batch, $0) ?? true }
            return !InterruptSignal.isRaised
        }
        return sample
    }

    /// Follows logs that grow until the program is interrupted; `body` says whether it has dealt with all records so far.
    func follow(
        _ paths: [String], _ common: CommonOptions, schema: RecordSchema, state: String?,
        rejected given: RejectedLines? = nil, _ body: (RecordBatch) throws -> Bool
    ) throws {
        let rejected = try given ?? RejectedLines(writingTo: rejects)
        let log = try FollowedLog(
            paths, catalog: FormatCatalog(), format: format == "auto" ? nil : format, schema: schema,
            rejected: rejected, state: state
        ) { InterruptSignal.isRaised }
        log.onEvent = { common.note($0) }
        defer { Self.tell(rejected, common) }
        while let batch = try log.nextBatch() {
            let isDone = try body(batch)
            // What has not arrived is not done: it is handed over again after a restart.
            try StandardOutput.flush()
            if isDone { try log.commit() }
        }
    }

    private static func tell(_ rejected: RejectedLines, _ common: CommonOptions) {
        guard rejected.count > 0 else { return }
        common.note("\(rejected.count) lines are no records:")
        for line in rejected.first { common.note("  \(line.file):\(line.number): \(line.reason)") }
    }
}
