import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetFiles
import QuartetReports
import QuartetTraffic

/// `quartet traffic score`.
struct TrafficScore: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "score", abstract: "Score every record of a log.",
        discussion: """
            Prints one line per record, in the order of the log: its line number, its score, and "1 in N", where one of N \
            normal records scores as high. With --json, prints one object per line with the keys file, line, score and \
            oneIn.

            --importance-samples K adds the importance-sampled lower bound of the record's log-likelihood under the \
            autoencoder, in nats (JSON key bound). Lower means more anomalous; more samples tighten the bound.

            EXAMPLES:
              quartet traffic score conn.log --model network.safetensors | sort -k2 -gr \\
                  | head
              zcat conn.*.gz | quartet traffic score - --model network.safetensors --json
            """)

    @Argument(help: "Logs, plain or compressed; - reads standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var input: LogOptions

    @Option(help: ArgumentHelp("Samples for the importance-sampled bound.", valueName: "K"))
    var importanceSamples: Int?

    @Option(help: .seed)
    var seed: UInt64 = 0

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    func validate() throws {
        if let importanceSamples { try check(importanceSamples, in: 1...10_000, "--importance-samples") }
    }

    func run() throws {
        common.apply()
        try input.requireDifferent([], from: logs + [choice.model])
        let (model, path, log) = try choice.open(logs, input)
        if model.summary.isDemonstration {
            common.note(
                "The model that ships was calibrated on another network, and so is \"1 in N\": train your own model, or "
                    + "calibrate this one with `quartet traffic calibrate LOG --out MODEL`.")
        }
        let feedback = try Feedback(FeedbackFile(beside: path), for: model)
        var lowered = 0
        let sampled = try importanceSamples.map {
            try ImportanceSampledBound(model.detector, samples: $0, seed: seed)
        }
        var isFirst = true
        let isJSON = json.isRequested
        let work: @Sendable (RecordBatch) throws -> (text: String, lowered: Int) = { batch in
            let columns = try model.columns(batch)
            var scores = model.detector.anomalyScores(of: columns)
            let bounds = sampled?.bounds(columns)
            let lowered = feedback.isEmpty ? 0 : feedback.lower(&scores, batch, columns)
            let text = (0..<batch.count).reduce(into: "") { text, record in
                let line = ScoreLine(
                    file: batch.source, line: batch.lineNumber(record), score: scores[record],
                    oneIn: model.calibration.oneIn(scores[record]), bound: bounds?[record])
                text += isJSON ? line.json : line.text
            }
            return (text: text, lowered: lowered)
        }
        try input.read(log, common, working: work) { _, scored in
            if isFirst, !isJSON { print("line\tscore\t1 in" + (sampled == nil ? "" : "\tbound")) }
            isFirst = false
            print(scored.text, terminator: "")
            lowered += scored.lowered
            return true
        }
        if lowered > 0 {
            common.note(
                "Lowered the scores of \(NumberText.counted(lowered, "record")) similar to ones marked as normal."
            )
        }
    }
}

/// What `quartet traffic score` prints of a record.
private struct ScoreLine {
    let file: String
    let line: Int
    let score: Float
    /// A normal record scores as high once in this many.
    let oneIn: Double
    let bound: Float?

    var text: String { "\(line)\t\(score)\t\(roundedOneIn)" + (bound.map { "\t\($0)" } ?? "") + "\n" }

    /// The keys in the order in which they are documented, which `JSONEncoder` does not keep.
    var json: String {
        let name = (try? JSONEncoder.sorted.text(file)).map(SafeText.json) ?? "\"\""
        let bound = bound.map { ",\"bound\":\($0)" } ?? ""
        return "{\"file\":\(name),\"line\":\(line),\"score\":\(score),\"oneIn\":\(roundedOneIn)\(bound)}\n"
    }

    private var roundedOneIn: String { String(format: "%.4g", oneIn) }
}
