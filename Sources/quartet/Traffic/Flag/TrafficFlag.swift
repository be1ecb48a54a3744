import ArgumentParser
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetTraffic

/// `quartet traffic flag`.
struct TrafficFlag: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "flag", abstract: "Flag the anomalous records of a log, with reasons.",
        discussion: """
            --fpr sets the share of normal records that may be flagged, --budget the acceptable false alarms per day. The \
            threshold follows from the normal records that the model was calibrated on. If far more or fewer records \
            are flagged than expected, or fields have drifted, a warning names the fields that changed most: at the end, \
            or with --follow as soon as it is known, and then at most once per day of log time.

            Alerts are grouped by source, kind of deviation and time. Behaviour of a source over hours forms groups of \
            its own: scans, regular intervals, outgoing bytes. At most --groups are shown, the most anomalous of each \
            kind in turn. The false-alarm rate refers to records only.

            With --json, --ecs, --csv or --cef, prints one line per flagged record, then one per behaviour, then (except \
            in CSV) a summary of the run. --report also writes an HTML page with charts.

            --follow reads logs by name through rotation, and rotated files for as long as their writers need to notice. \
            With --state, a restart continues where the last run stopped, also in files that were rotated meanwhile \
            (conn.log.1, conn-20240606.log.gz, conn.2024-06-06-12.log and the like). Alerts are printed and the position \
            is stored for one block of up to 1 MB at a time: no record is lost when the program is killed, but alerts \
            of its last block may come twice.

            --allow names a file of rules that suppress alerts, one per line, each with a reason and its last day. \
            Suppressed alerts are counted and reported.
              source cidr 192.0.2.10   reason="vulnerability scanner" until=2027-01-31
              port 9100-9110           reason="metrics" until=never
              domain *.example.org     reason="our own" until=never
              expression destinationPort == 443 && source == 10.0.0.5   reason="proxy" until=never

            EXAMPLES:
              quartet traffic flag conn.log --model network.safetensors --fpr 0.001
              quartet traffic flag conn.log --model network.safetensors --budget 20/day \\
                  --report today.html
              zcat conn.*.gz | quartet traffic flag - --model network.safetensors --ecs \\
                  | jq .rule.description
            """)

    @Argument(help: "Logs, plain or compressed; - reads standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var threshold: ThresholdOptions

    @OptionGroup var input: LogOptions

    @Flag(help: "Keep reading logs that grow, until Ctrl-C, and show each group when it begins.")
    var follow = false

    @Option(
        help: ArgumentHelp(
            "File in which --follow stores its position, so that a restart continues there.",
            valueName: "file"), completion: .file())
    var state: String?

    @OptionGroup var output: AlertOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if state != nil, !follow { throw ValidationError("--state needs --follow.") }
        if follow, logs.contains("-") {
            throw ValidationError("--follow needs files: a pipe is read until it closes without it.")
        }
    }

    func run() throws {
        common.apply()
        let inputs = logs + [choice.model, output.allow]
        try input.requireDifferent([("--report", output.report), ("--state", state)], from: inputs)
        try input.requireDifferent([("--report", output.report)], from: [state])
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
        try pipeline.follow(log, deliver: printer.deliver)
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
