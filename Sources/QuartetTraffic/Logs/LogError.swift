public import QuartetFiles
internal import QuartetReports

/// Why a log could not be read, or not completely.
public indirect enum LogError: UserFacingError, Sendable, Equatable {
    /// A file cannot be read or written.
    case file(FileError)
    /// The records before the damage were read.
    case damaged(file: String, reason: String, records: Int)
    case empty(file: String)
    case unknownFormat(file: String, found: String, known: [String])
    /// It is another kind of file, such as a picture.
    case notLog(file: String, kind: String)
    /// A log that is followed is plain text.
    case followedCompressed(file: String, kind: String)
    case noSuchFormat(name: String, known: [String])
    /// The content lacks what the requested format needs.
    case notThatFormat(file: String, format: String, reason: String)
    case mostlyMalformed(file: String, format: String, rejected: Int, lines: Int, examples: [String])
    case noLogs(folder: String, skipped: [String])
    /// The number of files by the name of their format.
    case severalFormats(folder: String, files: [String: Int])
    /// These of several logs could not be read completely.
    case several([LogError])

    public var kind: FailureKind {
        switch self {
        case .file(let error): error.kind
        case .noSuchFormat: .usage
        case .noLogs(_, let skipped): skipped.isEmpty ? .notFound : .badData
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
                "\(file): the file is truncated or damaged: \(reason); \(NumberText.counted(records, "record")) before "
                    + "that could be read; fetch the file again if the original is intact"
            ]
        case .empty(let file):
            ["\(file): the file contains no records"]
        case .unknownFormat(let file, let found, let known):
            [
                "\(file): the format was not recognised: \(found). Looked for a Zeek header, JSON lines, a header "
                    + "row, and columns of the known formats (\(known.joined(separator: ", "))); "
                    + "a table needs a header row with the names of its columns, or --format NAME"
            ]
        case .notLog(let file, let kind):
            ["\(file): this is \(kind), not a log; expected lines of text, or a packet capture"]
        case .followedCompressed(let file, let kind):
            [
                "\(file): the log is \(kind), but --follow reads plain logs: leave --follow out, or name the "
                    + "plain log"
            ]
        case .noSuchFormat(let name, let known):
            ["there is no log format '\(name)'; the formats are \(known.joined(separator: ", "))"]
        case .notThatFormat(let file, let format, let reason):
            ["\(file): not in the format \(format): \(reason)"]
        case .mostlyMalformed(let file, let format, let rejected, let lines, let examples):
            ["\(file): \(rejected) of \(NumberText.counted(lines, "line")) cannot be read as \(format)"]
                + examples
        case .noLogs(let folder, let skipped):
            ["\(folder): the folder contains no logs"] + skipped.prefix(3)
        case .severalFormats(let folder, let files):
            [
                "\(folder): the folder contains logs of several formats ("
                    + files.sorted { $0.key < $1.key }.map { "\($0.value) \($0.key)" }
                    .joined(separator: ", ") + "); choose one with --format NAME, or name the files"
            ]
        case .several(let errors):
            ["\(errors.count) logs could not be read completely:"] + errors.flatMap(\.lines)
        }
    }

    /// Whether output could not be written, so that continuing would lose it.
    var isOfOutput: Bool { if case .file(.cannotWrite) = self { true } else { false } }
}
