import QuartetModels
import Testing

@Suite struct EquilibriumWatchTests {
    private func verdict(
        _ real: Double, _ generated: Double, steps: Int, after watch: EquilibriumWatch = EquilibriumWatch()
    ) -> EquilibriumWatch.Verdict {
        var watch = watch
        for _ in 0..<steps { watch.observe(real: real, generated: generated) }
        return watch.verdict
    }

    @Test func verdictsFollowTheProbabilities() {
        #expect(verdict(0.6, 0.4, steps: 500) == .balanced)
        #expect(verdict(0.99, 0.01, steps: 500) == .discriminatorWon)
        #expect(verdict(0.5, 0.9, steps: 500) == .generatorWon)
        // Both are taken for real: the discriminator is undecided, nobody has won.
        #expect(verdict(0.9, 0.9, steps: 500) == .balanced)
        #expect(verdict(0.99, 0.2, steps: 500) == .balanced)
    }

    /// A new discriminator is ahead for a while.
    @Test func theFirstHundredStepsGiveNoVerdict() {
        #expect(verdict(0.99, 0.01, steps: 99) == .balanced)
        #expect(verdict(0.99, 0.01, steps: 100) == .discriminatorWon)
    }

    @Test func theWatchForgets() {
        var watch = EquilibriumWatch()
        for _ in 0..<1000 { watch.observe(real: 0.99, generated: 0.01) }
        #expect(watch.verdict == .discriminatorWon)
        // (1 - 1/200)^n of the distance is left after n steps, 37 % after 200.
        #expect(verdict(0.5, 0.5, steps: 200, after: watch) == .balanced)
    }

    @Test func meansAreOfAllStepsAtFirst() {
        var watch = EquilibriumWatch()
        #expect(watch.real == 0.5 && watch.generated == 0.5)
        for real in [0.2, 0.4, 0.9] { watch.observe(real: real, generated: 1 - real) }
        #expect(abs(watch.real - 0.5) < 1e-12 && abs(watch.generated - 0.5) < 1e-12)
    }
}
