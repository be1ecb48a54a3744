import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetImaginarium
import QuartetReports
import QuartetTraffic

/// `quartet card`.
struct WriteCard: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "card", abstract: "Write the model card of a weights file.",
        discussion: """
            The card is Markdown. Its figures come from the weights file and from evaluation reports. What no file \
            contains, such as the licence of the data and the limits of the model, comes from --notes.

            EXAMPLES:
              quartet card weights/fabric.safetensors
              quartet traffic evaluate labelled.csv --model m.safetensors --normal benign \\
                  --json > report.json
              quartet card m.safetensors --evaluation report.json --notes notes.md \\
                  --out m.md
            """)

    @Argument(help: "Weights file in the safetensors format.", completion: .file())
    var weights: String

    @Option(
        help: ArgumentHelp("Report of `quartet traffic evaluate --json` on this model.", valueName: "file"),
        completion: .file())
    var evaluation: String?

    @Option(
        help: ArgumentHelp("Markdown to append: data, licence, limits.", valueName: "file"),
        completion: .file())
    var notes: String?

    @Option(
        help: ArgumentHelp("Output file (default: standard output).", valueName: "file"),
        completion: .file())
    var out: String?

    func run() throws {
        try OutputFile.requireDifferent(out, "--out", from: [weights, evaluation, notes])
        if let out { try OutputFolder.check(forFile: out) }
        var card = try Self.card(weights)
        if let evaluation { card.measurements.append(try measurement(evaluation)) }
        if let notes { card.notes = try FileBytes.text(notes) }
        if let out {
            try OutputFolder.prepare(forFile: out)
            try AtomicFile.write(card.markdown, to: out)
            StandardOutput.show(out)
        } else {
            print(card.markdown, terminator: "")
        }
    }

    /// The card of a file; models of the scenarios describe themselves.
    private static func card(_ path: String) throws -> ModelCard {
        let name = (path as NSString).lastPathComponent
        let file = try SafetensorsFile(path: path)
        switch file.metadata["architecture"] {
        case TrafficModel.architecture: return try TrafficModel(path: path).card(name)
        case FabricModel.architecture: return try FabricModel(path: path).card(name)
        default: return ModelCard(name, file)
        }
    }

    private func measurement(_ path: String) throws -> ModelCard.Measurement {
        let figures: DetectionFigures
        do {
            figures = try JSONDecoder().decode(
                DetectionFigures.self, from: Data(FileBytes.text(path).utf8))
        } catch let error as DecodingError {
            throw CommandFailure(
                .badData,
                "\(path): not a report of `quartet traffic evaluate --json`: \(DecodingError.reason(of: error))"
            )
        }
        let file = try SafetensorsFile(path: weights)
        guard file.metadata["architecture"] == TrafficModel.architecture else {
            throw CommandFailure(
                .badData, "\(weights): an evaluation report belongs to a detector of `quartet traffic`")
        }
        let version = try TrafficModel(path: weights).summary.version
        guard figures.version == version else {
            throw CommandFailure(
                .badData,
                "\(path): measured on model version \(figures.version), but \(weights) is version \(version): "
                    + "run `quartet traffic evaluate` again")
        }
        return figures.measurement
    }
}
