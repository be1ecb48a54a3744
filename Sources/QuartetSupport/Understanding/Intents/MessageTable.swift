internal import Foundation
public import QuartetFiles
internal import SwiftCSV

/// Messages of a file, one after another, with the intent of each where a column has it: CSV, tab-separated values, JSON
/// lines, or plain text with a message a line; compressed or not. The memory does not grow with the file.
public final class MessageTable {
    public struct Message: Sendable, Equatable {
        /// Where it begins, counted from 1.
        public let line: Int
        public let text: String
        /// Nil without a column of labels.
        public let label: String?
    }

    private enum Form: Equatable {
        case lines, objects
        case cells(CSVDelimiter)
    }

    /// The path, or "standard input".
    public var name: String { lines.name }

    private let lines: DecompressedLines
    private let form: Form
    private let text: String?
    private let label: String?
    private let isStrict: Bool
    /// Places of the columns of a table.
    private var places: (text: Int, label: Int?) = (0, nil)

    /// Bytes of a row of a table.
    private static let longestRow = 1 << 20

    /// - Parameters:
    ///   - path: a file, or "-" for standard input.
    ///   - text: the column of messages: its name in the first row, or its number, counted from 1, in a table without
    ///     such a row. Nil takes the column `text`, or the only one, and plain text where there is no table.
    ///   - label: the column of intents, likewise.
    ///   - isStrict: whether bytes that are not UTF-8 are an error rather than replaced.
    /// - Throws: `FileError` and ``MessageTableError``.
    public init(path: String, text: String?, label: String? = nil, isStrict: Bool = true) throws {
        lines = try DecompressedLines(path: path, longest: Self.longestRow)
        (self.text, self.label, self.isStrict) = (text, label, isStrict)
        let first = try Self.firstLine(of: lines)
        form = Self.form(path, first?.text ?? "", hasColumns: text != nil || label != nil)
        if case .cells = form { try findColumns() }
    }

    private static func firstLine(of lines: DecompressedLines) throws -> DecompressedLines.Line? {
        var passed: [DecompressedLines.Line] = []
        defer { lines.giveBack(passed) }
        while let line = try lines.next() {
            passed.append(line)
            if !line.isBlank { return line }
        }
        return nil
    }

    /// The file's name decides; without an ending that says it, the first line.
    private static func form(_ path: String, _ line: String, hasColumns: Bool) -> Form {
        var name = path.lowercased()
        for ending in [".gz", ".xz", ".zst", ".bz2"] where name.hasSuffix(ending) {
            name = String(name.dropLast(ending.count))
        }
        if [".jsonl", ".ndjson", ".json"].contains(where: { name.hasSuffix($0) }) { return .objects }
        if [".tsv", ".tab"].contains(where: { name.hasSuffix($0) }) { return .cells(.tab) }
        let isTable = name.hasSuffix(".csv") || (hasColumns && !line.hasPrefix("{"))
        if isTable {
            let counts = [CSVDelimiter.comma, .semicolon, .tab].map { delimiter in
                (delimiter, line.count(where: { $0 == delimiter.rawValue }))
            }
            return .cells(counts.max { $0.1 < $1.1 }?.0 ?? .comma)
        }
        return line.hasPrefix("{") ? .objects : .lines
    }

    /// The next message; nil at the end. Blank lines are passed over, except in plain text.
    public func next() throws -> Message? {
        switch form {
        case .lines:
            guard let line = try lines.next() else { return nil }
            return Message(line: line.number, text: try string(line.bytes, line: line.number), label: nil)
        case .objects:
            guard let line = try nextFilled() else { return nil }
            return try object(line)
        case .cells(let delimiter):
            guard let row = try row(delimiter) else { return nil }
            // Cells at the end of a row may be missing where they are empty.
            func cell(_ place: Int) -> String { place < row.cells.count ? row.cells[place] : "" }
            return Message(line: row.line, text: cell(places.text), label: places.label.map(cell))
        }
    }

    private func nextFilled() throws -> DecompressedLines.Line? {
        while let line = try lines.next() {
            if !line.isBlank { return line }
        }
        return nil
    }

    private func string(_ bytes: [UInt8], line: Int) throws -> String {
        if !isStrict { return String(decoding: bytes, as: UTF8.self) }
        return try FileBytes.text(of: bytes, name: "\(lines.name):\(line)", isLine: true)
    }

    // MARK: Tables

