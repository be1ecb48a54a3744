public import QuartetImaging

/// The curves of a training, drawn from its measurements.
public struct TrainingCurves: Sendable {
    private let measurements: [[String: Double]]

    /// - Parameter measurements: one dictionary for each line of the metrics file, each with its `step`. A value that a
    ///   line does not have is left out of its curve.
    public init(_ measurements: [[String: Double]]) { self.measurements = measurements }

    /// Training and validation loss of an autoencoder, above the two terms of its bound.
    ///
    /// - Parameter example: what the loss is counted for: "picture", "line".
    public func autoencoder(of example: String = "picture") -> Drawing {
        let terms = Chart(
            title: "Its two terms", x: Self.steps, y: .init("nats per \(example)"),
            series: [
                smoothed("reconstruction", "reconstruction"),
                smoothed("divergence from the prior", "divergence"),
            ])
        return .grid([
            loss(title: "Negative evidence lower bound", unit: "nats per \(example)"), terms.drawing(),
        ])
    }

    /// Training and validation loss of a model with one loss.
    ///
    /// - Parameter unit: of the loss: "nats per token".
    public func loss(title: String = "Cross-entropy", unit: String) -> Drawing {
        Chart(
            title: title, x: Self.steps, y: .init(unit),
            series: [smoothed("training", "loss"), series("validation", "heldBack")]
        ).drawing()
    }

    /// Losses of an adversarial training, the discriminator's probabilities and their equilibrium, and the variety of the
    /// generated pictures where it was measured.
    public func adversarial() -> Drawing {
        let losses = Chart(
            title: "Losses", x: Self.steps,
            series: [
                smoothed("discriminator", "discriminatorLoss"), smoothed("generator", "generatorLoss"),
            ])
        let balance = Chart(
            title: "The discriminator's mean probability of being real", x: Self.steps,
            y: .init(range: 0...1),
            series: [
                series("real pictures", "realProbability"),
                series("generated pictures", "generatedProbability"),
            ], references: [.init(0.5, label: "equilibrium")])
        let variety = Chart(
            title: "Variety of the generated pictures", x: Self.steps,
            y: .init("share of the real pictures'"),
            series: [series("mean of the classes", "variety"), series("least varied class", "leastVariety")],
            references: [.init(1, label: "real pictures")])
        let isMeasured = measurements.contains { $0["variety"] != nil }
        return .grid([losses.drawing(), balance.drawing()] + (isMeasured ? [variety.drawing()] : []))
    }

    private static let steps = Chart.Axis("step")

    private func smoothed(_ name: String, _ key: String) -> Chart.Series {
        series(name, key).smoothed(weight: 0.9)
    }

    private func series(_ name: String, _ key: String) -> Chart.Series {
        Chart.Series(
            name,
            samples: measurements.compactMap { line in line[key].map { Point(line["step"] ?? 0, $0) } })
    }
}
