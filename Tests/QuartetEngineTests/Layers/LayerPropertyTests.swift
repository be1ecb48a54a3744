import QuartetEngine
import QuartetTestSupport
import Testing

/// Properties of layers beyond single reference cases.
@Suite struct LayerPropertyTests {
    /// With circular padding, shifting the input shifts the output, across the seam too.
    @Test(arguments: [Interpolation.nearest, .bilinear]) func circularUpsamplingHasNoSeam(
        _ interpolation: Interpolation
    ) {
        let store = ParameterStore()
        let layer = UpsampledConvolution2D(
            store.scope, inputs: 2, outputs: 3, interpolation: interpolation, padding: .circular)
        store.initialize(seed: 2)
        var generator = SeededGenerator(1)
        let picture = generator.floats(4 * 5 * 2)
        func run(_ elements: [Float]) -> [Float] {
            let trial = Trial()
            return trial.planned([layer(trial.input("x", [1, 4, 5, 2], elements))])[0]
        }
        func shifted(_ elements: [Float], _ height: Int, _ width: Int, _ channels: Int, by amount: Int)
            -> [Float]
        {
            (0..<height * width * channels).map { index in
                let (row, column, channel) = (
                    index / channels / width, index / channels % width, index % channels
                )
                let from = ((row + amount) % height * width + (column + amount) % width) * channels + channel
                return elements[from]
            }
        }
        expectClose(
            run(shifted(picture, 4, 5, 2, by: 1)), shifted(run(picture), 8, 10, 3, by: 2),
            Tolerance(relative: 1e-5, ofLargest: 1e-5), "shifted")
    }

    @Test func spectralNormConvergesToTheLargestSingularValue() {
        let store = ParameterStore()
        let norm = SpectralNorm(store.scope, outputs: 3)
        store.initialize(seed: 3)
        let trial = Trial()
        // Singular values 5, 2 and 1, rotated.
        let (c, s): (Float, Float) = (0.6, 0.8)
        let weight = trial.input("weight", [3, 3], [5 * c, -2 * s, 0, 5 * s, 2 * c, 0, 0, 0, 1])
        let trained = norm(weight, mode: .training)
        let plan = Plan(
            trial.graph, stages: [Stage(outputs: [trained], updates: trial.graph.takeUpdates())], threads: 1)
        trial.write(to: plan)
        for _ in 0..<30 { plan.run() }
        let expected = [c, -0.4 * s, 0, s, 0.4 * c, 0, 0, 0, 0.2]
        expectClose(plan.read(trained), expected, "after training")
        // Evaluation uses the vector unchanged.
        let kept = Array(norm.left.values)
        let evaluated = norm(weight, mode: .evaluation)
        #expect(trial.graph.takeUpdates().isEmpty)
        expectClose(trial.planned([evaluated])[0], expected, "in evaluation")
        #expect(Array(norm.left.values) == kept)
    }

    @Test func batchNormEvaluatesWithWhatItLearned() {
        let store = ParameterStore()
        let norm = BatchNorm(store.scope, features: 2, momentum: 1)
        store.initialize(seed: 0)
        let trial = Trial()
        let x = trial.input("x", [4, 2], [1, 10, 3, 20, 5, 30, 7, 40])
        let trained = norm(x, mode: .training)
        let evaluated = norm(x, mode: .evaluation)
        let plan = Plan(
            trial.graph,
            stages: [
                Stage(outputs: [trained], updates: trial.graph.takeUpdates()), Stage(outputs: [evaluated]),
            ],
            threads: 1)
        trial.write(to: plan)
        plan.run(stage: 0)
        expectClose(Array(norm.runningMean.values), [4, 25], "mean")
        expectClose(Array(norm.runningVariance.values), [20.0 / 3, 500.0 / 3], "unbiased variance")
        plan.run(stage: 1)
        let (first, second) = (Float(20.0 / 3).squareRoot(), Float(500.0 / 3).squareRoot())
        expectClose(
            plan.read(evaluated),
            [
                -3 / first, -15 / second, -1 / first, -5 / second, 1 / first, 5 / second, 3 / first,
                15 / second,
            ],
            Tolerance(relative: 1e-5, ofLargest: 1e-6), "evaluated")
    }

    @Test func axisMapsCompose() {
        let padded = AxisMap.nearestUpsampling(3, factor: 2).then(.circularPadding(6, before: 1, after: 1))
        let trial = Trial()
        let x = trial.input("x", [3], [1, 2, 3])
        #expect(trial.planned([x.mapped(axis: 0, by: padded)])[0] == [3, 1, 1, 2, 2, 3, 3, 1])
        #expect(padded.transposed.transposed == padded)
        let gradient = trial.graph.gradients(of: x.mapped(axis: 0, by: padded).sum(), withRespectTo: [x])
        #expect(trial.planned(gradient)[0] == [3, 2, 3])
        #expect(trial.planned([x.mapped(axis: 0, by: .taking([2, 2, 0], of: 3))])[0] == [3, 3, 1])
        #expect(
            trial.planned([x.mapped(axis: 0, by: .reflectPadding(3, before: 2, after: 2))])[0] == [
                3, 2, 1, 2, 3, 2, 1,
            ])
    }

    @Test func oneHotsCompareWithClasses() {
        let trial = Trial()
        let labels = trial.input("labels", [3], [2, 0, 1], isWhole: true)
        #expect(trial.planned([labels.oneHot(classes: 3)])[0] == [0, 0, 1, 1, 0, 0, 0, 1, 0])
    }
}
