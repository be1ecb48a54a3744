import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetReports
import QuartetTraffic

/// How to read logs.
struct LogOptions: ParsableArguments {
    private static let knownFormats = (try? FormatCatalog())?.names ?? []

    @Option(
        help: ArgumentHelp(
            "Format of the logs: a name in catalogs/traffic/, or auto to recognise it from the content.",
            valueName: "name"),
        completion: .list(["auto"] + knownFormats))
    var format = "auto"

    @Option(
        help: ArgumentHelp(
            "Write lines that cannot be read as records to this file, with the reason.", valueName: "file"),
        completion: .file())
    var rejects: String?

    private var formatName: String? { format == "auto" ? nil : format }

    /// Opens logs.
    ///
    /// - Parameters:
    ///   - schema: of the model that the records are for.
    ///   - isAppending: whether `--rejects` keeps the lines of the logs before these.
    func open(_ paths: [String], schema: RecordSchema? = nil, appending isAppending: Bool = false) throws
        -> LogReader
    {
        try requireDifferent([], from: paths)
        return try LogReader(
            paths, catalog: FormatCatalog(), format: formatName, schema: schema,
            rejected: RejectedLines(writingTo: rejects, appending: isAppending))
    }

    /// Refuses to write results or rejected lines over a file that the command reads.
    func requireDifferent(
        _ outputs: [(option: String, path: String?)], from inputs: [String?]
    ) throws(SameFileError) {
        for output in outputs + [("--rejects", rejects)] {
            try OutputFile.requireDifferent(output.path, output.option, from: inputs)
        }
    }

    /// Opens logs without collecting the lines that cannot be read.
    func look(_ paths: [String], schema: RecordSchema? = nil) throws -> LogReader {
        try LogReader(paths, catalog: FormatCatalog(), format: formatName, schema: schema)
    }

    /// Opens logs that grow, until the program is interrupted.
    func follow(_ paths: [String], _ common: CommonOptions, schema: RecordSchema, state: String?) throws
        -> FollowedLog
    {
        try requireDifferent([], from: paths)
        let log = try FollowedLog(
            paths, catalog: FormatCatalog(), format: formatName, schema: schema,
            rejected: RejectedLines(writingTo: rejects), state: state
        ) { InterruptSignal.isRaised }
        log.onEvent = { common.note($0) }
        return log
    }

    /// Passes the records of a log to `body` block by block, until it returns false, and reports what could not be read.
    ///
    /// - Throws: what could not be read, after the records before it.
    func read(_ log: LogReader, _ common: CommonOptions, _ body: (RecordBatch) throws -> Bool) throws {
        try read(log, common, working: Self.nothing) { batch, _ in try body(batch) }
    }

    private static func isStopped() -> Bool { InterruptSignal.isRaised }

    @Sendable private static func nothing(_ batch: RecordBatch) {}

    /// As above, with what `work` made of each block, on every core.
    func read<Product: Sendable>(
        _ log: LogReader, _ common: CommonOptions,
        working work: @escaping @Sendable (RecordBatch) throws -> Product,
        _ body: (RecordBatch, Product) throws -> Bool
    ) throws {
        for file in log.skippedFiles { common.note("skipped: \(file)") }
        defer {
            for file in log.empty {
                common.note("\(file): contains no records; reading the other logs")
            }
            report(log.rejected, common)
        }
        try OrderedPipeline.run(
            reading: log.nextBatch, workers: Machine.threads, working: work, isStopped: Self.isStopped
        ) { batch, product in
            let goesOn = try body(batch, product)
            try StandardOutput.check()
            return goesOn
        }
    }

    /// As above, but returns the damage of a log that is truncated, so that its records count before the error is thrown.
    func readToDamage<Product: Sendable>(
        _ log: LogReader, _ common: CommonOptions,
        working work: @escaping @Sendable (RecordBatch) throws -> Product,
        _ body: (RecordBatch, Product) throws -> Bool
    ) throws -> LogError? {
        do {
            try read(log, common, working: work, body)
            return nil
        } catch let error as LogError {
            guard log.records > 0 else { throw error }
            return error
        }
    }

    func readToDamage(_ log: LogReader, _ common: CommonOptions, _ body: (RecordBatch) throws -> Bool) throws
        -> LogError?
    {
        try readToDamage(log, common, working: Self.nothing) { batch, _ in try body(batch) }
    }

    /// The normal records of a log: all, unless a label distinguishes them.
    ///
    /// - Parameter leavesOutLabels: whether columns that tell the label are left out, and columns that are labels by
    ///   their names reported.
    func normalRecords(
        _ log: LogReader, _ labels: LabelOptions, _ common: CommonOptions, limit: Int = 1_000_000,
        leavesOutLabels: Bool = false
    ) throws -> RecordSample {
        var sample = RecordSample(limit: limit)
        let rule = labels.isGiven ? try labels.rule(log.schema) : nil
        var tally = rule.map { LabelTally($0, values: labels.normal) }
        var echoes = leavesOutLabels ? rule.map { LabelEchoes($0, training: log.schema) } : nil
        try read(log, common) { batch in
            tally?.add(batch)
            echoes?.add(batch)
            try sample.append(batch) { rule?.contains(batch, $0) ?? true }
            return true
        }
        try labels.check(tally, rule, log.schema, common)
        if let rule { sample.exclude(rule.field) }
        if let echoes {
            for field in echoes.fields { sample.exclude(field) }
            for name in echoes.names {
                common.note(
                    "The column \(name) is left out: it tells the label of at least 99.9 % of the records, as only another "
                        + "label does.")
            }
        }
        for name in leavesOutLabels ? log.schema.furtherLabels(beside: rule?.field) : [] {
            common.note("The column \(name) is left out: by its name it is a label.")
        }
        for label in rule == nil ? sample.mixedLabels : [] {
            common.note(
                "The column \(label) has several labels, and all records count as normal, attacks too: select the "
                    + "normal ones with --normal.")
        }
        return sample
    }

    /// Reports the lines that could not be read.
    func report(_ rejected: RejectedLines, _ common: CommonOptions) {
        guard rejected.count > 0 else { return }
        common.note("\(NumberText.counted(rejected.count, "line")) could not be read:")
        for line in rejected.first { common.note("  \(line.file):\(line.number): \(line.reason)") }
    }
}
