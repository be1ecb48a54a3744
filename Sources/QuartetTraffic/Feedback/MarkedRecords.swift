/// Which records of logs are to be marked.
public enum MarkedRecords: Sendable, Equatable {
    /// Lines by their numbers in a file.
    case lines(Set<Int>)
    case identifiers(Set<String>)

    /// Reads a log until all of them are found.
    ///
    /// - Parameters:
    ///   - file: the log's name, for messages.
    ///   - next: returns its next block of records.
    ///   - take: called with each record that was found.
    /// - Returns: the identifiers that were not found.
    /// - Throws: ``FeedbackError/noSuchRecord(file:what:)`` for a line without a record.
    public func find(
        in file: String, _ next: () throws -> RecordBatch?, take: (RecordBatch, Int) throws -> Void
    ) throws -> Set<String> {
        switch self {
        case .lines(let lines):
            var missing = lines
            while !missing.isEmpty, let batch = try next() {
                for record in 0..<batch.count {
                    if missing.remove(batch.lineNumber(record)) == nil { continue }
                    try take(batch, record)
                }
            }
            if let number = missing.min() {
                throw FeedbackError.noSuchRecord(file: file, what: "in line \(number)")
            }
            return []
        case .identifiers(var wanted):
            while !wanted.isEmpty, let batch = try next() {
                guard let field = batch.schema.field(.identifier) else {
                    throw FeedbackError.noSuchRecord(
                        file: file, what: "with an identifier: mark lines, as in \(file):12")
                }
                let keys = Set(wanted.map { RecordBatch.hash($0) })
                for record in 0..<batch.count where keys.contains(batch.key(field, of: record)) {
                    guard let text = batch.text(field, of: record), wanted.remove(text) != nil else {
                        continue
                    }
                    try take(batch, record)
                }
            }
            return wanted
        }
    }
}
