extension TrainingLoop {
    /// Trains two adversaries. Reports at once when one of them wins, or the generator collapses, and at checkpoints any
    /// other change of the verdict, which may waver from step to step.
    ///
    /// - Parameters:
    ///   - rateScale: the factor of both learning rates when this share of the steps is done.
    ///   - fill: writes the pictures and labels of a step to the plan.
    ///   - variety: measures the generator at each checkpoint; nil where it cannot be measured.
    ///   - save: writes the generator's weights.
    ///   - atCheckpoint: called when everything is saved.
    package func callAsFunction(
        _ training: AdversarialTraining, rateScale: (Float) -> Float, fill: (Int) -> Void,
        variety: () throws -> PictureVariety? = { nil }, save: (Snapshot) throws -> Void,
        atCheckpoint: () throws -> Void = {}
    ) throws -> (outcome: TrainingOutcome, watch: EquilibriumWatch) {
        var watch = EquilibriumWatch(metadata: restored)
        var reported = watch.verdict
        func report(_ step: Int) {
            if watch.verdict == reported { return }
            reported = watch.verdict
            message("Step \(step): \(reported.rawValue).")
        }
        let outcome = try self(
            train: { step in
                fill(step)
                try training.run(
                    seed: run.seed, step: step, rateScale: rateScale(Float(step) / Float(steps)))
                let measured = training.step.measurements
                let losses = (measured["discriminatorLoss"], measured["generatorLoss"])
                watch.observe(
                    real: measured["realProbability"], generated: measured["generatedProbability"],
                    loss: max(abs(losses.0), abs(losses.1)))
                if watch.verdict.isFailure { report(step + 1) }
                return [
                    "discriminatorLoss": losses.0, "generatorLoss": losses.1,
                    "realProbability": watch.real, "generatedProbability": watch.generated,
                ]
            },
            measure: { step in
                guard let variety = try variety() else { return [:] }
                message("Step \(step): variety \(variety.summary).")
                watch.observe(variety)
                report(step)
                return ["variety": variety.mean, "leastVariety": variety.least]
            },
            save: save, state: { watch.metadata }, atCheckpoint: atCheckpoint)
        return (outcome, watch)
    }
}
