import ArgumentParser
import Foundation
import QuartetEngine
import QuartetTraffic
import Synchronization

/// `quartet traffic flag`.
struct TrafficFlag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flag", abstract: "Flag the anomalous records of a log, with reasons.",
        discussion: """
            --fpr is the share of normal records that may be flagged, --budget the false alarms a day that somebody has \
            time for; the threshold follows from the normal records that the model was calibrated on. When far more or \
            fewer records are flagged than was promised, or fields have drifted, that is said at the end, with the \
            fields that moved most; with --follow when it is first so, and then at most once a day of log time.

            Alerts are grouped by source, kind of deviation and time, together with what a source did over hours: \
            scans, regular intervals, bytes that leave. With --json, --ecs, --csv or --cef every flagged record is a \
            line, and every behaviour over time one at the end.

            EXAMPLES:
              quartet traffic flag conn.log --model network.safetensors --fpr 0.001
              quartet traffic flag conn.log --model network.safetensors --budget 20/day --top 3
              zcat conn.*.gz | quartet traffic flag - --model network.safetensors --ecs | jq .rule.description
            """)

    @Argument(help: "Logs, plain or compressed; - is standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var threshold: ThresholdOptions

    @OptionGroup var input: LogOptions

    @Flag(help: "Go on with logs that grow, until Ctrl-C; a group is shown when it begins.")
    var follow = false

    @Option(
        help: ArgumentHelp(
            "Where --follow keeps how far it has read, so that a restart goes on there.", valueName: "file"))
    var state: String?

    @Option(help: ArgumentHelp("Fields that each alert names at most.", valueName: "number"))
    var top = 5

    @Option(help: ArgumentHelp("Groups that are shown.", valueName: "number"))
    var groups = 20

    @Flag(help: "How alerts are printed, instead of in groups.")
    var format: Format?

    enum Format: String, EnumerableFlag {
        case json, ecs, csv, cef

        static func help(for value: Format) -> ArgumentHelp? {
            switch value {
            case .json: "One JSON object a line."
            case .ecs: "JSON lines with the names of the Elastic Common Schema."
            case .csv: "Comma-separated values."
            case .cef: "Common Event Format."
            }
        }
    }

    @OptionGroup var common: CommonOptions

    /// Records that a demonstration model is calibrated on before it flags.
    private static let firstRecords = 20_000

    func validate() throws {
        try check(top, in: 1...5, "--top")
        try check(groups, in: 1...10_000, "--groups")
        if state != nil, !follow { throw ValidationError("--state is for --follow.") }
        if follow, logs.contains("-") {
            throw ValidationError("--follow follows files; a pipe is followed as it is.")
        }
    }

    func run() throws {
        common.apply()
        InterruptSignal.watch()
        var (model, path) = try choice.load(for: logs, input, common)
        var waiting: [RecordBatch] = []
        var session: Session?
        let judge = Mutex<Judge?>(nil)
        func begin() throws {
            let new = Session(model, rate: try threshold.rate(model))
            judge.withLock { $0 = new.judge }
            if let blindness = model.blindness(falseAlarmRate: new.rate) { common.note(blindness) }
            if let header = alertFormat?.header { print(header) }
            if let missing = model.withoutWindows { common.note(missing) }
            for batch in waiting { try flag(batch, new) }
            (waiting, session) = ([], new)
        }
        func calibrate() throws {
            model = try calibrated(model, on: waiting)
            try begin()
        }
        if !model.summary.isDemonstration { try begin() }
        if follow {
            try input.follow(logs, common, schema: model.reader.schema, state: state) { batch in
                if let session { return try flag(batch, session) }
                waiting.append(batch)
                if waiting.reduce(0, { $0 + $1.count }) >= Self.firstRecords { try calibrate() }
            }
            return try end(session, path)
        }
        // A log that breaks off is judged as far as it goes, and then the damage is said.
        var damage: LogError?
        do {
            try input.read(
                logs, common, schema: model.reader.schema,
                working: { batch in try judge.withLock { $0 }?.alerts(batch) }
            ) { batch, alerts in
                if let session {
                    try flag(batch, session, alerts)
                } else {
                    waiting.append(batch)
                    if waiting.reduce(0, { $0 + $1.count }) >= Self.firstRecords { try calibrate() }
                }
                return !InterruptSignal.isRaised
            }
        } catch let error as LogError {
            guard session != nil || !waiting.isEmpty else { throw error }
            damage = error
        }
        if session == nil { try calibrate() }
        if let session { try conclude(session) }
        try end(session, path)
        if let damage { throw damage }
        if InterruptSignal.isRaised {
            throw CommandFailure(
                .failed,
                "stopped after \(session?.records ?? 0) records; the rest of the log was not judged")
        }
    }

    private func end(_ session: Session?, _ path: String) throws {
        guard let session else { return }
        let summary = session.model.summary
        common.note(
            "\(session.flagged) of \(session.records) records flagged by \(path), version \(summary.version), "
                + "calibrated on \(summary.calibratedOn)")
        for line in session.watch.finding.words { common.note(line) }
    }

    private var alertFormat: AlertFormat? { format.flatMap { AlertFormat(rawValue: $0.rawValue) } }

    /// What is worked out for each block on every core.
    private struct Judge: Sendable {
        let model: TrafficModel
        let level: Float

        func alerts(_ batch: RecordBatch) throws -> [Alert] { try model.alerts(batch, above: level) }
    }

    /// One run over a log: used by one thread.
    private final class Session {
        let model: TrafficModel
        let judge: Judge
        let rate: Double
        var watch: PromiseWatch
        var windows: WindowWatch?
        var groups = AlertGroups()
        var records = 0
        var flagged = 0

        init(_ model: TrafficModel, rate: Double) {
            (self.model, self.rate) = (model, rate)
            judge = Judge(model: model, level: model.calibration.threshold(falseAlarmRate: rate))
            watch = PromiseWatch(model, falseAlarmRate: rate)
            windows = WindowWatch(model)
        }
    }

    /// - Parameter alerts: nil where nobody has judged the records yet.
    private func flag(_ batch: RecordBatch, _ session: Session, _ alerts: [Alert]? = nil) throws {
        let alerts = try alerts ?? session.judge.alerts(batch)
        session.records += batch.count
        session.flagged += alerts.count
        if follow {
            for line in session.watch.follow(batch, alarms: alerts.count) { common.note(line) }
        } else {
            session.watch.add(batch, alarms: alerts.count)
        }
        let behaviours = session.windows?.add(batch, isTold: follow) ?? []
        for alert in alerts {
            let isNew = session.groups.add(alert)
            if let alertFormat {
                print(try line(alert, alertFormat, session.model))
            } else if follow, isNew {
                show(session.groups.group(of: alert))
            }
        }
        guard follow else { return }
        for group in behaviours {
            if let alertFormat {
                for alert in group.examples { print(try line(alert, alertFormat, session.model)) }
            } else {
                show(group)
            }
        }
    }

    private func line(_ alert: Alert, _ format: AlertFormat, _ model: TrafficModel) throws -> String {
        var alert = alert
        alert.reasons = Array(alert.reasons.prefix(top))
        return try format.line(alert, model: model.summary.format, version: model.summary.version)
    }

    /// What is said when the log has ended.
    private func conclude(_ session: Session) throws {
        let behaviours = session.windows?.groups(limit: groups) ?? []
        if let alertFormat {
            for group in behaviours {
                for alert in group.examples { print(try line(alert, alertFormat, session.model)) }
            }
            return
        }
        for (place, group) in session.groups.ranked(with: behaviours, limit: groups).enumerated() {
            show(group, place: place + 1)
        }
        if session.groups.forgotten > 0 {
            common.note("\(session.groups.forgotten) weaker groups are not shown.")
        }
    }

    private func calibrated(_ model: TrafficModel, on batches: [RecordBatch]) throws -> TrafficModel {
        var sample = RecordSample()
        for batch in batches { try sample.append(batch) }
        common.note(
            "The model that ships knows another network: its threshold is set by the first \(sample.count) records of "
                + "this log. A model of your own is one command: quartet traffic train.")
        return try model.calibrated(on: sample, from: "the log's first \(sample.count) records")
    }

    private func show(_ group: AlertGroup?, place: Int? = nil) {
        guard let group, let example = group.examples.first else { return }
        let source = group.source ?? "\(example.file)"
        var head =
            (place.map { "\($0). " } ?? "") + "\(group.deviation.title)  \(AlertFormat.visible(source))"
        if let destination = example.destination {
            head +=
                " → \(AlertFormat.visible(destination))" + (example.destinationPort.map { ":\($0)" } ?? "")
        }
        print(head)
        var when = group.count == 1 ? "1 record" : "\(group.count) records"
        if let first = group.firstSeen, let last = group.lastSeen {
            when +=
                first == last
                ? " at \(AlertFormat.timestamp(first))"
                : " from \(AlertFormat.timestamp(first)) to \(AlertFormat.timestamp(last))"
        }
        print("   \(when), 1 in \(Self.short(example.oneIn))")
        for reason in example.reasons.prefix(top) {
            print(
                "   - \(reason.title): \(AlertFormat.visible(reason.observed)), "
                    + "expected \(AlertFormat.visible(reason.expected))")
        }
        let name = example.identifier.map { ", \(AlertFormat.visible($0))" } ?? ""
        print("   \(example.file):\(example.lineNumber)\(name)")
    }

    private static func short(_ number: Double) -> String {
        number >= 1e6 ? String(format: "%.1e", number) : String(format: "%.0f", number)
    }
}
