extension TrainingLoop {
    /// Trains two adversaries, and reports when one of them wins.
    ///
    /// - Parameters:
    ///   - rateScale: the factor of both learning rates when this share of the steps is done.
    ///   - fill: writes the pictures and labels of a step to the plan.
    ///   - save: writes the generator's weights.
    package func callAsFunction(
        _ training: AdversarialTraining, rateScale: (Float) -> Float, fill: (Int) -> Void,
        save: (Snapshot) throws -> Void
    ) throws -> (outcome: TrainingOutcome, watch: EquilibriumWatch) {
        var watch = EquilibriumWatch(metadata: restored)
        let outcome = try self(
            train: { step in
                fill(step)
                try training.run(
                    seed: run.seed, step: step, rateScale: rateScale(Float(step) / Float(steps)))
                let measured = training.step.measurements
                let verdict = watch.verdict
                watch.observe(
                    real: measured["realProbability"], generated: measured["generatedProbability"])
                if watch.verdict != verdict { message("Step \(step + 1): \(watch.verdict.rawValue).") }
                return [
                    "discriminatorLoss": measured["discriminatorLoss"],
                    "generatorLoss": measured["generatorLoss"],
                    "realProbability": watch.real, "generatedProbability": watch.generated,
                ]
            },
            save: save, state: { watch.metadata })
        return (outcome, watch)
    }
}
