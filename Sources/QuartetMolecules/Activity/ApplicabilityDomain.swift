internal import QuartetReports

/// Whether a molecule is of the kind that a model's figures were measured on.
public struct ApplicabilityDomain: Sendable, Equatable {
    /// To the nearest measured molecule, by counted environments.
    public let similarity: Double
    /// What 95 % of the molecules of other scaffolds reached in cross-validation.
    public let usualSimilarity: Double
    /// The model's own standard deviation, and what 95 % of those molecules were below.
    public let deviation: Double
    public let usualDeviation: Double

    init(similarity: Double, deviation: Double, calibration: IntervalCalibration) {
        self.similarity = similarity
        self.deviation = deviation
        usualSimilarity = calibration.usualSimilarity
        usualDeviation = calibration.usualDeviation
    }

    /// Why the prediction may be worth less than its interval says; empty inside the domain.
    public var warnings: [String] {
        var warnings: [String] = []
        if similarity < usualSimilarity {
            warnings.append(
                "unlike all measured molecules: similarity \(similarity.text(2)), usual is \(usualSimilarity.text(2)) and more"
            )
        }
        if deviation > usualDeviation {
            warnings.append(
                "the model is unsure: deviation \(deviation.text(2)), usual is \(usualDeviation.text(2)) and less"
            )
        }
        return warnings
    }
}
