public import QuartetFiles

/// An error in the folder of fabric data, with the file and the row or member at fault.
public enum FabricDataError: UserFacingError, Equatable {
    /// A file that the corpus needs is not in the folder.
    case missingFile(path: String)
    /// A file exists but is not in the expected format.
    case unreadable(path: String, expected: String, reason: String)
    /// One row of a table is wrong. `row` counts from 2, as an editor shows it: row 1 is the heading.
    case badRow(path: String, row: Int, column: String, found: String, expected: String)
    /// A table names a picture that is missing from its archive.
    case missingMember(archive: String, member: String)
    /// A picture in an archive cannot be used.
    case badPicture(archive: String, member: String, reason: String)
    /// A value in a JSON file is out of range.
    case badEntry(path: String, entry: String, found: String, expected: String)
    /// Nothing is left to train on.
    case noExamples(path: String)

    public var kind: FailureKind { if case .missingFile = self { .notFound } else { .badData } }

    public var description: String {
        switch self {
        case .missingFile(let path):
            "\(path): not found; the folder of fabric data must contain this file"
        case .unreadable(let path, let expected, let reason):
            "\(path): expected \(expected), but \(reason)"
        case .badRow(let path, let row, let column, let found, let expected):
            "\(path), row \(row), column \(column): found \"\(found)\", expected \(expected)"
        case .missingMember(let archive, let member):
            "\(archive): \"\(member)\" is missing, although its table names it"
        case .badPicture(let archive, let member, let reason):
            "\(archive), \(member): \(reason)"
        case .badEntry(let path, let entry, let found, let expected):
            "\(path), \(entry): found \(found), expected \(expected)"
        case .noExamples(let path):
            "\(path): no usable example of any kind of cloth"
        }
    }
}
