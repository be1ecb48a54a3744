import QuartetEngine
import Testing

/// Parameters: their names, places and initial values.
@Suite struct ParameterTests {
    private func model(_ store: ParameterStore, extra: Bool = false) -> [Parameter] {
        let scope = store.scope
        if extra { _ = scope("extra").parameter("weight", shape: [5], .normal(standardDeviation: 1)) }
        let linear = Linear(scope("layers")(0), inputs: 30, outputs: 20)
        let norm = BatchNorm(scope("layers")(1), features: 20)
        let table = Embedding(scope("table"), count: 10, width: 7)
        return [linear.weight, linear.bias!, norm.weight, norm.runningVariance, table.weight]
    }

    @Test func namesArePaths() {
        let store = ParameterStore()
        let parameters = model(store)
        #expect(
            parameters.map(\.name) == [
                "layers.0.weight", "layers.0.bias", "layers.1.weight", "layers.1.running_var", "table.weight",
            ])
        #expect(parameters.map(\.isTrainable) == [true, true, true, false, true])
        #expect(store.parameters.count == 7)
        #expect(store.trainableElementCount == 600 + 20 + 20 + 20 + 70)
    }

    @Test func startsDependOnSeedAndNameAlone() {
        let (one, two, other) = (ParameterStore(), ParameterStore(), ParameterStore())
        let (a, b, c) = (model(one), model(two, extra: true), model(other))
        one.initialize(seed: 5)
        two.initialize(seed: 5)
        other.initialize(seed: 6)
        for (x, y) in zip(a, b) { #expect(Array(x.values) == Array(y.values), "\(x.name)") }
        #expect(Array(a[0].values) != Array(c[0].values))
        #expect(Array(a[0].values.prefix(20)) != Array(a[1].values))
    }

    @Test func startsHaveTheirDistribution() {
        let store = ParameterStore()
        let uniform = store.scope.parameter("uniform", shape: [20_000], .uniform(bound: 0.5))
        let normal = store.scope.parameter(
            "normal", shape: [20_000], .normal(mean: 3, standardDeviation: 0.1))
        let fanned = store.scope.parameter("fanned", shape: [20_000], .fanIn(16))
        let ones = store.scope.parameter("ones", shape: [3], .ones)
        let constant = store.scope.parameter("constant", shape: [], .constant(7))
        store.initialize(seed: 1)
        func moments(_ parameter: Parameter) -> (mean: Double, deviation: Double) {
            let mean = parameter.values.reduce(0.0) { $0 + Double($1) } / Double(parameter.elementCount)
            let square = parameter.values.reduce(0.0) { $0 + (Double($1) - mean) * (Double($1) - mean) }
            return (mean, (square / Double(parameter.elementCount)).squareRoot())
        }
        #expect(
            abs(moments(uniform).mean) < 0.01
                && abs(moments(uniform).deviation - 0.5 / 3.0.squareRoot()) < 0.005)
        #expect(uniform.values.allSatisfy { abs($0) <= 0.5 })
        #expect(abs(moments(normal).mean - 3) < 0.003 && abs(moments(normal).deviation - 0.1) < 0.003)
        #expect(fanned.values.allSatisfy { abs($0) <= 0.25 } && fanned.values.max()! > 0.24)
        #expect(Array(ones.values) == [1, 1, 1] && Array(constant.values) == [7])
    }

    @Test func valuesAreCopiedBetweenStores() {
        let (one, two) = (ParameterStore(), ParameterStore())
        let (a, b) = (model(one), model(two))
        one.initialize(seed: 1)
        two.copyValues(from: one)
        for (x, y) in zip(a, b) { #expect(Array(x.values) == Array(y.values)) }
        #expect(one.flatValues.count == one.trainableCount && one.flatGradients.count == one.trainableCount)
    }

    /// Plans read the parameters directly: a change affects the next run.
    @Test func plansSeeNewValues() {
        let store = ParameterStore()
        let linear = Linear(store.scope, inputs: 2, outputs: 2, bias: false)
        store.initialize(seed: 1)
        let trial = Trial()
        let y = linear(trial.input("x", [1, 2], [1, 1]))
        for precision in Precision.allCases {
            let plan = Plan(trial.graph, stages: [Stage(outputs: [y])], precision: precision, threads: 1)
            trial.write(to: plan)
            for value in [1, 3] as [Float] {
                linear.weight.values.update(repeating: value)
                plan.run()
                #expect(plan.read(y) == [2 * value, 2 * value])
            }
        }
    }
}
