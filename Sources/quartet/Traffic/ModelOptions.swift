import ArgumentParser
import Foundation
import QuartetCatalogs
import QuartetTraffic

/// Which detector is used.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "A model that `traffic train` made (default: the one that ships for the logs' format).",
            valueName: "file"))
    var model: String?

    /// The detector, and where it was found.
    func load(for logs: [String], _ input: LogOptions, _ common: CommonOptions) throws -> (
        TrafficModel, String
    ) {
        if let model { return (try TrafficModel(path: model), model) }
        guard !logs.contains("-") else {
            throw CommandFailure(
                .usage, "standard input needs --model: its format is not known before it is read")
        }
        let reader = try LogReader(
            logs, catalog: FormatCatalog(), format: input.format == "auto" ? nil : input.format)
        let path = try ResourceLocator().folder(.weights) + "/traffic-\(reader.formatName).safetensors"
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(
                .inputNotFound,
                "there is no model for \(reader.formatTitle) yet: train one on normal traffic with "
                    + "`quartet traffic train LOG --out MODEL`, then name it with --model")
        }
        return (try TrafficModel(path: path), path)
    }
}
