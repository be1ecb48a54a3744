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
        let texts = batch.texts(of: record)
        self.init(
            RecordValues(batch, record, texts), line: batch.line(record), file: batch.source,
            lineNumber: batch.lineNumber(record),
            identifier: batch.schema.field(.identifier).flatMap { texts[$0] })
        (self.reason, self.reach, self.time) = (reason, reach, AlertFormat.timestamp(time))
    }

    /// A record that was flagged, from its line of `flag --json`.
    public init(
        _ flagged: FlaggedRecord, reason: String?, reach: Float = Feedback.usualReach, time: Double
    ) {
        self.init(
            flagged.record, line: flagged.line, file: flagged.file, lineNumber: flagged.lineNumber,
            identifier: flagged.identifier)
        (self.reason, self.reach, self.time) = (reason, reach, AlertFormat.timestamp(time))
    }

    private init(
        _ values: RecordValues, line: String, file: String, lineNumber: Int, identifier: String?
    ) {
        (self.line, self.file, self.lineNumber, self.identifier) = (line, file, lineNumber, identifier)
        (format, numbers, texts) = (values.format, values.numbers, values.texts)
        id = String(format: "%08x", UInt32(truncatingIfNeeded: RecordBatch.hash(line)))
        (time, reach) = ("", Feedback.usualReach)
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
