import QuartetEngine
import QuartetTestSupport
import Testing

/// Attention in plans against its definition, at sizes with blocks, tails and shares between threads.
@Suite struct AttentionPlanTests {
    struct Sizes: CustomTestStringConvertible, Sendable {
        var batch = 2
        var queries: Int
        var keys: Int
        var heads = 2
        var keyHeads = 2
        var size: Int
        var isCausal = false
        var lengths: [Float] = []
        var window: Int?

        var testDescription: String {
            "\(batch) x \(queries) queries, \(keys) keys, \(heads)/\(keyHeads) heads of \(size)"
                + (isCausal ? ", causal" : "") + (lengths.isEmpty ? "" : ", lengths \(lengths)")
                + (window.map { ", window \($0)" } ?? "")
        }
    }

    static let sizes = [
        Sizes(queries: 64, keys: 64, heads: 4, keyHeads: 4, size: 32),
        Sizes(queries: 70, keys: 70, heads: 4, keyHeads: 2, size: 32, isCausal: true),
        Sizes(queries: 33, keys: 47, size: 24, lengths: [47, 5]),
        Sizes(queries: 17, keys: 90, heads: 6, keyHeads: 2, size: 64, isCausal: true, lengths: [80, 90]),
        Sizes(batch: 1, queries: 131, keys: 131, heads: 3, keyHeads: 1, size: 16, isCausal: true),
        Sizes(batch: 3, queries: 1, keys: 129, heads: 4, keyHeads: 2, size: 64, lengths: [1, 0, 129]),
        Sizes(batch: 1, queries: 2, keys: 40, heads: 4, keyHeads: 2, size: 48),
        Sizes(queries: 9, keys: 3, size: 5),
        Sizes(queries: 70, keys: 70, heads: 4, keyHeads: 2, size: 32, isCausal: true, window: 9),
        Sizes(queries: 5, keys: 90, size: 24, isCausal: true, lengths: [80, 90], window: 33),
        Sizes(batch: 3, queries: 1, keys: 129, size: 64, isCausal: true, lengths: [1, 100, 129], window: 20),
        // More keys than fit one block of scores: fewer rows at once.
        Sizes(batch: 1, queries: 20, keys: 9000, heads: 1, keyHeads: 1, size: 16),
    ]

    @Test(arguments: sizes, Precision.allCases) func agreesWithDefinition(
        _ sizes: Sizes, _ precision: Precision
    ) {
        var generator = SeededGenerator(7)
        let trial = Trial()
        func operand(_ name: String, _ shape: Shape) -> Tensor {
            trial.input(name, shape, generator.floats(shape.elementCount).map(roundedToBFloat16))
        }
        let q = operand("q", [sizes.batch, sizes.queries, sizes.heads * sizes.size])
        let k = operand("k", [sizes.batch, sizes.keys, sizes.keyHeads * sizes.size])
        let v = operand("v", [sizes.batch, sizes.keys, sizes.keyHeads * sizes.size])
        let lengths =
            sizes.lengths.isEmpty
            ? nil : trial.input("lengths", [sizes.batch], sizes.lengths, isWhole: true)
        let mask = AttentionMask(isCausal: sizes.isCausal, lengths: lengths, window: sizes.window)
        let y = q.attention(
            keys: k, values: v, heads: sizes.heads, keyHeads: sizes.keyHeads, mask: mask)
        let dy = operand("dy", y.shape)
        let wanted = [y] + trial.graph.gradients(of: (y * dy).sum(), withRespectTo: [q, k, v])
        check(trial, wanted, precision)
    }

    private func check(_ trial: Trial, _ wanted: [Tensor], _ precision: Precision, _ tolerance: Float = 1e-5)
    {
        let expected = trial.interpreted(wanted)
        let allowed = precision == .float32 ? tolerance : 1e-2
        for threads in threadCounts {
            let results = trial.planned(wanted, threads: threads, precision: precision)
            for (index, result) in results.enumerated() {
                expectClose(
                    result, expected[index], Tolerance(relative: allowed, ofLargest: allowed),
                    "\(threads) thread(s), \(precision), result \(index)")
            }
        }
    }

