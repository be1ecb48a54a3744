import QuartetEngine
import QuartetTestSupport
import Testing

/// Products of few rows with frozen weights, which are read without packing, against the interpreter.
@Suite struct NarrowProductTests {
    /// Rows on both sides of the limit, columns that are not a multiple of a group, depths that are not a multiple of a
    /// vector.
    @Test(
        arguments: [1, 2, 4, 5], [(columns: 1, depth: 16), (7, 3), (130, 77), (515, 256)])
    func agreeWithTheInterpreter(rows: Int, size: (columns: Int, depth: Int)) {
        for precision in Precision.allCases {
            for bias in [false, true] {
                let store = ParameterStore()
                let layer = Linear(store.scope, inputs: size.depth, outputs: size.columns, bias: bias)
                store.initialize(seed: 5)
                let graph = Graph()
                let x = graph.input("x", shape: [rows, size.depth])
                let y = layer(x)
                let answers = [1, 2].map { threads -> [Float] in
                    let plan = Plan(
                        graph, stages: [Stage(outputs: [y])], precision: precision, threads: threads,
                        frozen: true)
                    plan.write(elements(rows * size.depth), to: x)
                    plan.run()
                    return plan.read(y)
                }
                var oracle = Interpreter(graph)
                oracle.write(elements(rows * size.depth), to: x)
                let tolerance =
                    precision == .float32
                    ? Tolerance(ofLargest: 1e-5) : Tolerance(relative: 0.01, ofLargest: 0.02)
                expectClose(
                    answers[0], oracle.evaluate([y])[0], tolerance,
                    "\(rows) rows, \(size), \(precision), bias \(bias)")
                #expect(answers[0] == answers[1])
            }
        }
    }

    private func elements(_ count: Int) -> [Float] {
        var generator = SeededGenerator(3)
        return generator.floats(count, in: -2...2)
    }
}
