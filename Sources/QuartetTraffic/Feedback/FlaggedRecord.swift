internal import Foundation
public import QuartetFiles
internal import QuartetReports

/// A record as a line of `quartet traffic flag --json` describes it. The line contains the record's values, so the log is
/// not needed: it may be a pipe that is gone.
public struct FlaggedRecord: Sendable, Decodable {
    public let file: String
    public let lineNumber: Int
    public let line: String
    public let identifier: String?
    public let record: RecordValues

    /// The longest line that can be one, in bytes. It has the log's line, and its values again; JSON writes a byte as up to
    /// six (`\u001b`). The rest is short.
    private static let longestLine = 16 * LineReader.longestLine

    /// All flagged records of a file or of standard input.
    ///
    /// - Parameters:
    ///   - path: the file, or "-".
    ///   - format: the format of the model's logs.
    /// - Throws: ``FlaggedRecordError`` for a line that is not a flagged record of this format, and `LogError`.
    public static func read(_ path: String, format: String) throws -> [FlaggedRecord] {
        let lines = LineReader(
            try ByteStream(path: path), longest: longestLine, skippingLongLines: false)
        lines.onLongLine = { [name = lines.name] number, length, _ throws(LogError) in
            throw .file(
                .tooLarge(
                    file: name, what: "line \(number)", found: "\(length) bytes or more",
                    limit: "\(longestLine) bytes; expected lines of `quartet traffic flag --json`")
            )
        }
        var records: [FlaggedRecord] = []
        while let block = try lines.nextBlock() {
            try block.bytes.withUnsafeBufferPointer { bytes in
                for line in BlockLines(bytes, number: block.firstLine) where !line.content.isEmpty {
                    let place = FlaggedRecordError(
                        file: lines.name, line: line.number, problem: .otherContent)
                    guard let record = try decoded(Data(bytes[line.content]), place) else { continue }
                    try record.check(format, place)
                    records.append(record)
                }
            }
        }
        return records
    }

    private func check(_ format: String, _ place: FlaggedRecordError) throws(FlaggedRecordError) {
        var place = place
        if lineNumber < 1 { throw place }
        if record.format != format {
            place.problem = .otherFormat(found: record.format, expected: format)
            throw place
        }
    }

    /// What a line contains beside a record, or instead of one.
    private struct Kind: Decodable {
        struct Reason: Decodable { let field: String }
        let summary: Summary?
        let reasons: [Reason]?

        struct Summary: Decodable {}
    }

    /// Nil for the line that summarises a run.
    private static func decoded(_ line: Data, _ place: FlaggedRecordError) throws -> FlaggedRecord? {
        var place = place
        do {
            let kind = try JSONDecoder().decode(Kind.self, from: line)
            if kind.summary != nil { return nil }
            // Behaviour of a source over hours is not a record.
            if kind.reasons?.contains(where: { $0.field.hasPrefix("window.") }) == true {
                place.problem = .behaviour
                throw place
            }
            return try JSONDecoder().decode(FlaggedRecord.self, from: line)
        } catch is DecodingError {
            throw place
        }
    }
}

/// Why a line cannot be marked as a normal record.
public struct FlaggedRecordError: UserFacingError, Equatable {
    public enum Problem: Sendable, Equatable {
        case otherContent, behaviour
        case otherFormat(found: String, expected: String)
    }

    public let file: String
    public let line: Int
    public var problem: Problem

    public var kind: FailureKind { .badData }

    public var description: String {
        switch problem {
        case .otherContent: "\(file), line \(line): expected a line of `quartet traffic flag --json`"
        case .otherFormat(let found, let expected):
            "\(file), line \(line): the format of the record is \(SafeText.shown(found, limit: 80)), but the model is for "
                + "\(expected) logs: name the model that flagged it"
        case .behaviour:
            "\(file), line \(line): behaviour over hours is not a record and cannot be marked: write a rule for "
                + "`flag --allow`"
        }
    }
}
