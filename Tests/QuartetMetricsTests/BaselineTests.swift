import QuartetMetrics
import QuartetTestSupport
import Testing

@Suite struct BaselineTests {
    @Test func averagePathLengthsAreThoseOfScikitLearn() throws {
        let lengths = try MetricReference.read().averagePathLengths
        #expect(lengths.count == 7)
        for (rows, length) in lengths {
            let actual = IsolationTree.averagePathLength(rows: try #require(Int(rows)))
            #expect(isClose(actual, length), "\(rows)")
        }
    }

    /// Depths are kept as `Float`.
    @Test func scoresOfAGivenForestAreThoseOfScikitLearn() throws {
        let reference = try MetricReference.read().forest
        let forest = IsolationForest(
            trees: reference.trees.map { IsolationTree($0.branch) }, sampleSize: reference.sampleSize)
        #expect(areClose(forest.scores(reference.rows, width: 3), reference.scores, within: 1e-7))
    }

    /// Of random forests only averages can be compared: both means are known to about 0.001.
    @Test func grownForestsFindAsManyAnomaliesAsThoseOfScikitLearn() throws {
        let reference = try MetricReference.read().anomalies
        let areas = try (0..<20).map { (seed: UInt64) -> Double in
            var generator = SeededGenerator(seed)
            let forest = IsolationForest(reference.training, width: reference.width, using: &generator)
            let scores = forest.scores(reference.judged, width: reference.width)
            return try Ranking(scores: scores, isPositive: reference.labels).curve().areaUnderROC
        }
        let (mean, expected) = (areas.reduce(0, +) / 20, reference.areas.reduce(0, +) / 20)
        #expect(abs(mean - expected) < 0.004, "\(mean), expected \(expected)")
        #expect(Set(areas).count > 10)
    }

    @Test func aSeedGivesTheSameForest() throws {
        let reference = try MetricReference.read().anomalies
        func scores(_ seed: UInt64) -> [Double] {
            var generator = SeededGenerator(seed)
            return IsolationForest(reference.training, width: 4, trees: 5, using: &generator)
                .scores(reference.judged, width: 4)
        }
        #expect(scores(1) == scores(1) && scores(1) != scores(2))
    }

    @Test func forestsOfDegenerateRowsAreFinite() {
        var generator = SeededGenerator(1)
        for rows: [Float] in [[], [1, 2], [3, 3, 3, 3, 3, 3]] {
            let forest = IsolationForest(rows, width: 2, trees: 3, using: &generator)
            #expect(forest.scores([0, 9], width: 2).allSatisfy { $0.isFinite && $0 > 0 && $0 <= 1 })
        }
    }

    /// Two of the variances differ by less than a tenth, for which 60 power iterations give three digits.
    @Test func principalComponentsAreThoseOfScikitLearn() throws {
        let reference = try MetricReference.read().anomalies
        for expected in reference.components {
            let plane = PrincipalComponents(
                reference.training, width: reference.width, share: expected.share)
            #expect(areClose(plane.mean, expected.mean, within: 1e-6), "\(expected.share)")
            #expect(plane.directions.count == expected.directions.count, "\(expected.share)")
            for (direction, other) in zip(plane.directions, expected.directions) {
                // The sign is arbitrary.
                let along = zip(direction, other).reduce(0) { $0 + $1.0 * $1.1 }
                #expect(abs(abs(along) - 1) < 1e-6, "\(expected.share)")
            }
            let errors = plane.reconstructionErrors(reference.judged)
            #expect(areClose(errors, expected.errors, within: 5e-3), "\(expected.share)")
        }
    }

    @Test func aPlaneReconstructsItsOwnRows() {
        // On a line in three dimensions.
        let rows = (0..<50).map(Float.init).flatMap { (x: Float) -> [Float] in [x, 2 * x + 1, 5 - x] }
        let line = PrincipalComponents(rows, width: 3)
        #expect(line.directions.count == 1)
        #expect(line.reconstructionErrors(rows).allSatisfy { $0 < 1e-9 })
        #expect(line.reconstructionErrors([0, 1, 6])[0] > 0.5)
        // Constant rows have no direction; the error is the distance from their mean.
        let point = PrincipalComponents([1, 2, 1, 2], width: 2)
        #expect(point.directions.isEmpty && point.reconstructionErrors([4, 6])[0] == 25)
        #expect(PrincipalComponents([], width: 2).reconstructionErrors([]).isEmpty)
    }
}
