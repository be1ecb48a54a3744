public import QuartetFiles
internal import QuartetReports

/// Why a log could not be read, or not to its end.
public indirect enum LogError: UserFacingError, Sendable, Equatable {
    /// A file cannot be read or written.
    case file(FileError)
    /// What was read before the damage counts.
    case damaged(file: String, reason: String, records: Int)
    case empty(file: String)
    case unknownFormat(file: String, found: String, known: [String])
    case noSuchFormat(name: String, known: [String])
    /// The content does not have what the format that was asked for needs.
    case notThatFormat(file: String, format: String, reason: String)
    case mostlyMalformed(file: String, format: String, rejected: Int, lines: Int, examples: [String])
    case noLogs(folder: String, leftOut: [String])
    /// Files by the name of their format.
    case severalFormats(folder: String, files: [String: Int])
    /// Of several logs these could not be read, or not to their end.
    case several([LogError])

    public var kind: FailureKind {
        switch self {
        case .file(let error): error.kind
        case .noSuchFormat: .usage
        case .several(let errors): errors.first?.kind ?? .badData
        default: .badData
        }
    }

    /// What happened and what to do, in one line, or in several of which all but the first are indented. Control characters
    /// in names and values of files are shown, not obeyed.
    public var description: String { lines.map(SafeText.visible).joined(separator: "\n  ") }

    private var lines: [String] {
        switch self {
        case .file(let error): [error.description]
        case .damaged(let file, let reason, let records):
            [
                "\(file): the file breaks off or is damaged: \(reason); the \(records) records before that were "
                    + "read; fetch the file again, if it is whole elsewhere"
            ]
        case .empty(let file):
            ["\(file): there is no record in it"]
        case .unknownFormat(let file, let found, let known):
            [
                "\(file): the format was not recognised: \(found). Looked for a Zeek header, JSON lines, a header "
                    + "row, and columns of the known formats (\(known.joined(separator: ", "))); "
                    + "a table needs a header row with the names of its columns, or --format NAME"
            ]
        case .noSuchFormat(let name, let known):
            ["there is no log format '\(name)'; the formats are \(known.joined(separator: ", ")) and csv"]
        case .notThatFormat(let file, let format, let reason):
            ["\(file): not in the format \(format): \(reason)"]
        case .mostlyMalformed(let file, let format, let rejected, let lines, let examples):
            ["\(file): \(rejected) of \(lines) lines cannot be read as \(format)"] + examples
        case .noLogs(let folder, let leftOut):
            ["\(folder): there is no log in this folder"] + leftOut.prefix(3)
        case .severalFormats(let folder, let files):
            [
                "\(folder): logs of several formats are in this folder ("
                    + files.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
                    .joined(separator: ", ") + "); choose one with --format NAME, or name the files"
            ]
        case .several(let errors):
            ["\(errors.count) logs could not be read to their end:"] + errors.flatMap(\.lines)
        }
    }

    /// Whether it is about what is written, so that going on would lose it.
    var isOfOutput: Bool { if case .file(.cannotWrite) = self { true } else { false } }
}
