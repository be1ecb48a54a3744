import QuartetMetrics
import QuartetTestSupport
import Testing

@Suite struct ManifoldComparisonTests {
    /// Points of a square grid.
    private func grid(_ side: Int, left: Float = 0) -> [[Float]] {
        (0..<side * side).map { [left + Float($0 % side), Float($0 / side)] }
    }

    @Test func equalSetsHaveAll() throws {
        let comparison = try ManifoldComparison(generated: grid(6), real: grid(6))
        #expect(comparison.precision == 1 && comparison.recall == 1)
    }

    @Test func setsFarApartHaveNothing() throws {
        let comparison = try ManifoldComparison(generated: grid(6, left: 100), real: grid(6))
        #expect(comparison.precision == 0 && comparison.recall == 0)
    }

    /// A generator that makes one thing well is precise and recalls little; one that makes everything and more is the
    /// other way round.
    @Test func precisionAndRecallAreTwoThings() throws {
        let corner = grid(6).map { $0.map { $0 / 10 } }
        let narrow = try ManifoldComparison(generated: corner, real: grid(6))
        #expect(narrow.precision == 1 && narrow.recall < 0.2)
        let wide = try ManifoldComparison(generated: grid(6) + grid(6, left: 100), real: grid(6))
        #expect(wide.precision == 0.5 && wide.recall == 1)
    }

    /// By hand: on a line at 0, 1, 3, 7 with k = 1 the radii are 1, 1, 2, 4.
    @Test func ballsReachToTheNeighbour() throws {
        let real: [[Float]] = [[0], [1], [3], [7]]
        let generated: [[Float]] = [[-1], [-1.5], [5.5], [11.5]]
        let comparison = try ManifoldComparison(generated: generated, real: real, neighbours: 1)
        #expect(comparison.precision == 0.5)
    }

    @Test func distancesToTheNearest() throws {
        #expect(
            try ManifoldComparison.nearestDistance(of: [[0, 0], [3, 4]], to: [[0, 0], [9, 9]]) == 2.5)
    }

    @Test func refusesWhatItCannotCompare() {
        #expect(throws: MetricError.self) {
            try ManifoldComparison(generated: grid(2), real: grid(6))
        }
        #expect(throws: MetricError.self) {
            try ManifoldComparison(generated: grid(3), real: grid(3).map { $0 + [1] })
        }
        #expect(throws: MetricError.self) { try ManifoldComparison.nearestDistance(of: [], to: [[1]]) }
    }
}

@Suite struct ClassRecallTests {
    @Test func everyClassCountsAlike() throws {
        // 9 of 10, 1 of 2, and a class without examples.
        let labels = [Int](repeating: 0, count: 10) + [1, 1]
        let predictions = [Int](repeating: 0, count: 9) + [1, 1, 2]
        let recall = try ClassRecall(labels: labels, predictions: predictions, classes: 3)
        #expect(recall.recalls == [0.9, 0.5, nil])
        #expect(isClose(try #require(recall.balancedAccuracy), 0.7))
        #expect(recall.least == 0.5)
    }

    @Test func refusesListsThatDoNotMatch() {
        #expect(throws: MetricError.countsDiffer(scores: 1, labels: 2)) {
            try ClassRecall(labels: [0, 1], predictions: [0], classes: 2)
        }
        #expect(throws: MetricError.self) { try ClassRecall(labels: [2], predictions: [0], classes: 2) }
    }

    @Test func nothingHasNoAccuracy() throws {
        #expect(try ClassRecall(labels: [], predictions: [], classes: 2).balancedAccuracy == nil)
    }
}
