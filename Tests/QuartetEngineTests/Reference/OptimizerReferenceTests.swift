import Foundation
import QuartetEngine
import QuartetTestSupport
import Testing

/// Optimisers, clipping, schedules and averages of `optimisers.safetensors`, step for step.
@Suite struct OptimizerReferenceTests {
    private static let stepping = ["sgd", "adam", "adamw"]

    @Test(arguments: ReferenceFile.optimisers.names { name in stepping.contains { name.hasPrefix($0) } })
    func takesTheStepsOfPyTorch(_ name: String) throws {
        let reference = try ReferenceFile.optimisers[name]
        let attributes = reference.attributes
        let (store, weight) = try parameters(reference)
        let optimizer = Optimizer(store, kind(attributes), weightDecay: attributes.weightDecay ?? 0)
        let gradients = try reference.elements("gradients")
        let weights = try reference.elements("weights")
        let count = weight.elementCount
        for step in 0..<(try #require(attributes.steps)) {
            _ = weight.gradient.update(fromContentsOf: gradients[step * count..<(step + 1) * count])
            optimizer.step(learningRate: try #require(attributes.learningRate))
            expectClose(
                Array(weight.values), Array(weights[step * count..<(step + 1) * count]),
                Tolerance(relative: 2e-6, ofLargest: 1e-6), "\(name), step \(step)")
        }
        #expect(optimizer.stepCount == attributes.steps)
    }

    private func kind(_ attributes: ReferenceCase.Attributes) -> OptimizerKind {
        let betas = attributes.betas ?? []
        switch attributes.operation {
        case "adam": return .adam(beta1: betas[0], beta2: betas[1], epsilon: attributes.epsilon ?? 0)
        case "adamw": return .adamW(beta1: betas[0], beta2: betas[1], epsilon: attributes.epsilon ?? 0)
        default: return .sgd(momentum: attributes.momentum ?? 0, nesterov: attributes.nesterov ?? false)
        }
    }

    private func parameters(_ reference: ReferenceCase) throws -> (ParameterStore, Parameter) {
        let store = ParameterStore()
        let start = try reference.values("weight")
        let weight = store.scope.parameter("weight", shape: start.shape, .zeros)
        store.initialize(seed: 0)
        _ = weight.values.update(fromContentsOf: start.elements)
        return (store, weight)
    }

    @Test(arguments: ["clip_norm_above", "clip_norm_below"]) func clipsByTheNormOfAllGradients(_ name: String)
        throws
    {
        let reference = try ReferenceFile.optimisers[name]
        let store = ParameterStore()
        let gradients = try ["gradient0", "gradient1"].map { try reference.values($0) }
        let parameters = zip(["a", "b"], gradients).map { store.scope.parameter($0, shape: $1.shape, .zeros) }
        store.initialize(seed: 0)
        for (parameter, gradient) in zip(parameters, gradients) {
            _ = parameter.gradient.update(fromContentsOf: gradient.elements)
        }
        expectClose([store.gradientNorm()], try reference.elements("norm"), .tight, "norm")
        let scale = store.clippingScale(limit: try #require(reference.attributes.maximumNorm))
        for (index, gradient) in gradients.enumerated() {
            expectClose(
                gradient.elements.map { $0 * scale }, try reference.elements("clipped\(index)"), .tight,
                "clipped")
        }
        // The scale reaches the weights through the step.
        Optimizer(store, .sgd()).step(learningRate: 1, gradientScale: scale)
        for (index, parameter) in parameters.enumerated() {
            let clipped = try reference.elements("clipped\(index)")
            expectClose(parameter.values.map { -$0 }, clipped, .tight, "stepped")
        }
    }

    @Test(arguments: ["warmup_cosine", "cosine", "step"]) func followsTheSchedule(_ name: String) throws {
        let reference = try ReferenceFile.optimisers[name]
        let attributes = reference.attributes
        let base = try #require(attributes.learningRate)
        let schedule: LearningRateSchedule =
            name == "step"
            ? .step(every: try #require(attributes.every), factor: try #require(attributes.scale))
            : .cosine(total: try #require(attributes.totalSteps), floor: (attributes.lowest ?? 0) / base)
        let rates = try reference.elements("rates")
        let actual = rates.indices.map {
            schedule.rate(base: base, step: $0, warmup: attributes.warmupSteps ?? 0)
        }
        expectClose(actual, rates, Tolerance(relative: 1e-6, ofLargest: 1e-7), name)
        #expect(LearningRateSchedule.constant.rate(base: 0.5, step: 10_000) == 0.5)
    }

    @Test func lowersTheRateOnAPlateau() throws {
        let reference = try ReferenceFile.optimisers["plateau"]
        let attributes = reference.attributes
        var schedule = PlateauSchedule(
            base: try #require(attributes.learningRate), factor: try #require(attributes.scale),
            patience: try #require(attributes.patience), threshold: try #require(attributes.threshold),
            minimum: attributes.lowest ?? 0)
        let actual = try reference.elements("losses").map { schedule.measured($0) }
        expectClose(actual, try reference.elements("rates"), .tight, "rates")
        let copy = try JSONDecoder().decode(PlateauSchedule.self, from: JSONEncoder().encode(schedule))
        #expect(
            copy.rate == schedule.rate && copy.best == schedule.best && copy.badCount == schedule.badCount)
    }

    @Test func averagesWeights() throws {
        let reference = try ReferenceFile.optimisers["ema"]
        let (store, weight) = try parameters(reference)
        let decay = try #require(reference.attributes.decay)
        let optimizer = Optimizer(store, .sgd(), averageDecay: decay)
        let weights = try reference.elements("weights")
        let averages = try reference.elements("averages")
        let count = weight.elementCount
        for step in 0..<(try #require(reference.attributes.steps)) {
            // The gradient that moves the weights to the reference's.
            for i in 0..<count { weight.gradient[i] = weight.values[i] - weights[step * count + i] }
            optimizer.step(learningRate: 1)
            let trained = Array(weight.values)
            optimizer.swapAverage()
            expectClose(
                Array(weight.values), Array(averages[step * count..<(step + 1) * count]),
                Tolerance(relative: 1e-5, ofLargest: 1e-6), "step \(step)")
            optimizer.swapAverage()
            #expect(Array(weight.values) == trained)
        }
    }

    /// Features that only PyTorch has: a warm-up from zero, and pauses after the rate was lowered.
    @Test func leavesNothingElseOut() {
        let tested = [
            "clip_norm_above", "clip_norm_below", "warmup_cosine", "cosine", "step", "plateau", "ema",
        ]
        let others = ReferenceFile.optimisers.names { name in
            !tested.contains(name) && !Self.stepping.contains { name.hasPrefix($0) }
        }
        #expect(others == ["plateau_cooldown", "warmup_cosine_from_zero"])
    }
}
