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

            EXAMPLES:
              quartet traffic score conn.log --model network.safetensors | sort -k2 -gr | head
              zcat conn.*.gz | quartet traffic score - --model network.safetensors --json
            """)

    @Argument(help: "Logs, plain or compressed; - is standard input.", completion: .file())
    var logs: [String]

    @OptionGroup var choice: ModelOptions

    @OptionGroup var input: LogOptions

    @Flag(help: "Print one JSON object a line.")
    var json = false

    @OptionGroup var common: CommonOptions

    func run() throws {
        common.apply()
        let (model, _) = try choice.load(for: logs, input, common)
        if !json { print("line\tscore\t1 in") }
        let json = json
        try input.read(
            logs, common, schema: model.reader.schema,
            working: { batch in
                let scores = model.detector.totals(try model.columns(batch))
                return (0..<batch.count).reduce(into: "") { text, record in
                    let oneIn = model.calibration.oneIn(scores[record])
                    text += Self.line(batch, record, score: scores[record], oneIn: oneIn, json: json)
                }
            }
        ) { _, text in
            print(text, terminator: "")
            return true
        }
    }

    private static func line(
        _ batch: RecordBatch, _ record: Int, score: Float, oneIn: Double, json: Bool
    ) -> String {
        let line = batch.lineNumber(record)
        return json
            ? "{\"file\":\(quoted(batch.source)),\"line\":\(line),\"score\":\(score),\"oneIn\":\(short(oneIn))}\n"
            : "\(line)\t\(score)\t\(short(oneIn))\n"
    }

    private static func short(_ number: Double) -> String { String(format: "%.4g", number) }

    private static func quoted(_ text: String) -> String {
        (try? JSONEncoder().encode(text)).map { String(decoding: $0, as: UTF8.self) } ?? "\"\""
    }
}
