import QuartetEngine
import QuartetTestSupport
import Testing

/// Plans against the interpreter, over random graphs.
@Suite struct RandomGraphTests {
    private static let tolerance = Tolerance(relative: 1e-4, ofLargest: 1e-4, absolute: 1e-6)

    @Test(arguments: 0..<200 as Range<UInt64>) func smallGraphsAgree(_ seed: UInt64) {
        check(RandomGraph(seed: seed, steps: 14, extents: [1, 2, 3, 4, 5, 8], largest: 800), "seed \(seed)")
    }

    /// Sizes with tiles, broadcast vectors, strided loads, split reductions and several threads.
    @Test(arguments: 1000..<1030 as Range<UInt64>) func largeGraphsAgree(_ seed: UInt64) {
        check(
            RandomGraph(seed: seed, steps: 7, extents: [2, 8, 16, 33, 64, 130, 300], largest: 70_000),
            "seed \(seed)")
    }

    /// Every output and gradient, with one thread and two, in one stage and in two: the same bits each time.
    private func check(_ random: RandomGraph, _ what: String) {
        let trial = random.trial
        let gradientTensors = random.gradients.map(\.gradient)
        let expected = trial.interpreted(random.outputs + gradientTensors)
        for threads in threadCounts {
            let one = [Stage(outputs: random.outputs, gradients: random.gradients)]
            let two = [
                Stage(outputs: Array(random.outputs.prefix(2))),
                Stage(outputs: Array(random.outputs.dropFirst(2)), gradients: random.gradients),
            ]
            var first: [[Float]]?
            for stages in [one, one, two] {
                for parameter in random.store.parameters { parameter.gradient.update(repeating: .nan) }
                let results = run(random, stages, threads)
                for (index, (result, reference)) in zip(results, expected).enumerated() {
                    expectClose(
                        result, reference, Self.tolerance,
                        "\(what), \(threads) thread(s), \(stages.count) stage(s), result \(index)")
                }
                if stages.count == 1, let first { #expect(first == results, "\(what): other bits") }
                if first == nil { first = results }
            }
        }
    }

    private func run(_ random: RandomGraph, _ stages: [Stage], _ threads: Int) -> [[Float]] {
        Machine.setThreads(threads)
        let plan = Plan(random.trial.graph, stages: stages, threads: threads)
        random.trial.write(to: plan)
        // The second run starts with the memory that the first one left.
        var results: [[Float]] = []
        for _ in 0..<2 {
            for stage in stages.indices { plan.run(stage: stage, seed: 1, step: 2) }
            let now =
                random.outputs.map { plan.read($0) } + random.gradients.map { Array($0.parameter.gradient) }
            if !results.isEmpty { #expect(results == now, "the second run gives other bits") }
            results = now
        }
        return results
    }
}
