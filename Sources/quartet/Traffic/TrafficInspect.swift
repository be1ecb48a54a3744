import ArgumentParser
import Foundation
import QuartetTraffic

/// `quartet traffic inspect`.
struct TrafficInspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Say what a log contains, field by field.",
        discussion: """
            For each field its kind and role, how many records lack it, how many different values there are (~ for an \
            estimate), and its values: for numbers "least … [5 % median 95 %] … most", for others the most frequent ones. \
            Several logs, and all files of a folder, count as one log. Memory does not grow with the log.

            EXAMPLES:
              quartet traffic inspect conn.log
              quartet traffic inspect /var/log/zeek/2024-04-21 --format zeek-conn
              quartet traffic inspect flows.csv.xz --json
            """)

    @Argument(help: "Logs or folders of logs, plain or compressed; - is standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var input: LogOptions

    @Flag(help: "Print one JSON document.")
    var json = false

    @OptionGroup var common: CommonOptions

    /// What `--json` prints; times in seconds since 1970.
    private struct Report: Encodable {
        let format: String
        let recognition: String
        let records: Int
        let rejected: Int
        let passedOver: Int
        let first: Double?
        let last: Double?
        let recordsPerDay: Double?
        let fields: [LogInspection.FieldSummary]
    }

    func run() throws {
        common.apply()
        let rejected = try RejectedLines(writingTo: input.rejects)
        let reader = try LogReader(
            logs, catalog: FormatCatalog(), format: input.format == "auto" ? nil : input.format,
            rejected: rejected)
        var inspection = LogInspection(reader.schema)
        for file in reader.leftOut { common.note("left out: \(file)") }
        var failure: (any Error)?
        do {
            while let batch = try reader.nextBatch() { inspection.add(batch) }
        } catch let error as LogError {
            // What was read before the damage is shown, and then the damage is said.
            guard inspection.records > 0 else { throw error }
            failure = error
        }
        for file in reader.empty { common.note("\(file): there is no record in it") }
        for line in rejected.first { common.note("\(line.file):\(line.number): \(line.reason)") }
        if json {
            try JSONOutput.print(
                Report(
                    format: reader.formatName, recognition: reader.recognition, records: inspection.records,
                    rejected: rejected.count, passedOver: reader.passedOver,
                    first: inspection.span?.lowerBound, last: inspection.span?.upperBound,
                    recordsPerDay: inspection.recordsPerDay, fields: inspection.fields()))
        } else {
            print(InspectionTable.text(inspection, reader: reader))
        }
        if let failure { throw failure }
    }
}