    private func findColumns() throws {
        guard case .cells(let delimiter) = form else { return }
        guard let row = try row(delimiter) else { return }
        let names = row.cells.map { $0.trimmingCharacters(in: .whitespaces) }
        let wanted = [text, label].compactMap { $0 }
        let hasNames =
            wanted.isEmpty || !wanted.allSatisfy { names.firstIndex(of: $0) == nil && Int($0) != nil }
        func place(_ column: String) throws -> Int {
            if let place = names.firstIndex(of: column) { return place }
            if !hasNames, let number = Int(column), names.indices.contains(number - 1) { return number - 1 }
            throw MessageTableError.noColumn(file: lines.name, column: column, found: names)
        }
        if let text {
            places.text = try place(text)
        } else if names.count == 1 {
            places.text = 0
        } else {
            places.text = try place("text")
        }
        places.label = try label.map(place)
        if !hasNames { lines.giveBack(row.lines) }
    }

    private typealias Row = (line: Int, cells: [String], lines: [DecompressedLines.Line])

    /// A row of cells, which goes on in the next line while a quotation mark is open.
    private func row(_ delimiter: CSVDelimiter) throws -> Row? {
        guard let first = try nextFilled() else { return nil }
        var (taken, bytes) = ([first], first.bytes)
        let quote = UInt8(ascii: "\"")
        while delimiter != .tab, !bytes.count(where: { $0 == quote }).isMultiple(of: 2) {
            guard bytes.count < Self.longestRow, !first.isCut, let line = try lines.next() else {
                throw MessageTableError.openQuote(file: lines.name, line: first.number)
            }
            taken.append(line)
            bytes += [0x0A] + line.bytes
        }
        let record = try string(bytes, line: first.number)
        if delimiter == .tab || !bytes.contains(quote) {
            let cells = record.split(separator: delimiter.rawValue, omittingEmptySubsequences: false)
            return (first.number, cells.map { String($0) }, taken)
        }
        do {
            let table = try CSV<Enumerated>(
                string: record, delimiter: delimiter, loadColumns: false, rowLimit: 0)
            return (first.number, table.header, taken)
        } catch {
            throw MessageTableError.notCells(file: lines.name, line: first.number)
        }
    }

    // MARK: JSON lines

    private enum Cell: Decodable {
        case text(String)
        case number(Double)
        case other

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if let text = try? container.decode(String.self) {
                self = .text(text)
            } else if let number = try? container.decode(Double.self) {
                self = .number(number)
            } else {
                self = .other
            }
        }

        var string: String? {
            switch self {
            case .text(let text): text
            case .number(let number): Int(exactly: number).map { String($0) } ?? String(number)
            case .other: nil
            }
        }
    }

    private func object(_ line: DecompressedLines.Line) throws -> Message {
        let cells: [String: Cell]
        do {
            cells = try JSONDecoder().decode([String: Cell].self, from: Data(line.bytes))
        } catch {
            throw MessageTableError.notAnObject(
                file: lines.name, line: line.number, reason: DecodingError.reason(of: error))
        }
        func value(_ key: String) throws -> String {
            if let value = cells[key]?.string { return value }
            let reason =
                cells[key] == nil
                ? "it has no key '\(key)'" : "the key '\(key)' is neither a text nor a number"
            throw MessageTableError.notAnObject(file: lines.name, line: line.number, reason: reason)
        }
        return Message(line: line.number, text: try value(text ?? "text"), label: try label.map(value))
    }
}

/// What is wrong with a file of messages.
public enum MessageTableError: UserFacingError, Equatable {
    case noColumn(file: String, column: String, found: [String])
    case openQuote(file: String, line: Int)
    case notCells(file: String, line: Int)
    case notAnObject(file: String, line: Int, reason: String)

    public var kind: FailureKind { if case .noColumn = self { .usage } else { .badData } }

    public var description: String {
        switch self {
        case .noColumn(let file, let column, let found):
            "\(file): there is no column '\(column)'; the first row has "
                + found.prefix(20).map { "'\($0.prefix(40))'" }.joined(separator: ", ")
        case .openQuote(let file, let line):
            "\(file):\(line): a quotation mark is opened and not closed; close it, or double it inside a cell"
        case .notCells(let file, let line):
            "\(file):\(line): text stands behind a quotation mark that ends a cell; double the quotation marks inside a cell"
        case .notAnObject(let file, let line, let reason):
            "\(file):\(line): expected a JSON object a line: \(reason)"
        }
    }
}
