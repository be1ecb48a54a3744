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
            scans, regular intervals, bytes that leave, the strangest of each in turn, --groups in all; the rate \
            counts records only. With --json, --ecs, --csv or --cef every flagged record is a \
            line, and every behaviour over time one at the end; then a line on the run, but in CSV. --report writes a \
            page with pictures beside that.

            --allow names a file of rules by which alerts are suppressed, one a line, each with a reason and its last \
            day; what they suppress is counted and said:
              source cidr 192.0.2.10   reason="vulnerability scanner" until=2027-01-31
              port 9100-9110           reason="metrics" until=never
              domain *.example.org     reason="our own" until=never
              expression destinationPort == 443 && source == 10.0.0.5   reason="proxy" until=never

            EXAMPLES:
              quartet traffic flag conn.log --model network.safetensors --fpr 0.001
              quartet traffic flag conn.log --model network.safetensors --budget 20/day --report today.html
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

    @OptionGroup var output: AlertOptions

    @OptionGroup var common: CommonOptions

    /// Records that a demonstration model is calibrated on before it flags.
    private static let firstRecords = 20_000

    func validate() throws {
        if state != nil, !follow { throw ValidationError("--state is for --follow.") }
        if follow, logs.contains("-") {
            throw ValidationError("--follow follows files; a pipe is followed as it is.")
        }
    }

    func run() throws {
        common.apply()
        // Before the first records there is nothing to say at the end, and a pipe may be silent for long.
        if follow { InterruptSignal.watch() }
        let allowed = try output.allowList(common)
        try output.prepare()
        var (model, path) = try choice.load(for: logs, input, common)
        let marks = try FeedbackFile(beside: path)
        let rejected = try RejectedLines(writingTo: input.rejects)
        var waiting: [RecordBatch] = []
        var hasRecords = false
        var run: FlagRun?
        let judge = Mutex<AlertJudge?>(nil)
        func begin() throws {
            let session = AlertSession(
                model, rate: try threshold.rate(model), allowed: allowed,
                feedback: try Feedback(marks, for: model), isFollowed: follow,
                describesAll: output.format != nil)
            let new = FlagRun(
                session, modelPath: path, asked: threshold.budget, output: output, common: common,
                follow: follow)
            judge.withLock { $0 = new.judge }
            try new.begin()
            for batch in waiting { try new.add(batch) }
            (waiting, run) = ([], new)
        }
        func add(_ batch: RecordBatch, _ verdict: AlertJudge.Verdict? = nil) throws {
            if !hasRecords, !follow { InterruptSignal.watch() }
            hasRecords = true
            if let run { return try run.add(batch, verdict) }
            waiting.append(batch)
            if waiting.reduce(0, { $0 + $1.count }) >= Self.firstRecords { try calibrate() }
        }
        func calibrate() throws {
            model = try calibrated(model, on: waiting)
            try begin()
        }
        if !model.summary.isDemonstration { try begin() }
        if follow {
            try input.follow(
                logs, common, schema: model.reader.schema, state: state, rejected: rejected
            ) { batch in
                try add(batch)
                // What only waits for a threshold is read again after a restart.
                return run != nil
            }
            if run == nil, !waiting.isEmpty {
                common.note(
                    "Fewer than \(Self.firstRecords) records came: the model that ships had no threshold yet, and nothing was flagged."
                )
            }
            try run?.end(rejected: rejected.count)
            return
        }
        let work: @Sendable (RecordBatch) throws -> AlertJudge.Verdict? = { batch in
            try judge.withLock { $0 }?.judge(batch)
        }
        // A log that breaks off is judged as far as it goes, and then the damage is said.
        var damage: LogError?
        do {
            try input.read(
                logs, common, schema: model.reader.schema, rejected: rejected, working: work
            ) { batch, verdict in
                try add(batch, verdict)
                return !InterruptSignal.isRaised
            }
        } catch let error as LogError {
            guard run?.records ?? waiting.count > 0 else { throw error }
            damage = error
        }
        if run == nil { try calibrate() }
        try run?.end(rejected: rejected.count)
        if let damage { throw damage }
        if InterruptSignal.isRaised {
            throw CommandFailure(
                .failed, "stopped after \(run?.records ?? 0) records; the rest of the log was not judged")
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
}
