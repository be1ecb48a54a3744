import QuartetEngine
import QuartetModels

/// w4: training an encoder-decoder transformer with AdamW, gradients clipped to a length of 1.
final class TranslationWork {
    struct Sizes {
        let batch: Int
        /// Of each source and each target.
        let tokens: Int
        let model: EncoderDecoder.Configuration

        init(_ scale: Workload.Scale) {
            switch scale {
            case .full:
                (batch, tokens) = (32, 64)
                model = .init(vocabulary: 8192, width: 256, heads: 8, layers: 4, hidden: 1024)
            case .small:
                (batch, tokens) = (4, 6)
                model = .init(vocabulary: 31, context: 8, width: 16, heads: 2, layers: 2, hidden: 24)
            }
        }
    }

    private let training: TrainingStep
    private let sizes: Sizes
    private let store = ParameterStore()
    private let source: Tensor
    private let target: Tensor
    private let next: Tensor

    private var plan: Plan { training.plan }

    /// - Parameter fill: gives the parameters their values.
    init(
        _ scale: Workload.Scale = .full, precision: Precision, fill: (ParameterStore) throws -> Void
    ) throws {
        sizes = Sizes(scale)
        let model = EncoderDecoder(store.scope, sizes.model, embedding: .normal(standardDeviation: 1))
        try fill(store)
        let graph = Graph()
        let shape: Shape = [sizes.batch, sizes.tokens]
        source = graph.input("source", shape: shape, type: .int32)
        target = graph.input("target", shape: shape, type: .int32)
        next = graph.input("next", shape: shape, type: .int32)
        let decoded = model.decode(target, memory: model.encode(source, mode: .training), mode: .training)
        training = try TrainingStep(
            [
                .init(
                    minimizing: nextTokenLoss(scores: model.scores(decoded), next: next),
                    with: Optimizer(store, .adamW(), weightDecay: 0.01), learningRate: 3e-4, gradientLimit: 1)
            ], precision: precision)
    }

    /// - Parameters:
    ///   - sources: `[batch, tokens]`.
    ///   - targets: `[batch, tokens + 1]`: what the decoder reads, and one token on, what it predicts.
    func write(sources: [Int32], targets: [Int32]) {
        let length = sizes.tokens + 1
        let rows = (0..<sizes.batch).map { targets[$0 * length..<($0 + 1) * length] }
        plan.write(sources, to: source)
        plan.write(rows.flatMap { $0.dropLast() }, to: target)
        plan.write(rows.flatMap { $0.dropFirst() }, to: next)
    }

    func step(_ step: Int) throws -> Float {
        try training.run(seed: 0, step: step)
        return training.loss
    }

    static func workload(_ precision: Precision) throws -> Workload {
        let work = try TranslationWork(precision: precision) { $0.initialize(seed: 0) }
        let (batch, tokens) = (work.sizes.batch, work.sizes.tokens)
        let vocabulary = work.sizes.model.vocabulary
        work.write(
            sources: Workload.integers(batch * tokens, below: vocabulary, stream: 1),
            targets: Workload.integers(batch * (tokens + 1), below: vocabulary, stream: 2))
        return Workload(items: 2 * batch * tokens, plan: work.plan, step: work.step)
    }

    static func comparisons(_ torch: TorchResults, _ precision: Precision) throws -> [Comparison] {
        let work = try TranslationWork(torch.scale, precision: precision) { try torch.fill($0) }
        work.write(sources: try torch.integers("sources"), targets: try torch.integers("targets"))
        return try torch.floats("losses/\(precision.rawValue)").enumerated().map { step, loss in
            Comparison(name: "loss of step \(step + 1)", ours: try work.step(step), theirs: loss)
        }
    }
}
