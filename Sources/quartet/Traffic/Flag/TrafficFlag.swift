import ArgumentParser
import Foundation
import QuartetEngine
import QuartetFiles
import QuartetTraffic

/// `quartet traffic flag`.
struct TrafficFlag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flag", abstract: "Flag the anomalous records of a log, with reasons.",
        discussion: """
            --fpr is the share of normal records that may be flagged, --budget the false alarms a day that somebody has \
            time for; the threshold follows from the normal records that the model was calibrated on. When far more or \
            fewer records are flagged than were requested, or fields have drifted, that is said at the end, with the \
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

    func validate() throws {
        if state != nil, !follow { throw ValidationError("--state is for --follow.") }
        if follow, logs.contains("-") {
            throw ValidationError("--follow follows files; a pipe is followed as it is.")
        }
    }

    func run() throws {
        common.apply()
        var options = FlagPipeline.Options()
        options.allowed = try output.allowList(common)
        options.isFollowed = follow
        options.describesAllAlerts = output.format != nil
        try output.prepare()
        if follow { try flagGrowing(options) } else { try flagWhole(options) }
    }

    private func pipeline(_ model: TrafficModel, _ path: String, _ options: FlagPipeline.Options) throws -> (
        FlagPipeline, FlagOutput
    ) {
        let printer = FlagOutput(
            modelPath: path, budget: threshold.budget, output: output, common: common, isFollowed: follow)
        let pipeline = try FlagPipeline(
            model, marks: FeedbackFile(beside: path), options: options, falseAlarmRate: threshold.rate,
            onEvent: printer.show)
        return (pipeline, printer)
    }

    private func flagGrowing(_ options: FlagPipeline.Options) throws {
        InterruptSignal.watch()
        let (model, path) = try choice.load(for: logs, input)
        let (pipeline, printer) = try pipeline(model, path, options)
        let log = try input.follow(logs, common, schema: model.reader.schema, state: state)
        defer { input.report(log.rejected, common) }
        // A position is kept only when what was printed has arrived.
        try pipeline.follow(log, deliver: StandardOutput.flush)
        try printer.end(rejected: log.rejected.count)
    }

    private func flagWhole(_ options: FlagPipeline.Options) throws {
        let (model, path, log) = try choice.open(logs, input)
        let (pipeline, printer) = try pipeline(model, path, options)
        let damage = try input.readToDamage(log, common, working: pipeline.judge.verdict) { batch, verdict in
            // Before the first records there is nothing to report, and a pipe may be silent for long.
            InterruptSignal.watch()
            try pipeline.add(batch, verdict)
            return !InterruptSignal.isRaised
        }
        try pipeline.finish()
        try printer.end(rejected: log.rejected.count)
        if let damage { throw damage }
        if InterruptSignal.isRaised {
            throw CommandFailure(
                .failed, "stopped after \(pipeline.records) records; the rest of the log was not judged")
        }
    }
}
