import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetTraffic

/// `quartet traffic inspect`.
struct TrafficInspect: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "inspect", abstract: "Describe what a log contains, field by field.",
        discussion: """
            Lists for each field its kind and role, the number of records without it, the number of distinct values (~ \
            marks an estimate), and its values: "minimum … [5 % median 95 %] … maximum" for numbers, the most frequent \
            values for others. Several logs, and all files of a folder, count as one log. Memory use does not grow with \
            the log.

            EXAMPLES:
              quartet traffic inspect conn.log
              quartet traffic inspect /var/log/zeek/2024-04-21 --format zeek-conn
              quartet traffic inspect flows.csv.xz --json
            """)

    @Argument(
        help: "Logs or folders of logs, plain or compressed; - reads standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var input: LogOptions

    @OptionGroup var json: JSONOptions

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
        let reader = try input.open(logs)
        var inspection = LogInspection(reader.schema)
        for file in reader.skippedFiles { common.note("skipped: \(file)") }
        var damage: LogError?
        do {
            while let batch = try reader.nextBatch() { inspection.add(batch) }
        } catch let error as LogError {
            // What was read before the damage is shown first.
            guard inspection.records > 0 else { throw error }
            damage = error
        }
        for file in reader.empty { common.note("\(file): contains no records") }
        for line in reader.rejected.first { common.note("\(line.file):\(line.number): \(line.reason)") }
        if json.isRequested {
            try JSONOutput.print(
                Report(
                    format: reader.formatName, recognition: reader.recognition, records: inspection.records,
                    rejected: reader.rejected.count, passedOver: reader.excluded,
                    first: inspection.span?.lowerBound, last: inspection.span?.upperBound,
                    recordsPerDay: inspection.recordsPerDay, fields: inspection.fields()))
        } else {
            print(InspectionTable.text(inspection, reader: reader))
        }
        if let damage { throw damage }
    }
}
