import QuartetMetrics
import QuartetTestSupport
import Testing

@Suite struct RankingTests {
    @Test func figuresAreThoseOfScikitLearn() throws {
        for reference in try MetricReference.read().rankings {
            let curve = try Ranking(scores: reference.scores, isPositive: reference.labels).curve()
            let name = reference.name
            #expect(isClose(curve.areaUnderROC, reference.areaUnderROC), "\(name)")
            #expect(isClose(curve.averagePrecision, reference.averagePrecision), "\(name)")
            #expect(isClose(curve.bestF1, reference.bestF1), "\(name)")
            let recalls = reference.rates.map { curve.recall(atFalseAlarmRate: $0) }
            #expect(areClose(recalls, reference.recalls), "\(name)")
            let points = curve.operatingCharacteristic
            #expect(areClose(points.map(\.falseAlarmRate), reference.falseAlarmRates), "\(name)")
            #expect(areClose(points.map(\.recall), reference.recallsOfCurve), "\(name)")
            let factors = try reference.fractions.map { try curve.enrichmentFactor(fraction: $0) }
            #expect(areClose(factors, reference.enrichmentFactors), "\(name)")
        }
    }

    @Test func figuresAreThoseCountedByHand() throws {
        let curve = try Ranking(scores: [0.9, 0.8, 0.7, 0.6], isPositive: [true, false, true, false]).curve()
        #expect(curve.areaUnderROC == 0.75)
        #expect(isClose(curve.averagePrecision, 0.5 + 0.5 * 2 / 3))
        #expect(isClose(curve.bestF1, 0.8))
        #expect(curve.recall(atFalseAlarmRate: 0.01) == 0.5)
        #expect(curve.precisionRecall.map(\.precision) == [1, 0.5, 2.0 / 3, 0.5])
        #expect(curve.precisionRecall.map(\.recall) == [0.5, 0.5, 1, 1])
    }

    /// 13.5 of 16 pairs, of which three are ties.
    @Test func tiesCountHalf() throws {
        let scores: [Float] = [3, 2, 2, 2, 1, 1, 0, 0]
        let isPositive = [true, true, false, true, false, true, false, false]
        #expect(try Ranking(scores: scores, isPositive: isPositive).curve().areaUnderROC == 0.84375)
    }

    /// The first of the 2 examples is a positive; the second is one of four equal ones, half of them positive.
    @Test func enrichmentDividesTiesInProportion() throws {
        let scores: [Double] = [2, 1, 1, 1, 1, 0, 0, 0, 0, 0]
        let isPositive = [true, true, true, false, false, false, false, false, false, false]
        let curve = try Ranking(scores: scores, isPositive: isPositive).curve()
        #expect(isClose(try curve.enrichmentFactor(fraction: 0.2), (1.5 / 2) / 0.3))
        #expect(isClose(try curve.enrichmentFactor(fraction: 0.1), 1 / 0.3))
        // A part of an example counts as a whole one.
        #expect(isClose(try curve.enrichmentFactor(fraction: 0.11), (1.5 / 2) / 0.3))
        #expect(try curve.enrichmentFactor(fraction: 1) == 1)
    }

    @Test(arguments: [0, -0.1, 1.001, .nan])
    func aFractionMustBeAShare(_ fraction: Double) throws {
        let curve = try Ranking(scores: [1.0, 0], isPositive: [true, false]).curve()
        #expect(throws: MetricError.self) { try curve.enrichmentFactor(fraction: fraction) }
    }

    @Test func oneClassIsAnError() {
        #expect(throws: MetricError.noPositives(count: 2)) {
            try Ranking(scores: [1.0, 2], isPositive: [false, false])
        }
        #expect(throws: MetricError.noNegatives(count: 1)) { try Ranking(scores: [1.0], isPositive: [true]) }
        #expect(throws: MetricError.noPositives(count: 0)) { try Ranking(scores: [Double](), isPositive: []) }
    }

    @Test func aMissingLabelIsAnError() {
        let error = MetricError.countsDiffer(scores: 3, labels: 2)
        #expect(throws: error) { try Ranking(scores: [1.0, 2, 3], isPositive: [true, false]) }
        #expect(error.description == "3 scores and 2 labels: each score needs one label.")
    }

    @Test func aNaNRanksLast() throws {
        let ranking = try Ranking(scores: [.nan, -5, .infinity], isPositive: [false, false, true])
        #expect(ranking.curve().areaUnderROC == 1)
        #expect(try Ranking(scores: [.nan, -5.0], isPositive: [true, false]).curve().areaUnderROC == 0)
    }

    @Test func weightsAreRepetitions() throws {
        let (scores, labels) = ([4.0, 3, 2, 1], [true, false, true, false])
        let weighted = try Ranking(scores: scores, isPositive: labels).curve(weights: [1, 2, 0, 3])
        let repeated = try Ranking(
            scores: [4.0, 3, 3, 1, 1, 1], isPositive: [true, false, false, false, false, false]
        ).curve()
        #expect(weighted.areaUnderROC == repeated.areaUnderROC)
        #expect(weighted.averagePrecision == repeated.averagePrecision)
        #expect(weighted.bestF1 == repeated.bestF1)
    }

    /// A resample can miss a class.
    @Test func aCurveWithoutAClassIsFinite() throws {
        let ranking = try Ranking(scores: [2.0, 1], isPositive: [true, false])
        for weights: [Float] in [[2, 0], [0, 2]] {
            let curve = ranking.curve(weights: weights)
            let figures = [curve.areaUnderROC, curve.averagePrecision, curve.bestF1]
            #expect(figures.allSatisfy { $0.isFinite })
            #expect(curve.recall(atFalseAlarmRate: 0.5).isFinite)
            #expect(try curve.enrichmentFactor(fraction: 0.5).isFinite)
        }
    }
}
