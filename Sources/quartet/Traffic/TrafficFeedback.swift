import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetReports
import QuartetTraffic

/// `quartet traffic feedback`.
struct TrafficFeedback: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "feedback",
        abstract: "Mark records as normal, so that similar records are not flagged again.",
        discussion: """
            Marks are stored next to the model, in MODEL.feedback.jsonl, and apply from the next run of `flag` and \
            `score`. They lower the scores of similar records: to 0 for an equal record, less with distance, and not at \
            all beyond --reach. The distance adds up the fields, each by how far apart its values are on the scale of \
            normal records; a different service, state, source or destination counts 1. The model itself does not \
            change, and every mark can be removed.

            EXAMPLES:
              quartet traffic feedback --model network.safetensors --normal conn.log:4711 \\
                  --reason "new backup"
              quartet traffic feedback --model network.safetensors \\
                  --uid CHhAvVGS1DHFjwGM9 conn.log
              quartet traffic flag conn.log --model m.safetensors --json | head -20 \\
                  | quartet traffic feedback - --model m.safetensors
              quartet traffic feedback --model network.safetensors --list
              quartet traffic feedback --model network.safetensors --undo 1f00a2c4
            """)

    @Argument(
        help: "Logs to search for --uid; or - for lines of `flag --json` on standard input.",
        completion: .file())
    var logs: [String] = []

    @Option(help: ArgumentHelp("Model that the marks apply to.", valueName: "file"), completion: .file())
    var model: String

    @Option(
        parsing: .upToNextOption,
        help: ArgumentHelp("Normal records, by file and line.", valueName: "log:line"), completion: .file())
    var normal: [String] = []

    @Option(
        parsing: .singleValue,
        help: ArgumentHelp(
            "Normal records, by their identifiers in the log; may be repeated.", valueName: "id"))
    var uid: [String] = []

    @Option(help: ArgumentHelp("Why these records are normal.", valueName: "text"))
    var reason: String?

    @Option(
        help: ArgumentHelp(
            "Maximum distance at which a record still counts as similar.", valueName: "distance"))
    var reach = Feedback.usualReach

    @Flag(help: "List the marks.")
    var list = false

    @Option(
        parsing: .upToNextOption, help: ArgumentHelp("Remove marks, by their identifiers.", valueName: "id"))
    var undo: [String] = []

    @Flag(help: "Remove all marks.")
    var undoAll = false

    @OptionGroup var input: LogOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        try check(reach, in: 0.01...100, "--reach")
        let actions = [!normal.isEmpty, !uid.isEmpty, logs == ["-"], list, !undo.isEmpty, undoAll].count {
            $0
        }
        guard actions == 1 else {
            throw ValidationError(
                "Give one of --normal LOG:LINE, --uid ID LOG, - (lines of flag --json), --list, --undo ID, --undo-all."
            )
        }
        if !uid.isEmpty, logs.isEmpty { throw ValidationError("--uid needs logs to search.") }
        if uid.isEmpty, !logs.isEmpty, logs != ["-"] {
            throw ValidationError("To mark records of a log, use --normal LOG:LINE or --uid ID.")
        }
    }

    func run() throws {
        common.apply()
        if list || undoAll || !undo.isEmpty { try requireModel() }
        if list {
            let entries = try FeedbackFile(beside: model).entries
            for entry in entries { StandardOutput.show(Self.summary(entry)) }
            if entries.isEmpty { common.note("\(model): no records are marked.") }
        } else if undoAll || !undo.isEmpty {
            try takeBack()
        } else {
            try mark()
        }
    }

    /// A name without a model and without marks is a misspelt one.
    private func requireModel() throws {
        let names = [model, FeedbackFile.path(beside: model)]
        guard names.contains(where: FileManager.default.fileExists) else {
            throw FileError.cannotRead(file: model, reason: "there is no such model")
        }
    }

    private func takeBack() throws {
        let (taken, left) = try FeedbackFile.update(beside: model) { file in
            let before = file.entries.count
            if undoAll { file.removeAll() } else { try file.remove(undo) }
            return (before - file.entries.count, file.entries.count)
        }
        print("\(NumberText.counted(taken, "mark")) removed, \(left) remain")
    }

    private func mark() throws {
        let detector = try TrafficModel(path: model)
        let found = try logs == ["-"] ? flagged(detector) : uid.isEmpty ? marked(detector) : named(detector)
        let added = try FeedbackFile.update(beside: model) { file in
            let added = file.add(found)
            _ = try Feedback(file, for: detector)
            return added
        }
        for entry in added { StandardOutput.show(Self.summary(entry)) }
        if added.count < found.count {
            common.note("\(NumberText.counted(found.count - added.count, "record")) already marked.")
        }
    }

    /// The records that `flag --json` describes on standard input.
    private func flagged(_ detector: TrafficModel) throws -> [FeedbackEntry] {
        let now = Date().timeIntervalSince1970
        return try FlaggedRecord.read("-", format: detector.reader.schema.format).map {
            FeedbackEntry($0, reason: reason, reach: reach, time: now)
        }
    }

    /// Records by file and line.
    private func marked(_ detector: TrafficModel) throws -> [FeedbackEntry] {
        var wanted: [(file: String, lines: Set<Int>)] = []
        for place in normal {
            guard let colon = place.lastIndex(of: ":"), let number = Int(place[place.index(after: colon)...]),
                number > 0
            else {
                throw CommandFailure(
                    .usage, "--normal \(place): expected a log and a line number, such as conn.log:4711")
            }
            let file = String(place[..<colon])
            if let index = wanted.firstIndex(where: { $0.file == file }) {
                wanted[index].lines.insert(number)
            } else {
                wanted.append((file, [number]))
            }
        }
        return try wanted.flatMap { file, lines in
            try entries([file], .lines(lines), detector).entries
        }
    }

    /// Records by their identifiers.
    private func named(_ detector: TrafficModel) throws -> [FeedbackEntry] {
        let (entries, missing) = try entries(logs, .identifiers(Set(uid)), detector)
        if let name = missing.min() {
            throw FeedbackError.noSuchRecord(file: logs.joined(separator: ", "), what: name)
        }
        return entries
    }

    private func entries(_ paths: [String], _ records: MarkedRecords, _ detector: TrafficModel) throws -> (
        entries: [FeedbackEntry], missing: Set<String>
    ) {
        let reader = try input.look(paths, schema: detector.reader.schema)
        let now = Date().timeIntervalSince1970
        var entries: [FeedbackEntry] = []
        let missing = try records.find(in: paths[0], reader.nextBatch) { batch, record in
            entries.append(FeedbackEntry(batch, record, reason: reason, reach: reach, time: now))
        }
        return (entries, missing)
    }

    private static func summary(_ entry: FeedbackEntry) -> String {
        let name = entry.identifier.map { ", \(SafeText.shown($0, limit: 80))" } ?? ""
        let reason = entry.reason.map { "  (\(SafeText.shown($0, limit: 200)))" } ?? ""
        return
            "\(entry.id)  \(entry.time)  \(SafeText.visible(entry.file)):\(entry.lineNumber)\(name)\(reason)"
    }
}
