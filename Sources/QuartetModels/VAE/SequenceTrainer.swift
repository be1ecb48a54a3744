package import QuartetEngine

/// Trains a `SequenceAutoencoder` on sequences of many lengths: a plan for each length that batches are padded to, all in the
/// memory of the longest, and one optimiser for the weights that they share.
package final class SequenceTrainer {
    package let optimizer: Optimizer
    package var batchesPerEpoch: Int { batches.batchesPerEpoch }

    private let network: SequenceAutoencoder
    private let heads: PropertyHeads?
    private let store: ParameterStore
    private let configuration: SequenceTraining.Configuration
    private let seed: UInt64
    private var batches: LengthBatches
    private var trainings: [Int: SequenceTraining] = [:]

    /// - Parameters:
    ///   - lengths: of all sequences, with their begin and end tokens.
    ///   - seed: of the order of the sequences, and of the noise.
    package init(
        _ network: SequenceAutoencoder, heads: PropertyHeads? = nil, _ store: ParameterStore,
        lengths: [Int], batch: Int, configuration: SequenceTraining.Configuration, averageDecay: Float?,
        seed: UInt64
    ) {
        (self.network, self.heads, self.store) = (network, heads, store)
        (self.configuration, self.seed) = (configuration, seed)
        optimizer = Optimizer(store, .adam(), averageDecay: averageDecay)
        batches = LengthBatches(lengths: lengths, batch: batch, seed: seed)
    }

    /// One step.
    ///
    /// - Parameter write: writes the sequences of these indices, and their properties, to the training.
    package func run(
        step: Int, beta: Float, rateScale: Float, writing write: (SequenceTraining, [Int]) -> Void
    ) throws -> Measurements {
        let (chosen, time) = batches.next(step: step)
        let training = try training(time: time)
        write(training, chosen.map { Int($0) })
        try training.run(seed: seed, step: step, beta: beta, rateScale: rateScale)
        return training.step.measurements
    }

    private func training(time: Int) throws(OutOfMemory) -> SequenceTraining {
        if let training = trainings[time] { return training }
        let longest = batches.times.last.flatMap { $0 > time ? $0 : nil }
        let training = try SequenceTraining(
            network, heads: heads, store, time: time, batch: batches.batch, configuration: configuration,
            optimizer: optimizer, sharingMemoryOf: try longest.map(self.training))
        trainings[time] = training
        return training
    }
}
