internal import Foundation
internal import GRDB
internal import QuartetFiles

/// The statements of all tables go through these functions: a connection compiles each once, and no text loses what
/// follows a NUL, where the C strings of SQLite end.
extension Database {
    typealias Argument = (any DatabaseValueConvertible)?

    func run(_ sql: String, _ arguments: [Argument] = []) throws {
        try cachedStatement(sql: sql).execute(arguments: Self.bound(arguments))
    }

    func row(_ sql: String, _ arguments: [Argument] = []) throws -> Row? {
        try Row.fetchOne(cachedStatement(sql: sql), arguments: Self.bound(arguments))
    }

    func rows(_ sql: String, _ arguments: [Argument] = []) throws -> [Row] {
        try Row.fetchAll(cachedStatement(sql: sql), arguments: Self.bound(arguments))
    }

    /// Rows one after another, for tables that need not fit into memory.
    func cursor(_ sql: String, _ arguments: [Argument] = []) throws -> RowCursor {
        try Row.fetchCursor(cachedStatement(sql: sql), arguments: Self.bound(arguments))
    }

    func value<Value: DatabaseValueConvertible>(
        _ type: Value.Type, _ sql: String, _ arguments: [Argument] = []
    ) throws -> Value? {
        try Value.fetchOne(cachedStatement(sql: sql), arguments: Self.bound(arguments))
    }

    func values<Value: DatabaseValueConvertible>(
        _ type: Value.Type, _ sql: String, _ arguments: [Argument] = []
    ) throws -> [Value] {
        try Value.fetchAll(cachedStatement(sql: sql), arguments: Self.bound(arguments))
    }

    private static func bound(_ arguments: [Argument]) -> StatementArguments {
        StatementArguments(
            arguments.map { argument in
                guard let text = argument as? String, text.utf8.contains(0) else { return argument }
                let parts = text.utf8.split(separator: 0, omittingEmptySubsequences: false)
                return parts.map { String(Substring($0)) }.joined(separator: "\u{FFFD}")
            })
    }
}

/// Values that a column keeps as JSON.
enum JSONText {
    static func text(_ value: some Encodable) throws -> String { try JSONEncoder.sorted.text(value) }

    /// - Throws: what SQLite throws for damage, when the column has no such value.
    static func value<Value: Decodable>(_ type: Value.Type, _ text: String) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(text.utf8))
        } catch {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: DecodingError.reason(of: error))
        }
    }
}

extension Row {
    func text(_ column: String) throws -> String { try decode(String.self, forColumn: column) }

    func optionalText(_ column: String) throws -> String? { try decode(String?.self, forColumn: column) }

    func number(_ column: String) throws -> Int64 { try decode(Int64.self, forColumn: column) }

    /// A column that keeps JSON.
    func json<Value: Decodable>(_ type: Value.Type, _ column: String) throws -> Value {
        try JSONText.value(type, text(column))
    }

    /// A column that keeps seconds since 1970.
    func date(_ column: String) throws -> Date {
        Date(timeIntervalSince1970: try decode(Double.self, forColumn: column))
    }

    func optionalDate(_ column: String) throws -> Date? {
        try decode(Double?.self, forColumn: column).map { Date(timeIntervalSince1970: $0) }
    }

    /// A column that keeps one of a few words.
    func choice<Value: RawRepresentable<String>>(_ type: Value.Type, _ column: String) throws -> Value {
        let text = try text(column)
        guard let value = Value(rawValue: text) else {
            throw DatabaseError(resultCode: .SQLITE_CORRUPT, message: "\(column) cannot be '\(text)'")
        }
        return value
    }
}

extension Date {
    /// How the tables keep times.
    var stored: Double { timeIntervalSince1970 }
}
