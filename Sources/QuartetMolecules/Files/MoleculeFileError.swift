public import QuartetFiles

/// Why a file is no file of molecules at all. What is wrong with one row is told by the row.
public struct MoleculeFileError: UserFacingError, Equatable {
    public enum Reason: Error, Equatable, Sendable {
        case empty
        case foreign(String)
        case noStructures(headings: [String])
        case noColumn(String, headings: [String])
        case nothingReadable(rows: Int, first: String)
        case nothingMeasured(String)
    }

    public let file: String
    public let reason: Reason

    public init(file: String, reason: Reason) { (self.file, self.reason) = (file, reason) }

    public var kind: FailureKind {
        if case .noColumn = reason { .usage } else { .badData }
    }

    public var description: String {
        switch reason {
        case .empty: "\(file): is empty; expected molecules as SMILES, a table or SDF"
        case .foreign(let kind):
            "\(file): is \(kind); expected molecules as SMILES, as a table with a column of SMILES, or as SDF"
        case .noStructures(let headings):
            "\(file): no column holds SMILES (\(Self.list(headings))); name it with --column"
        case .noColumn(let column, let headings):
            "\(file): has no column '\(column)' (\(Self.list(headings)))"
        case .nothingReadable(let rows, let first):
            rows == 1
                ? "\(file): its only row could not be read as a molecule; \(first)"
                : "\(file): none of the \(rows) rows could be read as a molecule; the first: \(first)"
        case .nothingMeasured(let column): "\(file): no row has a number in the column '\(column)'"
        }
    }

    private static func list(_ headings: [String]) -> String {
        "columns: " + headings.prefix(12).joined(separator: ", ") + (headings.count > 12 ? ", …" : "")
    }
}
