import QuartetSupport
import Testing

@Suite struct PromiseTests {
    /// 0.98^114 = 0.0999 is the first power below a tenth.
    @Test func needsMoreQuestionsForAStricterPromise() {
        #expect(Promise.questionsWithoutMistake(share: 0.02, confidence: 0.9) == 114)
        #expect(Promise.questionsWithoutMistake(share: 0.05, confidence: 0.9) == 45)
    }

    /// Without a mistake the bound is `1 - (1 - confidence)^(1/n)`; one in ten has .3368 (tables of the binomial).
    @Test func boundsTheShareExactly() {
        #expect(abs(Promise.upperBound(mistakes: 0, of: 45, confidence: 0.9) - 0.04988) < 1e-4)
        #expect(abs(Promise.upperBound(mistakes: 1, of: 10, confidence: 0.9) - 0.3368) < 1e-3)
        #expect(Promise.upperBound(mistakes: 3, of: 3, confidence: 0.9) == 1)
    }

    private func outcomes(right: Int, wrong: Int, from probability: Double) -> [Promise.Outcome] {
        (0..<right + wrong).map { index in
            // Mistakes are the least probable ones.
            .init(probability: probability - Double(index) * 1e-3, isRight: index < right)
        }
    }

    @Test func answersUpToTheFirstMistakes() throws {
        let promise = Promise(outcomes(right: 100, wrong: 50, from: 0.9), wrongShare: 0.05)
        let threshold = try #require(promise.threshold)
        // One mistake among 101 is bounded by .038, two among 102 by .052.
        #expect(promise.answered == 101 && promise.wrong == 1)
        #expect(abs(threshold - 0.8) < 1e-9)
    }

    @Test func promisesNothingThatTheQuestionsDoNotShow() {
        #expect(Promise(outcomes(right: 44, wrong: 0, from: 0.9), wrongShare: 0.05).threshold == nil)
        #expect(Promise(outcomes(right: 0, wrong: 200, from: 0.9), wrongShare: 0.05).threshold == nil)
        #expect(Promise([], wrongShare: 0.05).threshold == nil)
    }

    @Test func answersEqualProbabilitiesTogether() {
        let equal = (0..<100).map { Promise.Outcome(probability: 0.5, isRight: $0 < 90) }
        #expect(Promise(equal, wrongShare: 0.05).threshold == nil)
        #expect(Promise(equal, wrongShare: 0.2).answered == 100)
    }
}
