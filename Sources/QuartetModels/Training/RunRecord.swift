internal import Foundation
package import QuartetEngine

/// What a training of the laboratory was made with, as its checkpoints record it.
package struct RunRecord {
    /// What decides the network's shape: a checkpoint with another cannot be resumed.
    package let network: String
    /// What decides the run's numbers: a difference is a warning.
    package let settings: [String: String]

    package init(network: String, settings: [String: String]) {
        (self.network, self.settings) = (network, settings)
    }

    package var metadata: [String: String] {
        var metadata = ["lab.network": network]
        for (key, value) in settings { metadata["lab.\(key)"] = value }
        return metadata
    }

    /// Restores a training and says why it may not repeat the run that was not interrupted.
    package func restore(
        _ checkpoint: TrainingCheckpoint, from path: String
    ) throws -> (step: Int, metadata: [String: String], warnings: [String]) {
        let recorded = try SafetensorsFile(path: path).metadata["lab.network"] ?? "another kind of model"
        if recorded != network { throw TrainingError.otherModel(file: path, found: recorded, asked: network) }
        let restored = try checkpoint.restore(from: path)
        let differences = settings.sorted { $0.key < $1.key }.compactMap { key, value -> String? in
            guard let recorded = restored.metadata["lab.\(key)"], recorded != value else { return nil }
            return "\(key) was \(recorded), is \(value)"
        }
        return (restored.step, restored.metadata, restored.warnings + differences)
    }
}
