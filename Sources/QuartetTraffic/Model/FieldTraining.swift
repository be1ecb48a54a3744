internal import Foundation
internal import QuartetEngine
internal import QuartetModels

/// Trains a ``FieldAutoencoder`` on encoded rows: Adam, a short warm-up, half a cosine down; the divergence's weight
/// rises from 0 to 1 over the first fifth of the steps (Bowman et al., 2016).
struct FieldTraining {
    struct Configuration: Sendable, Codable, Equatable {
        var steps = 2000
        var batch = 512
        var learningRate: Float = 2e-3
        var warmup = 100
        /// The rate's last value as a share of its highest.
        var lastShare: Float = 0.02
        /// Share of the steps over which the divergence's weight rises.
        var betaShare: Float = 0.2
        var seed: UInt64 = 0
    }

    let configuration: Configuration

    /// - Parameters:
    ///   - rows: `[count, inputs]`.
    ///   - progress: called with the step and its loss; training ends early where it returns false.
    /// - Returns: the last loss, or nil where `progress` ended the training.
    func run(
        _ model: FieldAutoencoder, _ store: ParameterStore, rows: [Float],
        progress: (Int, Float) throws -> Bool
    ) throws -> Float? {
        // A step takes a millisecond: two threads would save a quarter of it where the cores are idle, and wait for each
        // other ten times as long where they are not.
        let threads = Machine.threads
        Machine.setThreads(1)
        defer { Machine.setThreads(threads) }
        let c = configuration
        let width = model.configuration.inputs
        let count = rows.count / width
        let batch = min(c.batch, count)
        let graph = Graph()
        let x = graph.input("rows", shape: [batch, width])
        let beta = graph.input("beta", shape: [])
        let noise = graph.normal(shape: [batch, model.configuration.latents])
        let terms = model.terms(x, model(x, noise: noise))
        let loss = terms.byField.sum(axes: [1]).mean() + terms.divergence.mean() * beta
        // The loop below passes the whole learning rate as the scale.
        let training = try TrainingStep([
            .init(minimizing: loss, with: Optimizer(store, .adam()), learningRate: 1)
        ])
        let plan = training.plan
        var batches = ShuffledBatches(count: count, batch: batch, seed: c.seed)
        var last: Float = .infinity
        for step in 0..<c.steps {
            let input = plan.floats(of: x)
            rows.withUnsafeBufferPointer { rows in
                for (row, record) in batches.indices(step: step).enumerated() {
                    let source = UnsafeBufferPointer(
                        rebasing: rows[Int(record) * width..<(Int(record) + 1) * width])
                    _ = UnsafeMutableBufferPointer(rebasing: input[row * width..<(row + 1) * width])
                        .update(from: source)
                }
            }
            let share = Float(step) / Float(c.steps)
            plan.floats(of: beta)[0] = min(1, share / c.betaShare)
            let cosine = 0.5 * (1 + cos(Float.pi * share)) * (1 - c.lastShare) + c.lastShare
            let warmup = min(1, Float(step + 1) / Float(c.warmup))
            try training.run(
                seed: c.seed, step: step, rateScale: c.learningRate * warmup * cosine)
            last = training.loss
            guard try progress(step + 1, last) else { return nil }
        }
        return last
    }
}
