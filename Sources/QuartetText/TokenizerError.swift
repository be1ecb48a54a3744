public import QuartetFiles

/// What is wrong with a tokenizer's file, its settings or its input.
public enum TokenizerError: UserFacingError, Sendable, Equatable {
    /// The file cannot be read or written.
    case file(FileError)
    /// The file is not valid JSON; line and column (in bytes) of the error are counted from 1.
    case syntax(_ file: String, line: Int, column: Int, reason: String)
    /// An entry of the file is missing or has the wrong type.
    case entry(_ file: String, entry: String, expected: String, found: String)
    /// The file needs something that this library does not support.
    case unsupported(_ file: String, entry: String, found: String, known: String)
    /// Tokens, ids and merges contradict one another.
    case vocabulary(_ file: String, reason: String)
    /// Bytes that are not UTF-8; the offset is counted from 0, the line from 1.
    case invalidUTF8(_ source: String, offset: Int, line: Int)
    /// A setting out of range.
    case setting(_ name: String, found: String, expected: String)

    public var kind: FailureKind { if case .file(let error) = self { error.kind } else { .badData } }

    public var description: String {
        switch self {
        case .file(let error): error.description
        case .syntax(let file, let line, let column, let reason): "\(file):\(line):\(column): \(reason)"
        case .entry(let file, let entry, let expected, let found):
            "\(file): \(entry): expected \(expected), found \(found)"
        case .unsupported(let file, let entry, let found, let known):
            "\(file): \(entry): \(found) is not supported; known are \(known)"
        case .vocabulary(let file, let reason): "\(file): \(reason)"
        case .invalidUTF8(let source, let offset, let line):
            "\(source):\(line): not UTF-8 from byte \(offset) on; save the text as UTF-8"
        case .setting(let name, let found, let expected): "\(name): expected \(expected), found \(found)"
        }
    }
}
