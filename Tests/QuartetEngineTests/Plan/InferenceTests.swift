import QuartetEngine
import QuartetTestSupport
import Testing

@Suite struct InferenceTests {
    /// Concurrent tasks get the same results as sequential ones.
    @Test(arguments: Precision.allCases) func manyTasksRunAtOnce(_ precision: Precision) async throws {
        let store = ParameterStore()
        let first = Convolution2D(store.scope("first"), inputs: 3, outputs: 16, kernel: 3, padding: 1)
        let second = Linear(store.scope("second"), inputs: 16, outputs: 10)
        store.initialize(seed: 5)
        let network = try Inference(precision: precision) { graph in
            let x = graph.input("x", shape: [2, 8, 8, 3])
            let noise = graph.normal(shape: [2, 10])
            return ([x], [second(first(x).relu().mean(axes: [1, 2])) + noise])
        }
        @Sendable func answer(_ item: Int) -> [Float] {
            var generator = SeededGenerator(UInt64(item))
            return network.run([.floats(generator.floats(2 * 8 * 8 * 3))], seed: UInt64(item))
        }
        let expected = (0..<24).map(answer)
        let results = await withTaskGroup(of: (Int, [Float]).self) { group in
            for item in 0..<24 {
                group.addTask { (item, answer(item)) }
            }
            var results = [[Float]](repeating: [], count: 24)
            for await (item, result) in group { results[item] = result }
            return results
        }
        #expect(results == expected)
        #expect(expected[0] != expected[1])
    }
}
