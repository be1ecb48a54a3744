internal import Foundation
public import QuartetReports

/// The figures of a ``DetectionReport`` that was written as JSON.
public struct DetectionFigures: Sendable, Decodable {
    struct Metrics: Decodable {
        let auroc: Double
        let auprc: Double
        let recallAt: [String: Double]
    }

    /// The model's version.
    public let version: String
    let auroc: Double
    let auprc: Double
    let recallAt: [String: Double]
    let baselines: [String: Metrics]
    let records: Int
    let anomalies: Int
    let falseAlarms: Double
    let falseAlarmsAsked: Double

    /// The figures as a table of a model card.
    public var measurement: ModelCard.Measurement {
        let own = Metrics(auroc: auroc, auprc: auprc, recallAt: recallAt)
        let others = baselines.sorted { ($0.value.auroc, $1.key) > ($1.value.auroc, $0.key) }
        let rows = [("this model", own)] + others.map { (Self.title(ofBaseline: $0.key), $0.value) }
        let rates = String(
            format: "At the threshold for %.4g %% false alarms %.2f %% of the normal records are flagged.",
            100 * falseAlarmsAsked, 100 * falseAlarms)
        return ModelCard.Measurement(
            title: "Detection",
            conditions:
                "Measured by quartet traffic evaluate on \(NumberText.grouped(records)) labelled records, "
                + "\(NumberText.grouped(anomalies)) of them anomalous, with version \(version) of the model. \(rates)",
            columns: ["AUROC", "AUPRC", "recall at 0.1 %", "at 1 %", "at 5 %"],
            rows: rows.map { name, metrics in
                let recalls = ["0.001", "0.01", "0.05"].map { metrics.recallAt[$0] }
                let areas = [metrics.auroc, metrics.auprc].map { String(format: "%.4f", $0) }
                return (name, areas + recalls.map { $0.map { String(format: "%.3f", $0) } ?? "" })
            })
    }

    /// A baseline's name for a reader.
    ///
    /// - Parameter name: as in ``DetectionReport/baselines``.
    public static func title(ofBaseline name: String) -> String {
        switch name {
        case "rarity": "rare combinations alone"
        case "pca": "principal components"
        case "isolationForest": "isolation forest"
        case "bound": "ELBO alone"
        case "importanceSampledBound": "sampled bound alone"
        default: name
        }
    }
}
