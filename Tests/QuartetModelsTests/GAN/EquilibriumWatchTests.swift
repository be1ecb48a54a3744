import QuartetModels
import Testing

@Suite struct EquilibriumWatchTests {
    private func verdict(
        _ real: Double, _ generated: Double, steps: Int, loss: Double = 1.4,
        variety: [Double]? = [0.9, 0.8], after watch: EquilibriumWatch = EquilibriumWatch()
    ) -> EquilibriumWatch.Verdict {
        var watch = watch
        for _ in 0..<steps { watch.observe(real: real, generated: generated, loss: loss) }
        if let variety { watch.observe(Self.variety(variety)) }
        return watch.verdict
    }

    private static func variety(_ values: [Double]) -> PictureVariety {
        PictureVariety(values: values, classNames: values.indices.map { String($0) })
    }

    @Test func verdictsFollowTheProbabilities() {
        #expect(verdict(0.6, 0.4, steps: 500) == .balanced)
        #expect(verdict(0.99, 0.01, steps: 500) == .discriminatorWon)
        #expect(verdict(0.5, 0.9, steps: 500) == .generatorWon)
        #expect(verdict(0.94, 0.06, steps: 500) == .discriminatorAhead)
        #expect(verdict(0.99, 0.2, steps: 500) == .discriminatorAhead)
        #expect(verdict(0.76, 0.5, steps: 500) == .discriminatorAhead)
        #expect(verdict(0.2, 0.79, steps: 500) == .generatorAhead)
        // All are taken for real, or none: nobody is ahead.
        #expect(verdict(0.9, 0.9, steps: 500) == .undiscerning)
        #expect(verdict(0.1, 0.1, steps: 500) == .undiscerning)
    }

    /// Measured in a training on handwritten digits.
    @Test func aRealTrainingComesIntoBalance() {
        #expect(verdict(0.86, 0.13, steps: 500, variety: [0.6, 0.45]) == .discriminatorAhead)
        #expect(verdict(0.84, 0.15, steps: 1000, variety: [0.24, 0.23]) == .collapsed)
        #expect(verdict(0.61, 0.39, steps: 2000, variety: [0.7, 0.65]) == .balanced)
        #expect(verdict(0.556, 0.445, steps: 3000, variety: [0.87, 0.82]) == .balanced)
        #expect(verdict(0.566, 0.434, steps: 6000, variety: [0.91, 0.85]) == .balanced)
    }

    /// What is usual early on is no failure.
    @Test func onlyFailuresAreReportedAtOnce() {
        #expect(!verdict(0.86, 0.13, steps: 500).isFailure && !verdict(0.5, 0.5, steps: 500).isFailure)
        #expect(verdict(0.99, 0.01, steps: 500).isFailure)
        #expect(verdict(0.5, 0.5, steps: 500, variety: [0.1]).isFailure)
    }

    /// The discriminator cannot tell one good picture of a class, made again and again, from real ones.
    @Test func oneClassOfEqualPicturesIsACollapse() {
        #expect(verdict(0.5, 0.5, steps: 1500, variety: [0.9, 0.15, 0.9]) == .collapsed)
        #expect(verdict(0.5, 0.5, steps: 1500, variety: [0.9, 0.6, 0.9]) == .balanced)
        #expect(verdict(0.5, 0.5, steps: 1500, variety: [0.9, 0.59, 0.9]) == .lessVaried)
        #expect(verdict(0.5, 0.5, steps: 1500, variety: [0.9, 0.4, 0.9]) == .lessVaried)
        // Variety that was not measured proves nothing.
        #expect(verdict(0.5, 0.5, steps: 1500, variety: nil) == .undecided)
    }

    @Test(arguments: [1.5e7, .infinity, .nan]) func lossesBeyondUseAreNoBalance(_ loss: Double) {
        #expect(verdict(0.5, 0.5, steps: 1500, loss: loss) == .diverged)
        #expect(verdict(0.5, 0.5, steps: 60, loss: loss) == .diverged)
    }

    /// A new discriminator is ahead for a while, and all pictures of a new generator are alike.
    @Test func fewStepsGiveNoVerdict() {
        #expect(verdict(0.99, 0.01, steps: 99) == .undecided)
        #expect(verdict(0.99, 0.01, steps: 100) == .discriminatorWon)
        #expect(verdict(0.5, 0.5, steps: 60) == .undecided)
        #expect(verdict(0.5, 0.5, steps: 499, variety: [0.1]) == .undecided)
    }

    @Test func theWatchForgets() {
        var watch = EquilibriumWatch()
        for _ in 0..<1000 { watch.observe(real: 0.99, generated: 0.01, loss: 1) }
        #expect(watch.verdict == .discriminatorWon)
        // (1 - 1/200)^n of the distance is left after n steps, 37 % after 200.
        #expect(verdict(0.5, 0.5, steps: 200, after: watch) == .balanced)
    }

    @Test func meansAreOfAllStepsAtFirst() {
        var watch = EquilibriumWatch()
        #expect(watch.real == 0.5 && watch.generated == 0.5)
        for real in [0.2, 0.4, 0.9] { watch.observe(real: real, generated: 1 - real, loss: 1) }
        #expect(abs(watch.real - 0.5) < 1e-12 && abs(watch.generated - 0.5) < 1e-12)
    }

    @Test func aResumedWatchGoesOn() {
        var watch = EquilibriumWatch()
        for _ in 0..<800 { watch.observe(real: 0.6, generated: 0.4, loss: 1) }
        watch.observe(Self.variety([0.2]))
        var resumed = EquilibriumWatch(metadata: watch.metadata)
        #expect(resumed.verdict == .collapsed)
        resumed.observe(Self.variety([0.8]))
        #expect(resumed.verdict == .balanced)
    }
}
