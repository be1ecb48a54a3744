public import QuartetFiles

/// Why a file of measurements cannot be used as a whole. What is wrong with one row is told by the row.
public struct ActivityError: UserFacingError, Equatable {
    public enum Reason: Error, Equatable, Sendable {
        case noValues(columns: [String])
        case severalValues(columns: [String])
        case noColumn(String, columns: [String])
        case noUnit(column: String)
        case needlessUnit(column: String)
        case highIsGood(column: String, quantity: String)
        case tooFew(found: Int, needed: Int, firstRefusal: String?)
        case constant(Double, count: Int)
        case oneClass(positives: Int, count: Int)
        case notForLabels(String)
        case noSplit(String)
    }

    public let file: String
    public let reason: Reason

    public init(file: String, _ reason: Reason) { (self.file, self.reason) = (file, reason) }

    public var kind: FailureKind {
        switch reason {
        case .severalValues, .noColumn, .noUnit, .needlessUnit, .highIsGood, .notForLabels: .usage
        default: .badData
        }
    }

    public var description: String { "\(file): \(what)" }

    private var what: String {
        switch reason {
        case .noValues(let columns): "no column holds numbers (\(Self.list(columns)))"
        case .severalValues(let columns):
            "which column is to be learnt? Give --value and one of: \(columns.joined(separator: ", "))"
        case .noColumn(let column, let columns): "has no column '\(column)' (\(Self.list(columns)))"
        case .noUnit(let column):
            "column '\(column)' is a concentration without a unit: give --unit nM, uM, mM or M"
        case .needlessUnit(let column): "column '\(column)' is not a concentration: leave --unit out"
        case .highIsGood(let column, let quantity):
            "column '\(column)' is read as \(quantity), of which a high value is a good one: leave --low-is-good out"
        case .tooFew(let found, let needed, let refusal):
            "\(found) different molecules with a value, at least \(needed) are needed"
                + (refusal.map { "; the first refused row: \($0)" } ?? "")
        case .constant(let value, let count):
            "all \(count) molecules have the value \(value): nothing to learn"
        case .oneClass(let positives, let count):
            "\(positives) of \(count) molecules are positive: at least 5 of each class are needed"
        case .notForLabels(let what): what
        case .noSplit(let what): what
        }
    }

    private static func list(_ columns: [String]) -> String {
        columns.isEmpty
            ? "there are no columns beside the structures"
            : "columns: " + columns.prefix(12).joined(separator: ", ") + (columns.count > 12 ? ", …" : "")
    }
}