    /// Queries, keys and values of a joint projection are read in place, and its gradient is one tensor; columns that
    /// nothing reads have no gradient.
    @Test(arguments: Precision.allCases) func readsColumnsOfWiderTensors(_ precision: Precision) {
        var generator = SeededGenerator(8)
        let trial = Trial()
        let x = trial.input("x", [2, 9, 16], generator.floats(2 * 9 * 16))
        let weights = trial.input("weights", [16, 96], generator.floats(16 * 96))
        let joint = x.matrixProduct(weights)
        let y = joint.sliced(axis: 2, 0..<32).attention(
            keys: joint.sliced(axis: 2, 32..<48), values: joint.sliced(axis: 2, 64..<80), heads: 4,
            keyHeads: 2, mask: .causal)
        let gradients = trial.graph.gradients(of: y.squared().sum(), withRespectTo: [x, weights])
        check(trial, [y] + gradients, precision)
        let plan = Plan(trial.graph, stages: [Stage(outputs: [y])])
        #expect(!plan.listing.contains("axisMap"), "slices are copied")
    }

    @Test(arguments: [true, false], Precision.allCases)
    func turnsHeadsByPosition(_ interleaved: Bool, _ precision: Precision) {
        var generator = SeededGenerator(9)
        let trial = Trial()
        let x = trial.input("x", [3, 40, 8 * 20], generator.floats(3 * 40 * 160))
        let positions = trial.input("positions", [3], [0, 100, 4000], isWhole: true)
        let rotary = RotaryEmbedding(dimensions: 16, pairs: interleaved ? .interleaved : .halves)
        let y = (x * 2).rotated(rotary, heads: 8, rotatedHeads: 5, positions: positions)
        let weights = trial.input("weights", [160, 8], generator.floats(160 * 8))
        let product = y.matrixProduct(weights)
        let gradients = trial.graph.gradients(of: product.squared().sum(), withRespectTo: [x])
        check(trial, [product] + gradients, precision)
    }

    @Test func gradientsAgreeWithDifferences() {
        let masks: [(name: String, keyHeads: Int, isCausal: Bool, lengths: [Float])] = [
            ("attention", 2, false, []), ("causal attention", 2, true, []),
            ("grouped attention", 1, false, [5, 2]), ("causal grouped attention", 1, true, [3, 5]),
        ]
        for mask in masks {
            Differentiable(
                mask.name, [[2, 4, 6], [2, 5, 3 * mask.keyHeads], [2, 5, 3 * mask.keyHeads]],
                indices: mask.lengths
            ) { operands in
                operands[0].attention(
                    keys: operands[1], values: operands[2], heads: 2, keyHeads: mask.keyHeads,
                    mask: AttentionMask(
                        isCausal: mask.isCausal, lengths: mask.lengths.isEmpty ? nil : operands[3]))
            }.check()
        }
        for pairs in [RotaryEmbedding.Pairs.halves, .interleaved] {
            let rotary = Differentiable("rotary \(pairs)", [[2, 3, 8]]) { operands in
                operands[0].rotated(RotaryEmbedding(dimensions: 4, pairs: pairs), heads: 2)
            }
            rotary.check()
            rotary.gradient.check()
        }
        Differentiable("joint attention", [[2, 4, 12]]) { operands in
            operands[0].sliced(axis: 2, 0..<4).attention(
                keys: operands[0].sliced(axis: 2, 4..<8), values: operands[0].sliced(axis: 2, 8..<12),
                heads: 2)
        }.check()
    }

    /// The composed weights give the primitive's result.
    @Test(arguments: [nil, 3]) func weightsJoinToAttention(_ window: Int?) {
        var generator = SeededGenerator(10)
        let trial = Trial()
        let q = trial.input("q", [2, 5, 12], generator.floats(120))
        let k = trial.input("k", [2, 6, 6], generator.floats(72))
        let v = trial.input("v", [2, 6, 6], generator.floats(72))
        let lengths = trial.input("lengths", [2], [6, 5], isWhole: true)
        let mask = AttentionMask(isCausal: true, lengths: lengths, window: window)
        let weights = q.attentionWeights(keys: k, heads: 4, keyHeads: 2, mask: mask)
        let values = v.reshaped([2, 6, 2, 1, 3]).broadcast(to: [2, 6, 2, 2, 3]).reshaped([2, 6, 4, 3])
        let joined = weights.matrixProduct(values.transposed([0, 2, 1, 3])).transposed([0, 2, 1, 3])
            .reshaped([2, 5, 12])
        let y = q.attention(keys: k, values: v, heads: 4, keyHeads: 2, mask: mask)
        let results = trial.planned([joined, y, weights.sum(axes: [-1])])
        expectClose(results[0], results[1], Tolerance(relative: 1e-5, ofLargest: 1e-6), "attention")
        expectClose(results[2], [Float](repeating: 1, count: 40), .tight, "sums of weights")
    }
}
