public import QuartetFiles

/// Latent codes as a table: columns `z1`, `z2` and so on, separated by tabs or commas, as `quartet molecules encode` writes
/// them. Other columns do not matter.
public final class CodeTable {
    private let lines: DecompressedLines
    private let separator: UInt8
    private let columns: [Int]

    /// - Parameters:
    ///   - path: a file, or "-" for standard input.
    ///   - latents: variables of a code.
    /// - Throws: `FileError`, or ``CodeTableError``.
    public init(path: String, latents: Int) throws {
        let lines = try DecompressedLines(path: path)
        self.lines = lines
        guard let heading = try lines.next() else { throw CodeTableError(file: lines.name, .empty) }
        separator = heading.bytes.contains(UInt8(ascii: "\t")) ? UInt8(ascii: "\t") : UInt8(ascii: ",")
        let names = Self.cells(heading.bytes, separator)
        columns = try (1...latents).map { variable in
            guard let column = names.firstIndex(of: "z\(variable)") else {
                throw CodeTableError(file: lines.name, .noColumn("z\(variable)"))
            }
            return column
        }
        if names.contains("z\(latents + 1)") { throw CodeTableError(file: lines.name, .otherWidth(latents)) }
    }

    /// The code of the next row; an empty one for a row that was refused when the table was made; nil at the end.
    public func next() throws -> [Float]? {
        while let line = try lines.next() {
            if line.isBlank { continue }
            let cells = Self.cells(line.bytes, separator)
            let texts = columns.map { cells.indices.contains($0) ? cells[$0] : "" }
            if texts.allSatisfy(\.isEmpty) { return [] }
            return try zip(texts, 1...).map { text, variable in
                guard let value = Float(text), value.isFinite else {
                    throw CodeTableError(
                        file: lines.name, .notANumber(text, column: "z\(variable)", line: line.number))
                }
                return value
            }
        }
        return nil
    }

    private static func cells(_ bytes: [UInt8], _ separator: UInt8) -> [String] {
        bytes.split(separator: separator, omittingEmptySubsequences: false)
            .map { String(decoding: $0, as: UTF8.self) }
    }
}

/// Why a table of codes cannot be read.
public struct CodeTableError: UserFacingError, Equatable {
    public enum Reason: Sendable, Equatable {
        case empty
        case noColumn(String)
        case otherWidth(Int)
        case notANumber(String, column: String, line: Int)
    }

    public let file: String
    public let reason: Reason

    init(file: String, _ reason: Reason) { (self.file, self.reason) = (file, reason) }

    public var kind: FailureKind { .badData }

    public var description: String {
        switch reason {
        case .empty: "\(file): empty; expected a table of codes, as `quartet molecules encode` prints it"
        case .noColumn(let name):
            "\(file): no column \(name): the codes are of another model, or this is not a table of codes"
        case .otherWidth(let latents):
            "\(file): the codes have more variables than the model's \(latents): they are of another model"
        case .notANumber(let text, let column, let line):
            "\(file), line \(line), column \(column): \"\(text)\" is not a number"
        }
    }
}
