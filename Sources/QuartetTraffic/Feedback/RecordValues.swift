/// A record's values by the names of its fields: all that is needed to recognise similar records when its log is gone.
public struct RecordValues: Sendable, Codable, Equatable {
    /// The name of the log's format.
    public var format: String
    /// Values of the judged numeric fields and texts of the other judged ones; missing values are left out.
    public var numbers: [String: Double]
    public var texts: [String: String]

    /// - Parameter spelled: the texts of all its fields.
    init(_ batch: RecordBatch, _ record: Int, _ spelled: [String?]) {
        (format, numbers, texts) = (batch.schema.format, [:], [:])
        for (index, field) in batch.schema.fields.enumerated() where field.isJudged {
            if field.kind.isNumeric {
                let number = batch.number(index, of: record)
                if number.isFinite { numbers[field.name] = number }
            } else {
                texts[field.name] = spelled[index]
            }
        }
    }
}
