internal import Foundation

/// A record that somebody marked as normal. It contains all that a model needs to recognise similar records, even after
/// a new training and when the log is gone.
public struct FeedbackEntry: Sendable, Codable, Equatable {
    /// The mark's name, to take it back: a hash of the line.
    public var id: String
    /// When it was marked (ISO 8601).
    public var time: String
    /// The record's line in the log.
    public var line: String
    public var format: String
    public var file: String
    public var lineNumber: Int
    /// The record's name in the log, such as a Zeek uid.
    public var identifier: String?
    public var reason: String?
    /// The distance up to which records count as similar; see ``Feedback``.
    public var reach: Float
    /// Values of the numeric fields and texts of the others by the fields' names; missing values are left out.
    public var numbers: [String: Double]
    public var texts: [String: String]

    public init(
        _ batch: RecordBatch, _ record: Int, reason: String?, reach: Float = Feedback.usualReach,
        time: Double
    ) {
        line = batch.line(record)
        id = String(format: "%08x", UInt32(truncatingIfNeeded: RecordBatch.hash(line)))
        self.time = AlertFormat.timestamp(time)
        (format, file, lineNumber) = (batch.schema.format, batch.source, batch.lineNumber(record))
        (self.reason, self.reach) = (reason, reach)
        identifier = batch.schema.field(.identifier).flatMap { batch.text($0, of: record) }
        (numbers, texts) = ([:], [:])
        for (index, field) in batch.schema.fields.enumerated() where field.isJudged {
            if field.kind.isNumeric {
                let number = batch.number(index, of: record)
                if number.isFinite { numbers[field.name] = number }
            } else {
                texts[field.name] = batch.text(index, of: record)
            }
        }
    }

    /// The record's cells in a schema.
    func cells(_ schema: RecordSchema) -> [UInt64] {
        schema.fields.map { field in
            if field.kind.isNumeric { return (numbers[field.name] ?? .nan).bitPattern }
            guard let text = texts[field.name] else { return 0 }
            return field.kind == .address ? AddressClass.key(text) : RecordBatch.hash(text)
        }
    }
}
