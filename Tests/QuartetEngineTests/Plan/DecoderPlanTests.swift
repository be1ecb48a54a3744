import QuartetEngine
import QuartetTestSupport
import Testing

/// Layers that round where ggml rounds are the same layers: plans against the interpreter, and against the layers that
/// are trained.
@Suite struct DecoderPlanTests {
    private func norm(_ arithmetic: Arithmetic, _ store: ParameterStore) -> RMSNorm {
        RMSNorm(store.scope("norm"), features: 48, epsilon: 1e-5, arithmetic: arithmetic)
    }

    /// `[rows, 2 n]`: one matrix for both halves of a gated unit.
    private struct Joint: Projection {
        let gate, first: Linear

        func callAsFunction(_ x: Tensor) -> Tensor { .concatenate([gate(x), first(x)], axis: -1) }
    }

    @Test(arguments: Precision.allCases) func layersAgreeWithTheirTrainedForms(_ precision: Precision) {
        let store = ParameterStore()
        let (plain, rounded) = (
            norm(.standard, store), RMSNorm(store.scope("same"), features: 48, arithmetic: .ggml)
        )
        let gate = Linear(store.scope("gate"), inputs: 48, outputs: 80, bias: false)
        let first = Linear(store.scope("first"), inputs: 48, outputs: 80, bias: false)
        let second = Linear(store.scope("second"), inputs: 80, outputs: 48, bias: false)
        store.initialize(seed: 4)
        let graph = Graph()
        let x = graph.input("x", shape: [2, 5, 48])
        let trained = FeedForward(first: first, gate: gate, second: second, activation: .swiGLU)(plain(x))
        let answered = FeedForward(joint: Joint(gate: gate, first: first), second: second)(rounded(x))
        let plan = Plan(
            graph, stages: [Stage(outputs: [trained, answered])], precision: precision, threads: 2,
            frozen: true)
        var generator = SeededGenerator(2)
        let elements = generator.floats(2 * 5 * 48, in: -4...4)
        plan.write(elements, to: x)
        plan.run()
        var oracle = Interpreter(graph)
        oracle.write(elements, to: x)
        let expected = oracle.evaluate([trained, answered])
        let tolerance =
            precision == .float32 ? Tolerance(ofLargest: 1e-5) : Tolerance(relative: 0.02, ofLargest: 0.02)
        expectClose(expected[0], expected[1], Tolerance(ofLargest: 1e-5), "interpreter")
        expectClose(plan.read(trained), expected[0], tolerance, "trained")
        expectClose(plan.read(answered), expected[1], tolerance, "answered")
    }

    /// A prompt read at once and then token by token: attention with sums in half precision is close to that with float32
    /// sums, and does not depend on how many tokens a run reads.
    @Test(arguments: [nil, 4]) func attentionIsCloseToItsStandardForm(_ window: Int?) {
        let (heads, keyHeads, size, tokens) = (4, 2, 32, 12)
        func answers(_ arithmetic: Arithmetic, _ type: ElementType, runs: [Int]) -> [Float] {
            let cache = AttentionCache(batch: 1, keyHeads: keyHeads, capacity: 16, headSize: size, type: type)
            let rotary = RotaryEmbedding(dimensions: size, pairs: .interleaved, arithmetic: arithmetic)
            var generator = SeededGenerator(7)
            let all = generator.floats(tokens * (heads + 2 * keyHeads) * size, in: -2...2)
            let width = (heads + 2 * keyHeads) * size
            var answers: [Float] = []
            var start = 0
            for count in runs {
                let graph = Graph()
                let joint = graph.input("joint", shape: [1, count, width])
                let positions = graph.input("positions", shape: [1], type: .int32)
                let turned = joint.rotated(
                    rotary, heads: heads + 2 * keyHeads, rotatedHeads: heads + keyHeads, positions: positions)
                let (keys, values) = cache.appending(
                    keys: turned.sliced(axis: -1, heads * size..<(heads + keyHeads) * size),
                    values: turned.sliced(axis: -1, (heads + keyHeads) * size..<width), positions: positions)
                let output = turned.sliced(axis: -1, 0..<heads * size).attention(
                    keys: keys, values: values, heads: heads, keyHeads: keyHeads,
                    mask: AttentionMask(isCausal: true, positions: positions, window: window),
                    arithmetic: arithmetic)
                let plan = Plan(graph, stages: [Stage(outputs: [output])], threads: 1, frozen: true)
                plan.write(Array(all[start * width..<(start + count) * width]), to: joint)
                plan.write([Int32(start)], to: positions)
                plan.run()
                answers += plan.read(output)
                start += count
            }
            return answers
        }
        let together = answers(.ggml, .float16, runs: [tokens])
        #expect(answers(.ggml, .float16, runs: [5, 1, 1, 4, 1]) == together)
        let standard = answers(.standard, .float32, runs: [tokens])
        expectClose(together, standard, Tolerance(relative: 0, ofLargest: 4e-3), "half sums")
        #expect(together != standard)
    }

    @Test func nothingTrainsThroughIt() async {
        let result = await #expect(processExitsWith: .failure, observing: [\.standardErrorContent]) {
            let store = ParameterStore()
            let norm = RMSNorm(store.scope, features: 4, arithmetic: .ggml)
            store.initialize(seed: 1)
            let graph = Graph()
            let loss = norm(graph.input("x", shape: [2, 4])).sum()
            _ = graph.gradients(of: loss, withRespectTo: [graph.parameter(norm.weight)])
        }
        let text = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(text.contains("is for inference only"), "\(text)")
    }
}
