internal import QuartetMetrics

/// Measures a detector without attacks: how well it separates synthetic anomalies from the unseen normal records that they
/// were made from.
package struct SyntheticValidation {
    let normal: RecordColumns
    let anomalies: SyntheticAnomalies

    /// With more normal records the figure would not be more precise: the anomalies limit it.
    private static let mostNormal = 20_000

    /// - Parameter unseen: normal records that no part of the detector was fitted to.
    package init(_ unseen: RecordColumns, training: RecordColumns, isLogarithmic: [Bool], seed: UInt64) {
        let step = max(1, (unseen.count + Self.mostNormal - 1) / Self.mostNormal)
        normal = step == 1 ? unseen : unseen.selected(Array(stride(from: 0, to: unseen.count, by: step)))
        anomalies = SyntheticAnomalies(
            from: normal, training: training, isLogarithmic: isLogarithmic, seed: seed)
    }

    /// The area under the ROC curve for each of several weights of the evidence.
    package func auroc(_ detector: Detector, _ weights: [EvidenceWeights]) throws(EvaluationError) -> [Double]
    {
        var surprises = detector.breakdown(of: normal).surprises
        surprises.append(detector.breakdown(of: anomalies.columns).surprises)
        let isAnomaly = (0..<normal.count + anomalies.columns.count).map { $0 >= normal.count }
        var areas: [Double] = []
        for weights in weights {
            let scores = weights.scores(surprises).map(Double.init)
            areas.append(try Ranking(scores: scores, isAnomaly: isAnomaly).curve().areaUnderROC)
        }
        return areas
    }
}
