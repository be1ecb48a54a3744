import QuartetEngine
import QuartetModels
import Testing

@Suite struct MaskedLanguageModelTests {
    @Test func hidesAShareOfTheTokensInThreeWays() {
        var masking = TokenMasking(maskToken: 1, vocabulary: 50)
        masking.kept = [0]
        let tokens = (0..<40_000).map { Int32($0 % 20 == 0 ? 0 : 2 + $0 % 40) }
        let (shown, isHidden) = masking(tokens, seed: 3, step: 7)
        let chosen = tokens.indices.filter { isHidden[$0] }
        #expect(abs(Double(chosen.count) / 38_000 - 0.15) < 0.01)
        #expect(chosen.allSatisfy { tokens[$0] != 0 })
        #expect(tokens.indices.allSatisfy { isHidden[$0] || shown[$0] == tokens[$0] })
        let masked = Double(chosen.count { shown[$0] == 1 }) / Double(chosen.count)
        let same = Double(chosen.count { shown[$0] == tokens[$0] }) / Double(chosen.count)
        #expect(abs(masked - 0.8) < 0.03 && abs(same - 0.1) < 0.02)
        #expect(masking(tokens, seed: 3, step: 8).isHidden != isHidden)
        #expect(masking([5], seed: 1, step: 0).isHidden == [true])
    }

    /// Each word names the next: what is hidden can be told from its neighbours alone.
    @Test func anEncoderLearnsToFillGaps() throws {
        let (batch, length, vocabulary) = (16, 12, 10)
        let store = ParameterStore()
        let encoder = TextEncoder(
            store.scope,
            .init(vocabulary: vocabulary, context: length, width: 32, layers: 1, heads: 4, epsilon: 1e-6))
        let head = MaskedTokenHead(store.scope("head"), encoder)
        store.initialize(seed: 2)
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [batch, length], type: .int32)
        let original = graph.input("original", shape: [batch, length], type: .int32)
        let mask = graph.input("mask", shape: [batch, length])
        let loss = maskedTokenLoss(scores: head(encoder(tokens)), original: original, mask: mask)
        var configuration = LossTraining.Configuration()
        configuration.learningRate = 5e-3
        let training = try LossTraining(loss, store, configuration)
        let masking = TokenMasking(maskToken: 0, vocabulary: vocabulary)
        var losses: [Float] = []
        for step in 0..<150 {
            // Rows count on from somewhere, round and round.
            let starts = CounterRandom.uniforms(batch, seed: 9, step: step, stream: 1).map { Int($0 * 9) }
            let text = starts.flatMap { start in (0..<length).map { Int32(1 + (start + $0) % 9) } }
            let (shown, isHidden) = masking(text, seed: 9, step: step)
            training.plan.write(shown, to: tokens)
            training.plan.write(text, to: original)
            training.plan.write(isHidden.map { $0 ? 1 : 0 }, to: mask)
            losses.append(training.step(seed: 9, step: step))
        }
        #expect(losses[0] > 2 && losses.suffix(10).reduce(0, +) / 10 < 0.3, "\(losses.suffix(10))")
    }
}
