import QuartetEngine
import QuartetModels

/// The encoder-decoder of the benchmark: 4 + 4 layers, width 256, 8 heads, a vocabulary of 8192; batches of 32 pairs
/// of 64 tokens; AdamW, gradients clipped to a length of 1.
final class TranslationWork {
    static let (batch, tokens, vocabulary) = (32, 64, 8192)
    let store = ParameterStore()
    let plan: Plan
    private let source: Tensor
    private let target: Tensor
    private let next: Tensor
    private let loss: Tensor
    private let optimizer: Optimizer

    /// - Parameter fill: gives the parameters their values.
    init(precision: Precision, fill: (ParameterStore) throws -> Void) throws {
        let model = EncoderDecoder(
            store.scope, .init(vocabulary: Self.vocabulary), embedding: .normal(standardDeviation: 1))
        try fill(store)
        let graph = Graph()
        let shape: Shape = [Self.batch, Self.tokens]
        source = graph.input("source", shape: shape, type: .int32)
        target = graph.input("target", shape: shape, type: .int32)
        next = graph.input("next", shape: shape, type: .int32)
        let decoded = model.decode(target, memory: model.encode(source, mode: .training), mode: .training)
        loss = nextTokenLoss(scores: model.scores(decoded), next: next)
        let trained = store.parameters.filter(\.isTrainable)
        let gradients = graph.gradients(of: loss, withRespectTo: trained.map(graph.parameter))
        plan = Plan(
            graph, stages: [Stage(outputs: [loss], gradients: Array(zip(trained, gradients)))],
            precision: precision)
        optimizer = Optimizer(store, .adamW(), weightDecay: 0.01)
    }

    /// - Parameters:
    ///   - sources: `[batch, tokens]`.
    ///   - targets: `[batch, tokens + 1]`: what is read, and what is to be foretold.
    func write(sources: [Int32], targets: [Int32]) {
        plan.write(sources, to: source)
        let rows = (0..<Self.batch).map { targets[$0 * (Self.tokens + 1)..<($0 + 1) * (Self.tokens + 1)] }
        plan.write(rows.flatMap { $0.dropLast() }, to: target)
        plan.write(rows.flatMap { $0.dropFirst() }, to: next)
    }

    func step(_ step: Int) -> Float {
        plan.run(seed: 0, step: UInt64(step))
        optimizer.step(learningRate: 3e-4, gradientScale: store.clippingScale(limit: 1))
        return plan.scalar(loss)
    }
}

/// The sentence encoder of the benchmark, in the shape of all-MiniLM-L6: 6 layers, width 384, 12 heads; 32 sentences of
/// 32 tokens.
final class SentenceWork {
    static let (batch, tokens, vocabulary) = (32, 32, 30_522)
    let store = ParameterStore()
    let plan: Plan
    let sentences: Tensor
    private let words: Tensor
    private let mean: Tensor

    init(precision: Precision, fill: (ParameterStore) throws -> Void) throws {
        let scope = store.scope
        let embedding = Embedding(scope("embedding"), count: Self.vocabulary, width: 384)
        var attention = AttentionConfiguration(width: 384, heads: 12)
        attention.isJoint = true
        var configuration = TransformerBlock.Configuration(attention: attention, hidden: 1536)
        configuration.normalizesFirst = false
        let blocks = (0..<6).map { TransformerBlock(scope("encoder")($0), configuration) }
        try fill(store)
        let graph = Graph()
        let words = graph.input("words", shape: [Self.batch, Self.tokens], type: .int32)
        self.words = words
        let encoded = blocks.reduce(embedding(words)) { x, block in block(x) }
        sentences = encoded.inFullPrecision().mean(axes: [1]).normalized()
        mean = sentences.mean()
        plan = Plan(
            graph, stages: [Stage(outputs: [sentences, mean])], precision: precision, frozen: true)
    }

    func write(_ tokens: [Int32]) { plan.write(tokens, to: words) }

    func step(_ step: Int) -> Float {
        plan.run(seed: 0, step: UInt64(step))
        return plan.scalar(mean)
    }
}

extension Workload {
    static func translation(_ precision: Precision) throws -> Workload {
        let work = try TranslationWork(precision: precision) { $0.initialize(seed: 0) }
        let (batch, tokens) = (TranslationWork.batch, TranslationWork.tokens)
        work.write(
            sources: tokenIDs(batch * tokens, of: TranslationWork.vocabulary, stream: 1),
            targets: tokenIDs(batch * (tokens + 1), of: TranslationWork.vocabulary, stream: 2))
        return Workload(
            items: 2 * batch * tokens, operations: work.plan.operations, step: work.step)
    }

    static func sentenceEncoding(_ precision: Precision) throws -> Workload {
        let work = try SentenceWork(precision: precision) { $0.initialize(seed: 0) }
        let count = SentenceWork.batch * SentenceWork.tokens
        work.write(tokenIDs(count, of: SentenceWork.vocabulary, stream: 1))
        return Workload(items: SentenceWork.batch, operations: work.plan.operations, step: work.step)
    }

    private static func tokenIDs(_ count: Int, of vocabulary: Int, stream: UInt32) -> [Int32] {
        CounterRandom.uniforms(count, seed: 1, stream: stream).map { Int32($0 * Float(vocabulary)) }
    }
}
