internal import Foundation
package import QuartetEngine

/// What a training was made with, as its checkpoints record it.
package struct RunRecord {
    /// Describes the network's shape. A checkpoint of another network cannot be resumed.
    package let network: String
    /// Settings that change the results of the run. A difference is a warning.
    package let settings: [String: String]

    package init(network: String, settings: [String: String]) {
        (self.network, self.settings) = (network, settings)
    }

    package var metadata: [String: String] {
        var metadata = ["lab.network": network]
        for (key, value) in settings { metadata["lab.\(key)"] = value }
        return metadata
    }

    /// Restores a training.
    ///
    /// - Returns: also warnings, why it may not repeat the run that was interrupted bit for bit.
    package func restore(
        _ checkpoint: TrainingCheckpoint, from path: String
    ) throws -> (step: Int, metadata: [String: String], warnings: [String]) {
        let recorded = try SafetensorsFile(path: path).metadata["lab.network"] ?? "another kind of model"
        if recorded != network {
            throw TrainingError.otherModel(file: path, found: recorded, requested: network)
        }
        let restored = try checkpoint.restore(from: path)
        let differences = settings.sorted { $0.key < $1.key }.compactMap { key, value -> String? in
            guard let recorded = restored.metadata["lab.\(key)"], recorded != value else { return nil }
            return "\(key) was \(recorded), is \(value)"
        }
        return (restored.step, restored.metadata, restored.warnings + differences)
    }
}
