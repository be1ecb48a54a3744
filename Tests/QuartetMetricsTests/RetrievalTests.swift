import QuartetMetrics
import QuartetTestSupport
import Testing

@Suite struct RetrievalTests {
    private static func result(_ reference: MetricReference.RetrievalCase) throws -> RetrievalResult {
        let grades = reference.grades.enumerated().map { ($0.offset, $0.element) }
        return try RetrievalResult(
            ranking: reference.ranking, relevance: Dictionary(uniqueKeysWithValues: grades))
    }

    @Test func figuresAreThoseOfScikitLearn() throws {
        let references = try MetricReference.read().retrievals
        #expect(references.count == 12)
        for (query, reference) in references.enumerated() {
            let result = try Self.result(reference)
            #expect(areClose(reference.cutoffs.map { result.recall(at: $0) }, reference.recalls), "\(query)")
            let gains = reference.cutoffs.map { result.normalizedDiscountedGain(at: $0) }
            #expect(areClose(gains, reference.gains), "\(query)")
            #expect(isClose(result.reciprocalRank, reference.reciprocalRank), "\(query)")
        }
        let results = try references.map(Self.result)
        let ranks = references.reduce(0) { $0 + $1.reciprocalRank } / 12
        #expect(isClose(try #require(results.meanReciprocalRank), ranks))
        #expect(
            isClose(try #require(results.meanRecall(at: 3)), references.reduce(0) { $0 + $1.recalls[1] } / 12)
        )
        #expect(
            isClose(
                try #require(results.meanNormalizedDiscountedGain(at: 5)),
                references.reduce(0) { $0 + $1.gains[2] } / 12))
    }

    /// A search may return less than everything: what is missing counts against it.
    @Test func missingDocumentsCount() throws {
        let result = try RetrievalResult(
            ranking: ["b", "x", "a"], relevance: ["a": 2, "b": 1, "c": 1, "y": 0])
        #expect(isClose(result.recall(at: 3), 2.0 / 3))
        #expect(isClose(result.recall(at: 100), 2.0 / 3))
        #expect(result.reciprocalRank == 1)
        let ideal = 2 + 1 / 1.5849625007211562 + 0.5
        #expect(isClose(result.normalizedDiscountedGain(at: 3), (1 + 2 * 0.5) / ideal))
    }

    @Test func nothingFoundIsZero() throws {
        for ranking in [[], ["x", "y"]] {
            let result = try RetrievalResult(ranking: ranking, relevance: ["a": 1])
            #expect(result.recall(at: 5) == 0 && result.reciprocalRank == 0)
            #expect(result.normalizedDiscountedGain(at: 5) == 0)
        }
        let result = try RetrievalResult(ranking: ["a"], relevance: ["a": 1])
        for k in [0, -1] { #expect(result.recall(at: k) == 0 && result.normalizedDiscountedGain(at: k) == 0) }
    }

    @Test func withoutQueriesThereIsNoMean() {
        let none: [RetrievalResult] = []
        #expect(none.meanReciprocalRank == nil && none.meanRecall(at: 1) == nil)
        #expect(none.meanNormalizedDiscountedGain(at: 1) == nil)
    }

    @Test func wrongJudgementsAreErrors() {
        #expect(throws: MetricError.noPositives(count: 1)) {
            try RetrievalResult(ranking: [1], relevance: [1: 0])
        }
        #expect(throws: MetricError.repeated(document: "7")) {
            try RetrievalResult(ranking: [7, 1, 7], relevance: [1: 1])
        }
        for grade in [-1, .nan, .infinity] {
            #expect(throws: MetricError.self) {
                try RetrievalResult(ranking: [1], relevance: [1: 1, 2: grade])
            }
        }
    }
}
