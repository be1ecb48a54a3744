import QuartetEngine
import QuartetModels
import Testing

@Suite struct MaskedLanguageModelTests {
    @Test func hidesAShareOfTheTokensInThreeWays() {
        var masking = TokenMasking(maskToken: 1, vocabulary: 50)
        masking.kept = [0]
        var tokens: [Int32] = []
        for place in 0..<40_000 { tokens.append(place % 20 == 0 ? 0 : Int32(2 + place % 40)) }
        let (shown, isHidden) = masking(tokens, seed: 3, step: 7)
        var (chosen, masked, same) = (0.0, 0.0, 0.0)
        for place in tokens.indices {
            if isHidden[place] {
                chosen += 1
                masked += shown[place] == 1 ? 1 : 0
                same += shown[place] == tokens[place] ? 1 : 0
                #expect(tokens[place] != 0)
            } else {
                #expect(shown[place] == tokens[place])
            }
        }
        #expect(abs(chosen / 38_000 - 0.15) < 0.01)
        #expect(abs(masked / chosen - 0.8) < 0.03)
        #expect(abs(same / chosen - 0.12) < 0.03, "one in ten, and what was drawn by chance")
        #expect(masking(tokens, seed: 3, step: 8).isHidden != isHidden)
        #expect(masking([5], seed: 1, step: 0).isHidden == [true])
    }

    /// Each word determines the next, so a hidden word follows from its neighbours.
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
        let training = try TrainingStep([
            .init(
                minimizing: loss, with: Optimizer(store, .adamW()), learningRate: 5e-3, gradientLimit: 1)
        ])
        let masking = TokenMasking(maskToken: 0, vocabulary: vocabulary)
        var losses: [Float] = []
        for step in 0..<400 {
            // Rows count on from a random start, modulo the vocabulary.
            var text: [Int32] = []
            for draw in CounterRandom.uniforms(batch, seed: 9, step: step, stream: 1) {
                for place in 0..<length { text.append(Int32(1 + (Int(draw * 9) + place) % 9)) }
            }
            let (shown, isHidden) = masking(text, seed: 9, step: step)
            training.plan.write(shown, to: tokens)
            training.plan.write(text, to: original)
            training.plan.write(isHidden.map { Float($0 ? 1 : 0) }, to: mask)
            try training.run(seed: 9, step: step)
            losses.append(training.loss)
        }
        #expect(losses[0] > 2 && losses.suffix(20).reduce(0, +) / 20 < 0.7, "\(losses.suffix(20))")
    }
}
