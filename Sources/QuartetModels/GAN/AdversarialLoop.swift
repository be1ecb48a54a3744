extension TrainingLoop {
    /// Trains two adversaries, and reports when one of them wins, or when the generator collapses.
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
        func observe(_ step: Int, _ change: (inout EquilibriumWatch) -> Void) {
            let verdict = watch.verdict
            change(&watch)
            if watch.verdict != verdict { message("Step \(step): \(watch.verdict.rawValue).") }
        }
        let outcome = try self(
            train: { step in
                fill(step)
                try training.run(
                    seed: run.seed, step: step, rateScale: rateScale(Float(step) / Float(steps)))
                let measured = training.step.measurements
                let losses = (measured["discriminatorLoss"], measured["generatorLoss"])
                observe(step + 1) {
                    $0.observe(
                        real: measured["realProbability"], generated: measured["generatedProbability"],
                        loss: max(abs(losses.0), abs(losses.1)))
                }
                return [
                    "discriminatorLoss": losses.0, "generatorLoss": losses.1,
                    "realProbability": watch.real, "generatedProbability": watch.generated,
                ]
            },
            measure: { step in
                guard let variety = try variety() else { return [:] }
                message("Step \(step): variety \(variety.summary).")
                observe(step) { $0.observe(variety) }
                return ["variety": variety.mean, "leastVariety": variety.least]
            },
            save: save, state: { watch.metadata }, atCheckpoint: atCheckpoint)
        return (outcome, watch)
    }
}
