import QuartetEngine
import QuartetModels

/// w5: encoding sentences in the shape of all-MiniLM-L6.
final class SentenceWork {
    struct Sizes {
        let (batch, tokens, vocabulary, width, heads, hidden, layers): (Int, Int, Int, Int, Int, Int, Int)

        init(_ scale: Workload.Scale) {
            (batch, tokens, vocabulary, width, heads, hidden, layers) =
                switch scale {
                case .full: (32, 32, 30_522, 384, 12, 1536, 6)
                case .small: (4, 6, 31, 16, 2, 24, 2)
                }
        }
    }

    private let sizes: Sizes
    private let plan: Plan
    private let sentences: Tensor
    private let words: Tensor
    private let mean: Tensor

    /// - Parameter fill: gives the parameters their values, before the plan packs them.
    init(
        _ scale: Workload.Scale = .full, precision: Precision, fill: (ParameterStore) throws -> Void
    ) rethrows {
        let (sizes, store, graph) = (Sizes(scale), ParameterStore(), Graph())
        self.sizes = sizes
        let scope = store.scope
        let embedding = Embedding(scope("embedding"), count: sizes.vocabulary, width: sizes.width)
        var attention = AttentionConfiguration(width: sizes.width, heads: sizes.heads)
        attention.isJoint = true
        var configuration = TransformerBlock.Configuration(attention: attention, hidden: sizes.hidden)
        configuration.normalizesFirst = false
        let blocks = (0..<sizes.layers).map { TransformerBlock(scope("encoder")($0), configuration) }
        try fill(store)
        words = graph.input("words", shape: [sizes.batch, sizes.tokens], type: .int32)
        let encoded = blocks.reduce(embedding(words)) { x, block in block(x) }
        sentences = encoded.inFullPrecision().mean(axes: [1]).normalized()
        mean = sentences.mean()
        plan = Plan(
            graph, stages: [Stage(outputs: [sentences, mean])], precision: precision, frozen: true)
    }

    private func step(_ step: Int) -> Float {
        plan.run(seed: 0, step: UInt64(step))
        return plan.scalar(mean)
    }

    static func workload(_ precision: Precision) throws -> Workload {
        let work = SentenceWork(precision: precision) { $0.initialize(seed: 0) }
        let sizes = work.sizes
        work.plan.write(
            Workload.integers(sizes.batch * sizes.tokens, below: sizes.vocabulary, stream: 1), to: work.words)
        return Workload(items: sizes.batch, plan: work.plan, step: work.step)
    }

    /// The vectors themselves: their mean is almost zero whatever they are.
    static func comparisons(_ torch: TorchResults, _ precision: Precision) throws -> [Comparison] {
        let work = try SentenceWork(torch.scale, precision: precision) { try torch.fill($0) }
        work.plan.write(try torch.integers("words"), to: work.words)
        work.plan.run()
        let theirs = try torch.floats("sentences/\(precision.rawValue)")
        let worst = zip(work.plan.read(work.sentences), theirs).max { abs($0.0 - $0.1) < abs($1.0 - $1.1) }
        return [
            Comparison(
                name: "the number of \(theirs.count) that differs most", ours: worst?.0 ?? 0,
                theirs: worst?.1 ?? 0)
        ]
    }
}
