import QuartetEngine
import QuartetTestSupport
import Testing

/// Decoding with a cache: token by token, in pieces and in batches of unequal length, gives the same as all at once.
@Suite struct AttentionCacheTests {
    /// A Llama block with its weights.
    private final class Model {
        let store = ParameterStore()
        let block: TransformerBlock

        init(precision: Precision = .float32) {
            var attention = AttentionConfiguration(width: 32, heads: 4, keyHeads: 2)
            attention.rotary = RotaryEmbedding(dimensions: 8)
            var configuration = TransformerBlock.Configuration(attention: attention, hidden: 48)
            configuration.activation = .swiGLU
            configuration.norm = .rootMeanSquare
            block = TransformerBlock(store.scope, configuration)
            store.initialize(seed: 4)
        }

        /// All tokens at once.
        func whole(_ x: [Float], tokens: Int) -> [Float] {
            let graph = Graph()
            let input = graph.input("x", shape: [1, tokens, 32])
            let y = block(input, mask: .causal)
            let plan = Plan(graph, stages: [Stage(outputs: [y])])
            plan.write(x, to: input)
            plan.run()
            return plan.read(y)
        }
    }

    /// A plan for a number of tokens of each row, on caches that it shares with others.
    private struct Step {
        let plan: Plan
        let x: Tensor
        let positions: Tensor
        let y: Tensor
        let graph = Graph()

        init(_ model: Model, _ cache: AttentionCache, batch: Int, tokens: Int) {
            x = graph.input("x", shape: [batch, tokens, 32])
            positions = graph.input("positions", shape: [batch], type: .int32)
            y = model.block(x, mask: AttentionMask(isCausal: true, positions: positions), cache: cache)
            plan = Plan(graph, stages: [Stage(outputs: [y])], frozen: true)
        }

        func callAsFunction(_ elements: [Float], at places: [Int32]) -> [Float] {
            plan.write(elements, to: x)
            plan.write(places, to: positions)
            plan.run()
            return plan.read(y)
        }
    }

    private func floats(_ count: Int, _ seed: UInt64) -> [Float] {
        var generator = SeededGenerator(seed)
        return generator.floats(count)
    }

    @Test(arguments: [ElementType.float32, .float16, .bfloat16], threadCounts)
    func goesOnFromWhatItHasSeen(_ type: ElementType, _ threads: Int) {
        Machine.setThreads(threads)
        let model = Model()
        let x = floats(20 * 32, 1)
        let expected = model.whole(x, tokens: 20)
        let cache = AttentionCache(batch: 1, keyHeads: 2, capacity: 24, headSize: 8, type: type)
        let piece = Step(model, cache, batch: 1, tokens: 6)
        let single = Step(model, cache, batch: 1, tokens: 1)
        var y: [Float] = []
        for start in [0, 6] { y += piece(Array(x[start * 32..<(start + 6) * 32]), at: [Int32(start)]) }
        for token in 12..<20 { y += single(Array(x[token * 32..<(token + 1) * 32]), at: [Int32(token)]) }
        let allowed: Float = type == .float32 ? 1e-5 : type == .float16 ? 1e-3 : 1e-2
        expectClose(y, expected, Tolerance(relative: allowed, ofLargest: allowed), "\(type)")
    }

    /// Each row of a batch has its own position; padding after a short prompt is overwritten.
    @Test func rowsAreOfUnequalLength() {
        let model = Model()
        let (long, short) = (floats(9 * 32, 2), floats(6 * 32, 3))
        let expected = (model.whole(long, tokens: 9), model.whole(short, tokens: 6))
        let cache = AttentionCache(batch: 2, keyHeads: 2, capacity: 12, headSize: 8)
        let prompt = Step(model, cache, batch: 2, tokens: 7)
        let single = Step(model, cache, batch: 2, tokens: 1)
        // The second prompt has four tokens; three of padding follow.
        let padding = [Float](repeating: 100, count: 3 * 32)
        let first = prompt(Array(long.prefix(7 * 32)) + short.prefix(4 * 32) + padding, at: [0, 0])
        var rows = (Array(first.prefix(7 * 32)), Array(first[7 * 32..<11 * 32]))
        for step in 0..<2 {
            let tokens = long[(7 + step) * 32..<(8 + step) * 32] + short[(4 + step) * 32..<(5 + step) * 32]
            let y = single(Array(tokens), at: [Int32(7 + step), Int32(4 + step)])
            rows = (rows.0 + y.prefix(32), rows.1 + y.suffix(32))
        }
        expectClose(rows.0, expected.0, Tolerance(relative: 1e-5, ofLargest: 1e-5), "the long row")
        expectClose(rows.1, expected.1, Tolerance(relative: 1e-5, ofLargest: 1e-5), "the short row")
    }

    @Test func rowsChangePlaces() {
        let model = Model()
        let x = floats(3 * 5 * 32, 5)
        let next = floats(3 * 32, 6)
        let cache = AttentionCache(batch: 3, keyHeads: 2, capacity: 8, headSize: 8)
        _ = Step(model, cache, batch: 3, tokens: 5)(x, at: [0, 0, 0])
        cache.reorder([2, 0, 0])
        let y = Step(model, cache, batch: 3, tokens: 1)(next, at: [5, 5, 5])
        for (row, source) in [2, 0, 0].enumerated() {
            let sequence = Array(x[source * 160..<(source + 1) * 160]) + next[row * 32..<(row + 1) * 32]
            let expected = model.whole(sequence, tokens: 6).suffix(32)
            expectClose(
                Array(y[row * 32..<(row + 1) * 32]), Array(expected),
                Tolerance(relative: 1e-5, ofLargest: 1e-5), "row \(row)")
        }
    }

    /// Interpreted and planned, from the same contents.
    @Test func appendsByDefinition() {
        let trial = Trial()
        let buffer = CacheBuffer(batch: 2, heads: 2, capacity: 5, size: 3, type: .float16)
        let rows = trial.input("rows", [2, 2, 6], (0..<24).map { Float($0) + 1 })
        let positions = trial.input("positions", [2], [0, 3], isWhole: true)
        let q = trial.input("q", [2, 2, 6], floats(24, 7))
        let keys = rows.appended(to: buffer, positions: positions)
        let y = q.attention(
            keys: keys, values: keys, heads: 2, mask: AttentionMask(isCausal: true, positions: positions))
        for round in 0..<2 {
            expectClose(
                trial.planned([y])[0], trial.interpreted([y])[0], Tolerance(relative: 1e-5, ofLargest: 1e-5),
                "round \(round)")
        }
    }

    /// A decoder's context is read once: its keys and values go into the next plan.
    @Test func contextsAreKept() {
        let store = ParameterStore()
        var configuration = TransformerBlock.Configuration(
            attention: .init(width: 16, heads: 2), hidden: 24)
        configuration.crossAttention = .init(width: 16, heads: 2)
        configuration.crossAttention?.isJoint = true
        let block = TransformerBlock(store.scope, configuration)
        store.initialize(seed: 2)
        let trial = Trial()
        let x = trial.input("x", [2, 3, 16], floats(96, 1))
        let context = trial.input("context", [2, 4, 16], floats(128, 2))
        let (keys, values) = block.crossAttention!.keysAndValues(of: context)
        let results = trial.planned([
            block(x, mask: .causal, context: .tokens(context)),
            block(x, mask: .causal, context: .keysAndValues(keys, values)),
        ])
        expectClose(results[0], results[1], "context")
    }
}
