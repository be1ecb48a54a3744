import QuartetEngine
import QuartetModels

/// w3: training a conditional DCGAN of RGB pictures.
final class GANWork {
    /// Pictures of `size` x `size` pixels; the networks' narrowest layer has `width` channels.
    struct Sizes {
        let (size, width, latents, classes, batch): (Int, Int, Int, Int, Int)

        init(_ scale: Workload.Scale) {
            switch scale {
            case .full: (size, width, latents, classes, batch) = (64, 64, 128, 16, 64)
            case .small: (size, width, latents, classes, batch) = (16, 4, 8, 4, 8)
            }
        }
    }

    let generator = ParameterStore()
    let discriminator = ParameterStore()
    let training: AdversarialTraining
    let noise: Tensor?

    init(_ scale: Workload.Scale = .full, precision: Precision, suppliesNoise: Bool = false) throws {
        let sizes = Sizes(scale)
        let graph = Graph()
        let network = DCGANGenerator(
            generator.scope, latents: sizes.latents, classes: sizes.classes, size: sizes.size,
            width: sizes.width)
        let critic = ProjectionDiscriminator(
            discriminator.scope, classes: sizes.classes, size: sizes.size, width: sizes.width)
        generator.initialize(seed: 0)
        discriminator.initialize(seed: 1)
        let shape: Shape = [sizes.batch, sizes.latents]
        let noise = suppliesNoise ? graph.input("noise", shape: shape) : nil
        self.noise = noise
        var configuration = AdversarialTraining.Configuration()
        configuration.precision = precision
        training = try AdversarialTraining(
            graph: graph, picture: [sizes.batch, sizes.size, sizes.size, 3], generator: generator,
            discriminator: discriminator, configuration: configuration,
            generate: { network(noise ?? graph.normal(shape: shape), condition: $0, mode: .training) },
            discriminate: { critic($0, condition: $1) })
    }

    static func workload(_ precision: Precision) throws -> Workload {
        let (sizes, training) = (Sizes(.full), try GANWork(precision: precision).training)
        let count = sizes.batch * sizes.size * sizes.size * 3
        let pictures = CounterRandom.uniforms(count, seed: 1, stream: 1).map { 2 * $0 - 1 }
        training.plan.write(pictures, to: training.real)
        training.plan.write(
            Workload.integers(sizes.batch, below: sizes.classes, stream: 2), to: training.labels)
        return Workload(items: sizes.batch, plan: training.plan) {
            try training.run(seed: 0, step: $0)
            return training.step.loss
        }
    }

    /// Each step from PyTorch's own state before it.
    static func comparisons(_ torch: TorchResults, _ precision: Precision) throws -> [Comparison] {
        let discriminatorLosses = try torch.floats("restartedDiscriminatorLosses/\(precision.rawValue)")
        let generatorLosses = try torch.floats("restartedGeneratorLosses/\(precision.rawValue)")
        return try generatorLosses.indices.flatMap { step in
            let work = try GANWork(torch.scale, precision: precision, suppliesNoise: true)
            try work.restore(torch, step)
            let training = work.training
            training.plan.write(try torch.floats("images"), to: training.real)
            training.plan.write(try torch.integers("labels"), to: training.labels)
            if let noise = work.noise {
                training.plan.write(try torch.floats("z", step: step, of: generatorLosses.count), to: noise)
            }
            try training.run(seed: 0, step: step)
            let measured = training.step.measurements
            return [
                Comparison(
                    name: "discriminator's loss of step \(step + 1)",
                    ours: Float(measured["discriminatorLoss"]),
                    theirs: discriminatorLosses[step]),
                Comparison(
                    name: "generator's loss of step \(step + 1)", ours: Float(measured["generatorLoss"]),
                    theirs: generatorLosses[step]),
            ]
        }
    }

    /// Weights, running statistics and Adam's moments as PyTorch had them before a step.
    private func restore(_ torch: TorchResults, _ step: Int) throws {
        let prefix = step == 0 ? "" : "states/\(step)/"
        try torch.fill(generator, "\(prefix)weights/generator.", buffers: "\(prefix)buffers/generator.")
        try torch.fill(discriminator, "\(prefix)weights/discriminator.")
        if step == 0 { return }
        try torch.restore(training.generatorOptimizer, generator, of: "generator", after: step)
        try torch.restore(training.discriminatorOptimizer, discriminator, of: "discriminator", after: step)
    }
}

/// w3: pictures from the generator alone.
struct GANSampling {
    let plan: Plan
    let noise: Tensor?
    let labels: Tensor
    let mean: Tensor

    /// - Parameter fill: gives the parameters their values, before the plan packs them.
    init(
        _ scale: Workload.Scale = .full, precision: Precision, suppliesNoise: Bool = false,
        fill: (ParameterStore) throws -> Void
    ) rethrows {
        let (sizes, store, graph) = (GANWork.Sizes(scale), ParameterStore(), Graph())
        let generator = DCGANGenerator(
            store.scope, latents: sizes.latents, classes: sizes.classes, size: sizes.size, width: sizes.width)
        try fill(store)
        labels = graph.input("labels", shape: [16], type: .int32)
        let shape: Shape = [16, sizes.latents]
        noise = suppliesNoise ? graph.input("z", shape: shape) : nil
        let pictures = generator(
            noise ?? graph.normal(shape: shape), condition: Condition(labels: labels), mode: .evaluation)
        mean = pictures.inFullPrecision().mean()
        plan = Plan(graph, stages: [Stage(outputs: [mean])], precision: precision, frozen: true)
    }

    static func workload(_ precision: Precision) -> Workload {
        let sampling = GANSampling(precision: precision) { $0.initialize(seed: 0) }
        sampling.plan.write(Workload.integers(16, below: 16, stream: 2), to: sampling.labels)
        return Workload(items: 16, plan: sampling.plan) {
            sampling.plan.run(seed: 0, step: UInt64($0))
            return sampling.plan.scalar(sampling.mean)
        }
    }

    static func comparisons(_ torch: TorchResults, _ precision: Precision) throws -> [Comparison] {
        let sampling = try GANSampling(torch.scale, precision: precision, suppliesNoise: true) {
            try torch.fill($0)
        }
        if let noise = sampling.noise { sampling.plan.write(try torch.floats("z"), to: noise) }
        sampling.plan.write(try torch.integers("labels"), to: sampling.labels)
        sampling.plan.run()
        return [
            Comparison(
                name: "mean of the pictures", ours: sampling.plan.scalar(sampling.mean),
                theirs: try torch.floats("mean/\(precision.rawValue)")[0])
        ]
    }
}
