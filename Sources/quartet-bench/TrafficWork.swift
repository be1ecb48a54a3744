import QuartetEngine
import QuartetModels

/// w2: training a VAE of the rows of a table.
struct TrafficWork {
    let training: AutoencoderTraining
    let store = ParameterStore()

    init(_ scale: Workload.Scale = .full, precision: Precision, suppliesNoise: Bool = false) throws {
        let model = VariationalAutoencoder(store.scope, Self.sizes(scale))
        store.initialize(seed: 0)
        var configuration = AutoencoderTraining.Configuration()
        configuration.precision = precision
        training = try AutoencoderTraining(
            model, store, batch: scale == .full ? 512 : 16, configuration: configuration,
            suppliesNoise: suppliesNoise)
    }

    static func sizes(_ scale: Workload.Scale) -> VariationalAutoencoder.Configuration {
        switch scale {
        case .full: .init(inputs: 122, hidden: [128, 64], latents: 16, likelihood: .squaredError)
        case .small: .init(inputs: 10, hidden: [12, 8], latents: 4, likelihood: .squaredError)
        }
    }

    static func workload(_ precision: Precision) throws -> Workload {
        let work = try TrafficWork(precision: precision)
        let training = work.training
        training.plan.write(CounterRandom.uniforms(512 * 122, seed: 1, stream: 1), to: training.examples)
        return Workload(items: 512, plan: training.plan) {
            try training.run(seed: 0, step: $0)
            return training.step.loss
        }
    }

    static func comparisons(_ torch: TorchResults, _ precision: Precision) throws -> [Comparison] {
        let work = try TrafficWork(torch.scale, precision: precision, suppliesNoise: true)
        try torch.fill(work.store)
        let training = work.training
        training.plan.write(try torch.floats("rows"), to: training.examples)
        let losses = try torch.floats("losses/\(precision.rawValue)")
        return try losses.indices.map { step in
            if let noise = training.noise {
                training.plan.write(try torch.floats("noise", step: step, of: losses.count), to: noise)
            }
            try training.run(seed: 0, step: step)
            return Comparison(
                name: "loss of step \(step + 1)", ours: training.step.loss,
                theirs: losses[step])
        }
    }
}

/// w2: the negative evidence lower bound of rows.
struct TrafficScoring {
    let plan: Plan
    let rows: Tensor
    let noise: Tensor?
    let loss: Tensor

    /// - Parameter fill: gives the parameters their values, before the plan packs them.
    init(
        _ scale: Workload.Scale = .full, precision: Precision, suppliesNoise: Bool = false,
        fill: (ParameterStore) throws -> Void
    ) rethrows {
        let store = ParameterStore()
        let model = VariationalAutoencoder(store.scope, TrafficWork.sizes(scale))
        try fill(store)
        let batch = scale == .full ? 8192 : 32
        let graph = Graph()
        rows = graph.input("rows", shape: [batch, model.configuration.inputs])
        let shape: Shape = [batch, model.configuration.latents]
        noise = suppliesNoise ? graph.input("noise", shape: shape) : nil
        let terms = model.terms(rows, model(rows, noise: noise ?? graph.normal(shape: shape)))
        loss = (terms.reconstruction + terms.divergence).mean()
        plan = Plan(graph, stages: [Stage(outputs: [loss])], precision: precision, frozen: true)
    }

    static func workload(_ precision: Precision) -> Workload {
        let scoring = TrafficScoring(precision: precision) { $0.initialize(seed: 0) }
        scoring.plan.write(CounterRandom.uniforms(8192 * 122, seed: 1, stream: 1), to: scoring.rows)
        return Workload(items: 8192, plan: scoring.plan) {
            scoring.plan.run(seed: 0, step: UInt64($0))
            return scoring.plan.scalar(scoring.loss)
        }
    }

    static func comparisons(_ torch: TorchResults, _ precision: Precision) throws -> [Comparison] {
        let scoring = try TrafficScoring(torch.scale, precision: precision, suppliesNoise: true) {
            try torch.fill($0)
        }
        scoring.plan.write(try torch.floats("rows"), to: scoring.rows)
        if let noise = scoring.noise { scoring.plan.write(try torch.floats("noise"), to: noise) }
        scoring.plan.run()
        return [
            Comparison(
                name: "loss", ours: scoring.plan.scalar(scoring.loss),
                theirs: try torch.floats("loss/\(precision.rawValue)")[0])
        ]
    }
}
