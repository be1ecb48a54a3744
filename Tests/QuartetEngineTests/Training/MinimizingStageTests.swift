import QuartetEngine
import Testing

/// `Stage(minimizing:of:)` computes what a stage put together by hand does.
@Suite struct MinimizingStageTests {
    private struct Network {
        let store = ParameterStore()
        let first, second: Linear
        let norm: BatchNorm

        init() {
            first = Linear(store.scope("first"), inputs: 3, outputs: 8)
            norm = BatchNorm(store.scope("norm"), features: 8)
            second = Linear(store.scope("second"), inputs: 8, outputs: 3)
            store.initialize(seed: 4)
        }

        func loss(_ x: Tensor) -> Tensor {
            squaredError(second(norm(first(x), mode: .training).relu()), x)
        }
    }

    private static let examples: [Float] = (0..<18).map { Float($0 * 7 % 11) - 5 }

    @Test func gradientsAndUpdatesAreThoseOfAStageMadeByHand() {
        let (one, other) = (Network(), Network())
        var values: [[Float]] = []
        for (network, isByHand) in [(one, false), (other, true)] {
            let graph = Graph()
            let x = graph.input("x", shape: [6, 3])
            let loss = network.loss(x)
            let stage: Stage
            if isByHand {
                let trained = network.store.parameters.filter(\.isTrainable)
                let gradients = graph.gradients(
                    of: loss, withRespectTo: trained.map { graph.parameter($0) })
                stage = Stage(
                    outputs: [loss], gradients: Array(zip(trained, gradients)), updates: graph.takeUpdates())
            } else {
                stage = Stage(minimizing: loss, of: network.store)
            }
            #expect(stage.updates.count == 2)
            #expect(graph.takeUpdates().isEmpty, "the stage took them")
            let plan = Plan(graph, stages: [stage], threads: 1)
            plan.write(Self.examples, to: x)
            plan.run()
            values.append(
                [plan.scalar(loss)] + Array(network.store.flatGradients)
                    + network.norm.runningMean.values + network.norm.runningVariance.values)
        }
        #expect(values[0] == values[1])
        #expect(one.norm.runningMean.values.contains { $0 != 0 })
    }

    @Test func trainingFollowsTheLossAndLeavesStateToTheUpdates() {
        let network = Network()
        let graph = Graph()
        let x = graph.input("x", shape: [6, 3])
        let loss = network.loss(x)
        let largest = x.maximum(axis: 0)
        let plan = Plan(
            graph, stages: [Stage(minimizing: loss, of: network.store, outputs: [largest])], threads: 1)
        let optimizer = Optimizer(network.store, .sgd())
        plan.write(Self.examples, to: x)
        plan.run()
        let before = (loss: plan.scalar(loss), mean: Array(network.norm.runningMean.values))
        #expect(plan.read(largest).count == 3)
        optimizer.step(learningRate: 0.05)
        #expect(Array(network.norm.runningMean.values) == before.mean)
        plan.run(step: 1)
        #expect(plan.scalar(loss) < before.loss)
        #expect(Array(network.norm.runningMean.values) != before.mean)
    }

    /// A parameter that the loss does not depend on stays where it is.
    @Test func unusedParametersGetZeroGradients() {
        let store = ParameterStore()
        let used = Linear(store.scope("used"), inputs: 3, outputs: 1)
        let unused = Linear(store.scope("unused"), inputs: 3, outputs: 1)
        store.initialize(seed: 1)
        let graph = Graph()
        let x = graph.input("x", shape: [6, 3])
        let plan = Plan(
            graph, stages: [Stage(minimizing: used(x).squared().mean(), of: store)], threads: 1)
        plan.write(Self.examples, to: x)
        plan.run()
        #expect(unused.weight.gradient.allSatisfy { $0 == 0 })
        #expect(used.weight.gradient.contains { $0 != 0 })
    }
}
