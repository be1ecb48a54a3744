import QuartetEngine
import QuartetTestSupport
import Testing

/// Products in float32 whose right operand is first converted to the kernel's layout, against the interpreter.
@Suite struct PackedProductTests {
    /// Sizes on both sides of the limits, columns and depths that are not multiples of a block. The gradients have as right
    /// operands the weights as they are, and activations.
    @Test(arguments: [63, 64], [(columns: 33, depth: 70), (259, 261)])
    func agreeWithTheInterpreter(rows: Int, size: (columns: Int, depth: Int)) {
        var generator = SeededGenerator(11)
        let trial = Trial()
        let x = trial.input("x", [rows, size.depth], generator.floats(rows * size.depth))
        let weights = trial.input(
            "weights", [size.columns, size.depth], generator.floats(size.columns * size.depth))
        let y = x.matrixProduct(weights, transposeRight: true)
        let wanted = [y] + trial.graph.gradients(of: (y * y).sum(), withRespectTo: [x, weights])
        let expected = trial.interpreted(wanted)
        for threads in threadCounts {
            for (index, result) in trial.planned(wanted, threads: threads).enumerated() {
                expectClose(
                    result, expected[index], Tolerance(ofLargest: 1e-5), "\(threads) threads, result \(index)"
                )
            }
        }
    }

    /// Each run packs the weights that an optimiser may have changed since the last one.
    @Test func changedWeightsArePackedAgain() {
        let store = ParameterStore()
        let layer = Linear(store.scope, inputs: 256, outputs: 260, bias: false)
        store.initialize(seed: 0)
        let graph = Graph()
        let x = graph.input("x", shape: [64, 256])
        let y = layer(x)
        let plan = Plan(graph, stages: [Stage(outputs: [y])], threads: 2)
        #expect(plan.listing.contains("pack weight"))
        var generator = SeededGenerator(12)
        let elements = generator.floats(64 * 256)
        plan.write(elements, to: x)
        for seed in [1, 2] as [UInt64] {
            store.initialize(seed: seed)
            plan.run()
            var oracle = Interpreter(graph)
            oracle.write(elements, to: x)
            expectClose(
                plan.read(y), oracle.evaluate([y])[0], Tolerance(ofLargest: 1e-5), "weights of seed \(seed)")
        }
    }
}
