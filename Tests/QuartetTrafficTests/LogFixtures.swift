import Foundation
import QuartetTestSupport
import QuartetTraffic

extension TemporaryFolder {
    /// Writes a small log.
    func write(_ text: String, _ name: String = "log") throws -> String { try write(text, to: name) }

    func write(_ data: Data, _ name: String) throws -> String { try write(data, to: name) }
}

/// The catalog in the same checkout as the tests.
func sourceCatalog() throws -> FormatCatalog { try FormatCatalog(folder: sourceCatalogFolder) }

let sourceCatalogFolder = Checkout.file("catalogs/traffic")

/// All records of a log as dictionaries from field to text, and the numbers by field.
struct ReadLog {
    var format = ""
    var texts: [[String: String]] = []
    var numbers: [[String: Double]] = []
    var keys: [[String: UInt64]] = []
    var lineNumbers: [Int] = []
    var rejected: [RejectedLine] = []
    var rejectedCount = 0
    var excluded = 0
    var failure: (any Error)?
    var schema = RecordSchema(format: "", fields: [])

    init(_ paths: [String], format: String? = nil, schema: RecordSchema? = nil, rejectFile: String? = nil)
        throws
    {
        let reader = try LogReader(
            paths, catalog: sourceCatalog(), format: format, schema: schema,
            rejected: RejectedLines(writingTo: rejectFile))
        self.format = reader.formatName
        self.schema = reader.schema
        do {
            while let batch = try reader.nextBatch() {
                for record in 0..<batch.count {
                    var (text, number, key): ([String: String], [String: Double], [String: UInt64]) = (
                        [:], [:], [:]
                    )
                    for (index, field) in batch.schema.fields.enumerated() {
                        text[field.name] = batch.text(index, of: record)
                        number[field.name] = batch.number(index, of: record)
                        key[field.name] = batch.key(index, of: record)
                    }
                    texts.append(text)
                    numbers.append(number)
                    keys.append(key)
                    lineNumbers.append(batch.lineNumber(record))
                }
            }
        } catch {
            failure = error
        }
        rejected = reader.rejected.first
        rejectedCount = reader.rejected.count
        excluded = reader.excluded
    }
}
