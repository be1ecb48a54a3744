import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// Tasks resume on any thread: a plan is made on one, runs on a second and is released on a third.
@Suite struct PlansOnThreadsTests {
    @Test func plansMoveBetweenThreads() {
        let (stage, trial) = trainedConvolution()
        let expected = trial.planned(stage, threads: 2, precision: .bfloat16)
        nonisolated(unsafe) let shared = (stage, trial)
        for _ in 0..<4 {
            nonisolated(unsafe) var plans: [Plan] = []
            nonisolated(unsafe) var results: [[[Float]]] = []
            onAnotherThread { plans = (0..<2).map { _ in plan(shared) } }
            onAnotherThread {
                let own = plan(shared)
                plans.removeLast()
                for plan in [own, plans[0]] {
                    plan.run(seed: 1, step: 2)
                    results.append(shared.0.outputs.map { plan.read($0) })
                }
            }
            onAnotherThread { plans = [] }
            #expect(results == [expected, expected])
        }
    }

    /// A convolution with its gradients, whose weights have layouts of their own.
    private func trainedConvolution() -> (Stage, Trial) {
        var generator = SeededGenerator(14)
        let trial = Trial()
        func operand(_ name: String, _ shape: Shape) -> Tensor {
            trial.input(name, shape, generator.floats(shape.elementCount).map(roundedToBFloat16))
        }
        let x = operand("x", [4, 32, 32, 32])
        let weights = operand("weights", [64, 32, 3, 3])
        let y = x.convolution(weights, padding: 1)
        let dy = operand("dy", y.shape)
        let gradients = trial.graph.gradients(of: (y * dy).sum(), withRespectTo: [x, weights])
        return (Stage(outputs: [y] + gradients), trial)
    }

    private func plan(_ parts: (Stage, Trial)) -> Plan {
        Machine.setThreads(2)
        let plan = Plan(parts.1.graph, stages: [parts.0], precision: .bfloat16, threads: 2)
        parts.1.write(to: plan)
        return plan
    }

    private func onAnotherThread(_ work: @escaping @Sendable () -> Void) {
        let isDone = DispatchSemaphore(value: 0)
        let thread = Thread {
            work()
            isDone.signal()
        }
        thread.start()
        isDone.wait()
    }
}
