import ArgumentParser
import Foundation
import QuartetCatalogs
import QuartetCommandLine
import QuartetFiles
import QuartetTraffic

/// The detector to use.
struct ModelOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Model from `quartet traffic train` (default: the model that ships for the logs' format).",
            valueName: "file"), completion: .file())
    var model: String?

    /// The detector, its path, and the logs, opened once: a pipe gives its bytes only once.
    ///
    /// - Parameter usesSchema: whether the logs are read by the schema of the model that was named.
    func open(_ logs: [String], _ input: LogOptions, usesSchema: Bool = true) throws -> (
        model: TrafficModel, path: String, log: LogReader
    ) {
        if let model {
            let detector = try TrafficModel(path: model)
            return (detector, model, try input.open(logs, schema: usesSchema ? detector.reader.schema : nil))
        }
        let log = try input.open(logs)
        let path = try Self.shippedModel(for: log)
        return (try TrafficModel(path: path), path, log)
    }

    /// The detector and its path, for logs that are followed: files, which can be opened again.
    func load(for logs: [String], _ input: LogOptions) throws -> (model: TrafficModel, path: String) {
        let path = try model ?? Self.shippedModel(for: input.look(logs))
        return (try TrafficModel(path: path), path)
    }

    private static func shippedModel(for log: LogReader) throws -> String {
        let path = try ResourceLocator().folder(.weights) + "/traffic-\(log.formatName).safetensors"
        guard FileManager.default.fileExists(atPath: path) else {
            throw CommandFailure(
                .notFound,
                "there is no model for \(log.formatTitle) yet: train one on normal traffic with "
                    + "`quartet traffic train LOG --out MODEL`, then name it with --model")
        }
        return path
    }
}
