import QuartetEngine
import QuartetModels

/// w1: training a recurrent VAE of molecules.
final class SequenceWork {
    let time: Int
    let batch: Int
    let store = ParameterStore()
    let training: SequenceTraining

    init(_ scale: Workload.Scale = .full, precision: Precision, suppliesNoise: Bool = false) throws {
        let sizes: SequenceAutoencoder.Configuration
        switch scale {
        case .full:
            (time, batch) = (48, 256)
            sizes = .init(
                vocabulary: 40, embedding: 40, encoder: 256, decoder: 512, decoderLayers: 3, latents: 128)
        case .small:
            (time, batch) = (12, 8)
            sizes = .init(
                vocabulary: 11, embedding: 6, encoder: 8, decoder: 12, decoderLayers: 2, latents: 4)
        }
        let model = SequenceAutoencoder(store.scope, sizes)
        store.initialize(seed: 0)
        var configuration = SequenceTraining.Configuration()
        configuration.learningRate = 3e-4
        configuration.gradientLimit = 50
        configuration.countsByToken = true
        configuration.precision = precision
        training = try SequenceTraining(
            model, store, time: time, batch: batch, configuration: configuration, hasLengths: false,
            suppliesNoise: suppliesNoise)
    }

    func step(_ step: Int) throws -> Float {
        try training.run(seed: 0, step: step, beta: 0.05)
        return training.step.loss
    }

    static func workload(_ precision: Precision) throws -> Workload {
        let work = try SequenceWork(precision: precision)
        // Token 0 is padding.
        let tokens = Workload.integers(work.time * work.batch, below: 39, stream: 1).map { 1 + $0 }
        work.training.plan.write(tokens, to: work.training.tokens)
        return Workload(items: work.batch, plan: work.training.plan, step: work.step)
    }

    static func comparisons(_ torch: TorchResults, _ precision: Precision) throws -> [Comparison] {
        let work = try SequenceWork(torch.scale, precision: precision, suppliesNoise: true)
        try torch.fill(work.store)
        let training = work.training
        training.plan.write(try torch.integers("tokens"), to: training.tokens)
        let losses = try torch.floats("losses/\(precision.rawValue)")
        return try losses.indices.map { step in
            if let noise = training.noise {
                training.plan.write(try torch.floats("noise", step: step, of: losses.count), to: noise)
            }
            return Comparison(
                name: "loss of step \(step + 1)", ours: try work.step(step), theirs: losses[step])
        }
    }
}
