import QuartetFiles
import QuartetMolecules
import Testing

/// CMA-ES on functions whose minima are known.
@Suite struct CovarianceAdaptationTests {
    /// Evaluations until the function is below a value; nil if it takes more than `most`.
    private func evaluations(
        to target: Double, most: Int, from start: [Double], step: Double, _ function: ([Double]) -> Double
    ) -> Int? {
        var strategy = CovarianceAdaptation(mean: start, stepSize: step)
        var draw = PhiloxGenerator(seed: 3, stream: "test")
        var count = 0
        while count < most {
            let points = strategy.points(&draw)
            let values = points.map(function)
            count += points.count
            if let least = values.min(), least < target { return count }
            let order = values.indices.sorted { values[$0] < values[$1] }
            strategy.learn(order.map { points[$0] })
        }
        return nil
    }

    private func sphere(_ x: [Double]) -> Double { x.reduce(0) { $0 + $1 * $1 } }

    private func ellipsoid(_ x: [Double]) -> Double {
        x.enumerated().reduce(0) {
            $0 + [1, 100, 10_000, 1_000_000][$1.offset % 4] * $1.element * $1.element
        }
    }

    private func rosenbrock(_ x: [Double]) -> Double {
        (0..<x.count - 1).reduce(0) {
            let (a, b) = (x[$1], x[$1 + 1])
            return $0 + 100 * (b - a * a) * (b - a * a) + (1 - a) * (1 - a)
        }
    }

    /// Hansen's implementations need about 1,500 evaluations for ten dimensions.
    @Test func theSphereIsFound() throws {
        let start = [Double](repeating: 1, count: 10)
        let count = try #require(evaluations(to: 1e-10, most: 5000, from: start, step: 0.5, sphere))
        #expect((1000...2500).contains(count), "\(count)")
    }

    /// Axes a thousand times longer than others are learnt: without that the sphere's steps would take a million
    /// evaluations.
    @Test func theEllipsoidIsFound() throws {
        let start = [Double](repeating: 1, count: 8)
        let count = try #require(evaluations(to: 1e-8, most: 20_000, from: start, step: 0.5, ellipsoid))
        #expect(count < 8000, "\(count)")
    }

    @Test func theBentValleyIsFollowed() throws {
        let start = [Double](repeating: 0, count: 5)
        let count = try #require(evaluations(to: 1e-8, most: 20_000, from: start, step: 0.3, rosenbrock))
        #expect(count < 8000, "\(count)")
    }

    @Test func theSameSeedGivesTheSamePoints() {
        let strategy = CovarianceAdaptation(mean: [1, 2, 3], stepSize: 0.5)
        var (first, second) = (PhiloxGenerator(seed: 7, stream: "a"), PhiloxGenerator(seed: 7, stream: "a"))
        #expect(strategy.points(&first) == strategy.points(&second))
        #expect(strategy.population == 7)
    }
}
