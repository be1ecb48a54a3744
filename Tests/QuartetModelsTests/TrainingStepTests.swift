import QuartetEngine
import QuartetModels
import Testing

/// A step moves parameters as its optimiser does, and leaves them alone when a loss is not finite.
@Suite struct TrainingStepTests {
    /// A line through points, one store for each objective.
    private struct Work {
        let stores = [ParameterStore(), ParameterStore()]
        let optimizers: [Optimizer]
        let x, y: Tensor
        let step: TrainingStep

        init(interval: Int = 1, gradientLimit: Float? = nil) throws {
            let layers = stores.map { Linear($0.scope("layer"), inputs: 2, outputs: 1) }
            for (index, store) in stores.enumerated() { store.initialize(seed: UInt64(index)) }
            let graph = Graph()
            let (x, y) = (graph.input("x", shape: [4, 2]), graph.input("y", shape: [4, 1]))
            let optimizers = stores.map { Optimizer($0, .sgd()) }
            let first = layers[0](x)
            let one = TrainingStep.Objective(
                "first", minimizing: squaredError(first, y), with: optimizers[0], learningRate: 0.1,
                gradientLimit: gradientLimit, measuring: [("mean", first.mean())])
            let other = TrainingStep.Objective(
                "second", minimizing: squaredError(layers[1](x), first.stoppingGradient()),
                with: optimizers[1], learningRate: 0.1, every: interval)
            step = try TrainingStep([one, other])
            (self.x, self.y, self.optimizers) = (x, y, optimizers)
        }

        func write(_ target: Float = 1) {
            step.plan.write([0, 0, 0, 1, 1, 0, 1, 1] as [Float], to: x)
            step.plan.write([0, target, target, 2 * target], to: y)
        }

        var values: [[Float]] { stores.map { Array($0.flatValues) } }
    }

    @Test func lossesAreNamedAndFall() throws {
        let work = try Work()
        work.write()
        try work.step.run(seed: 1, step: 0)
        let first = work.step.measurements
        #expect(first.all.map(\.name) == ["first", "mean", "second"])
        #expect(Float(first["first"]) == work.step.loss)
        for step in 1..<300 { try work.step.run(seed: 1, step: step) }
        let last = work.step.measurements
        #expect(last["first"] < 0.1 * first["first"] && last["second"] < 0.1 * first["second"])
    }

    @Test func anObjectiveRunsEveryFewSteps() throws {
        let work = try Work(interval: 3)
        work.write()
        for step in 0..<7 { try work.step.run(seed: 1, step: step) }
        #expect(work.optimizers.map(\.stepCount) == [7, 3])
    }

    @Test func schedulesScaleTheRate() throws {
        let (still, half) = (try Work(), try Work())
        let before = still.values
        for (work, scale) in [(still, 0), (half, 0.5)] as [(Work, Float)] {
            work.write()
            try work.step.run(seed: 1, step: 0, rateScale: scale)
        }
        #expect(still.values == before)
        #expect(half.values != before)
    }

    /// The step is as long as the limit times the learning rate.
    @Test func gradientsAreClipped() throws {
        let work = try Work(gradientLimit: 0.01)
        work.write(1000)
        let before = work.values[0]
        try work.step.run(seed: 1, step: 0)
        let moved = zip(work.values[0], before).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        #expect(abs(moved.squareRoot() - 0.001) < 1e-5)
    }

    @Test func aLossThatIsNotFiniteChangesNothing() throws {
        let work = try Work()
        work.write(.nan)
        let before = work.values
        let error = #expect(throws: TrainingError.self) { try work.step.run(seed: 1, step: 7) }
        guard case .notFinite(let tensor, step: 7)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(tensor.hasPrefix("y"), "\(tensor)")
        #expect(work.values == before)
        #expect(work.optimizers.map(\.stepCount) == [0, 0])
    }

    /// The first objective is fine and makes its step; the second is named.
    @Test func theObjectiveThatIsNotFiniteIsNamed() throws {
        let work = try Work()
        work.write()
        let weights = work.stores[1].parameters[0]
        weights.values[0] = .infinity
        let error = #expect(throws: TrainingError.self) { try work.step.run(seed: 1, step: 0) }
        guard case .notFinite(let tensor, step: 0)? = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(tensor.contains(weights.name), "\(tensor)")
        #expect(work.optimizers.map(\.stepCount) == [1, 0])
    }
}
