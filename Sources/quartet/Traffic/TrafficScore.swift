import ArgumentParser
import Foundation
import QuartetTraffic

/// `quartet traffic score`.
struct TrafficScore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Score every record of a log.",
        discussion: """
            One line a record, in the order of the log: the line's number, its score, and "1 in N", how seldom a normal \
            record scores as high. With --json one object a line, with the keys file, line, score, oneIn.

            With --importance-samples K also the importance-sampled bound of the record's log-likelihood under the \
            autoencoder, in nats (JSON key bound): the lower, the more anomalous. More samples come closer from below.

            EXAMPLES:
              quartet traffic score conn.log --model network.safetensors | sort -k2 -gr | head
              zcat conn.*.gz | quartet traffic score - --model network.safetensors --json
            """)

    @Argument(help: "Logs, plain or compressed; - is standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var input: LogOptions

    @Option(help: ArgumentHelp("Samples of the bound.", valueName: "K"))
    var importanceSamples: Int?

    @Option(help: ArgumentHelp("Seed of the bound's noise.", valueName: "number"))
    var seed: UInt64 = 0

    @Flag(help: "Print one JSON object a line.")
    var json = false

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let importanceSamples { try check(importanceSamples, in: 1...10_000, "--importance-samples") }
    }

    func run() throws {
        common.apply()
        let (model, path, log) = try choice.open(logs, input)
        if model.summary.isDemonstration {
            common.note(
                "The model that ships knows another network, and \"1 in N\" is of that one: train your own, or set it by your "
                    + "records with `quartet traffic calibrate LOG --out MODEL`.")
        }
        let feedback = try Feedback(FeedbackFile(beside: path), for: model)
        var lowered = 0
        let sampled = try importanceSamples.map {
            try ImportanceSampledBound(model.detector, samples: $0, seed: seed)
        }
        var isFirst = true
        let json = json
        let work: @Sendable (RecordBatch) throws -> (text: String, lowered: Int) = { batch in
            let columns = try model.columns(batch)
            var scores = model.detector.anomalyScores(of: columns)
            let bounds = sampled?.bounds(columns)
            let lowered = feedback.isEmpty ? 0 : feedback.lower(&scores, batch, columns)
            let text = (0..<batch.count).reduce(into: "") { text, record in
                let oneIn = model.calibration.oneIn(scores[record])
                text += Self.line(
                    batch, record, score: scores[record], oneIn: oneIn, bound: bounds?[record], json: json
                )
            }
            return (text: text, lowered: lowered)
        }
        try input.read(log, common, working: work) { _, scored in
            if isFirst, !json { print("line\tscore\t1 in" + (sampled == nil ? "" : "\tbound")) }
            isFirst = false
            print(scored.text, terminator: "")
            lowered += scored.lowered
            return true
        }
        if lowered > 0 {
            common.note(
                "\(lowered) \(lowered == 1 ? "record is" : "records are") like what was marked as normal.")
        }
    }

    private static func line(
        _ batch: RecordBatch, _ record: Int, score: Float, oneIn: Double, bound: Float?, json: Bool
    ) -> String {
        let line = batch.lineNumber(record)
        let bound = bound.map { (json ? ",\"bound\":" : "\t") + "\($0)" } ?? ""
        return json
            ? "{\"file\":\(quoted(batch.source)),\"line\":\(line),\"score\":\(score),\"oneIn\":\(short(oneIn))\(bound)}\n"
            : "\(line)\t\(score)\t\(short(oneIn))\(bound)\n"
    }

    private static func short(_ number: Double) -> String { String(format: "%.4g", number) }

    private static func quoted(_ text: String) -> String {
        (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
