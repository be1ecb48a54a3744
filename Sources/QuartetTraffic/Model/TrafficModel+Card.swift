internal import Foundation
internal import QuartetEngine
public import QuartetReports

extension TrafficModel {
    /// The model's card with the figures that its file contains.
    ///
    /// - Parameter name: of the file.
    public func card(_ name: String) -> ModelCard {
        var summary = "A detector of unusual records in \(self.summary.format) logs."
        if self.summary.isDemonstration {
            summary +=
                " It is a demonstration: calibrate it on your own network, or train a model of your own."
        }
        var card = ModelCard(title: name, summary: summary, facts: facts)
        if let choice = self.summary.choice { card.measurements.append(Self.measurement(choice)) }
        return card
    }

    private var facts: [ModelCard.Fact] {
        let options = summary.options
        let repeats =
            summary.cappedRepeats > 0
            ? "; \(NumberText.grouped(summary.cappedRepeats)) near-duplicates were left out before" : ""
        let thresholds = [0.001, 0.01, 0.05].map { rate in
            String(format: "%.4g for %g %%", Double(calibration.threshold(falseAlarmRate: rate)), 100 * rate)
        }
        var facts: [ModelCard.Fact] = [
            .init("version", summary.version), .init("log format", summary.format),
            .init("trained on", "\(NumberText.grouped(summary.trainingRecords)) normal records\(repeats)"),
            .init(
                "tails measured on", "\(NumberText.grouped(summary.validationRecords)) other normal records"),
            .init(
                "threshold measured on",
                "\(NumberText.grouped(calibration.count)) records: \(summary.calibrationSource)"),
            .init("score thresholds by false-alarm rate", thresholds.joined(separator: ", ")),
            .init(
                "training",
                "seed \(options.seed), \(options.steps) steps of \(options.batch) records, learning rate "
                    + "\(options.learningRate)"),
            .init(
                "network",
                "hidden layers \(options.hidden.map(String.init).joined(separator: " and ")), "
                    + "\(options.latents) latent variables, "
                    + "\(NumberText.grouped(detector.store.trainableElementCount)) parameters"),
            .init("behaviour of sources over time", windows == nil ? "not known" : "known"),
            .init("distributions for drift reports", distributions == nil ? "not known" : "known"),
        ]
        if let rate = calibration.recordsPerDay.flatMap({ Int(exactly: $0.rounded()) }) {
            facts.append(.init("calibration records per day", NumberText.grouped(rate)))
        }
        return facts
    }

    private static func measurement(_ choice: DetectorChoice) -> ModelCard.Measurement {
        func rows(_ areas: [String: Double], chosen: String, _ title: (String) -> String) -> [(
            name: String, values: [String]
        )] {
            areas.sorted { $0.key < $1.key }.map { name, area in
                (title(name), [String(format: "%.4f", area), name == chosen ? "yes" : ""])
            }
        }
        return ModelCard.Measurement(
            title: "Configuration",
            conditions:
                "Area under the ROC curve on synthetic anomalies made from the records that set the threshold. "
                + "Scales are compared after short trainings. An alternative replaces the default only where it is "
                + "better by \(DetectorChoice.margin). Synthetic anomalies are not attacks.",
            columns: ["AUROC", "chosen"],
            rows: rows(choice.scaleAuroc, chosen: choice.scale.rawValue) { "numbers by \($0)" }
                + rows(choice.evidenceAuroc, chosen: choice.evidence) {
                    "evidence: \(DetectorChoice.title(of: $0))"
                })
    }
}

extension TrafficModel.Summary {
    /// The records that set the threshold, for a reader.
    var calibrationSource: String {
        calibratedOn == "held back" ? "records of the training logs that training did not use" : calibratedOn
    }
}

extension DetectorChoice {
    /// A candidate's name for a reader: scales keep theirs.
    ///
    /// - Parameter name: as in ``evidence`` or ``scale``.
    public static func title(of name: String) -> String {
        switch name {
        case "standard": "all four kinds, rare combinations counted twice"
        case "withoutTuple": "without rare combinations"
        case "tupleOnce": "rare combinations counted once"
        case "withoutCode": "without the latent variables"
        case "withoutTables": "without the conditional tables"
        default: name
        }
    }
}
