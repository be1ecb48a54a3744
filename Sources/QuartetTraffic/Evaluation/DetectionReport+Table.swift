internal import Foundation
internal import QuartetReports

extension DetectionReport {
    /// The figures as a table for people: the model, then the simple detectors, the best first.
    public var table: String {
        var lines = [
            "\(NumberText.counted(records, "record")), \(anomalies) anomalous; model \(model), version \(version)",
            "                          AUROC   AUPRC  best F1  recall at 0.1 %     1 %     5 %",
            Self.row("this model", auroc, auprc, bestF1, recallAt),
        ]
        for (name, metrics) in baselines.sorted(by: { $0.value.auroc > $1.value.auroc }) {
            lines.append(
                Self.row(
                    DetectionFigures.title(ofBaseline: name), metrics.auroc, metrics.auprc, metrics.bestF1,
                    metrics.recallAt)
            )
        }
        let recall = intervals.recallAt["0.01"] ?? [0, 0]
        lines.append(
            String(
                format:
                    "95 %% intervals            AUROC %.4f to %.4f, AUPRC %.4f to %.4f, recall at 1 %% %.3f to %.3f",
                intervals.auroc[0], intervals.auroc[1], intervals.auprc[0], intervals.auprc[1], recall[0],
                recall[1]))
        lines.append(
            String(
                format: "False alarms at the threshold for %.2g %%: %.2f %%", 100 * falseAlarmsAsked,
                100 * falseAlarms))
        return lines.joined(separator: "\n")
    }

    private static func row(
        _ name: String, _ auroc: Double, _ auprc: Double, _ bestF1: Double, _ recallAt: [String: Double]
    ) -> String {
        let recalls = DetectionMetrics.falseAlarmRates.map { recallAt[$0.name] ?? 0 }
        return name.padding(toLength: 26, withPad: " ", startingAt: 0)
            + String(
                format: "%.4f  %.4f   %.4f           %.4f  %.4f  %.4f", auroc, auprc, bestF1, recalls[0],
                recalls[1], recalls[2])
    }
}
