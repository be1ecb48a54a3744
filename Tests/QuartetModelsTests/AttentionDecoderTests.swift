import Foundation
import QuartetEngine
import QuartetModels
import Testing

/// The decoder of attention of a sequence autoencoder; its numbers beside PyTorch's are in
/// `SequenceTrainingReferenceTests`, its writing beside the whole pass in `SequenceAutoencoderTests`.
@Suite struct AttentionDecoderTests {
    private static let configuration: SequenceAutoencoder.Configuration = {
        var configuration = SequenceAutoencoder.Configuration(
            vocabulary: 9, embedding: 5, encoder: 6, decoder: 8, decoderLayers: 2, latents: 3)
        configuration.attentionHeads = 2
        return configuration
    }()

    /// Logits `[6, 1, 9]` of one sequence.
    private func logits(_ tokens: [Int32], latent: [Float]) -> [Float] {
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, Self.configuration)
        store.initialize(seed: 4)
        let graph = Graph()
        let input = graph.input("tokens", shape: [6, 1], type: .int32)
        let z = graph.input("z", shape: [1, 3])
        let logits = model.logits(after: input, latent: z)
        let plan = Plan(graph, stages: [Stage(outputs: [logits])])
        plan.write(tokens, to: input)
        plan.write(latent, to: z)
        plan.run()
        return plan.read(logits)
    }

    /// The largest difference.
    private func distance(_ a: ArraySlice<Float>, _ b: ArraySlice<Float>) -> Float {
        zip(a, b).reduce(0) { max($0, abs($1.0 - $1.1)) }
    }

    @Test func aLaterTokenChangesNothingBefore() {
        let latent: [Float] = [0.3, -1, 2]
        let some = logits([1, 4, 5, 6, 7, 8], latent: latent)
        let other = logits([1, 4, 5, 3, 7, 8], latent: latent)
        #expect(some.prefix(3 * 9) == other.prefix(3 * 9))
        for time in 3..<6 {
            let places = time * 9..<(time + 1) * 9
            #expect(distance(some[places], other[places]) > 1e-4, "step \(time)")
        }
    }

    /// Equal tokens at different positions differ, and every step sees the code.
    @Test func positionsAndTheCodeCount() {
        let some = logits([1, 4, 4, 5, 4, 4], latent: [0.3, -1, 2])
        #expect(distance(some[9..<18], some[36..<45]) > 1e-4)
        let swapped = logits([1, 4, 5, 4, 4, 4], latent: [0.3, -1, 2])
        #expect(distance(some[45...], swapped[45...]) > 1e-4)
        let other = logits([1, 4, 4, 5, 4, 4], latent: [0.3, -1, 1])
        for time in 0..<6 {
            let places = time * 9..<(time + 1) * 9
            #expect(distance(some[places], other[places]) > 1e-4, "step \(time)")
        }
    }

    /// A dropped code is a vector of zeros.
    @Test func aDroppedCodeIsZeros() {
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, Self.configuration)
        store.initialize(seed: 4)
        let graph = Graph()
        let tokens = graph.input("tokens", shape: [4, 2], type: .int32)
        let kept = graph.input("kept", shape: [2])
        let pass = model(tokens, noise: graph.fill(1, shape: [2, 3]), keptCodes: kept)
        let inputs = graph.input("inputs", shape: [3, 2], type: .int32)
        let without = model.logits(after: inputs, latent: graph.fill(0, shape: [2, 3]))
        let with = model.logits(after: inputs, latent: pass.latent)
        let plan = Plan(graph, stages: [Stage(outputs: [pass.logits, without, with])])
        plan.write([1, 1, 4, 5, 6, 7, 2, 2] as [Int32], to: tokens)
        plan.write([1, 1, 4, 5, 6, 7] as [Int32], to: inputs)
        plan.write([0, 1] as [Float], to: kept)
        plan.run()
        let (found, zeros, seen) = (plan.read(pass.logits), plan.read(without), plan.read(with))
        for time in 0..<3 {
            let (first, second) = (time * 18..<time * 18 + 9, time * 18 + 9..<time * 18 + 18)
            #expect(distance(found[first], zeros[first]) < 1e-5)
            #expect(distance(found[second], seen[second]) < 1e-5)
            #expect(distance(found[second], zeros[second]) > 1e-4)
        }
    }

    private static let sequences = (0..<12).map { row -> [Int32] in
        let tokens = (0..<3 + row % 3).map { place -> Int32 in
            let stride = 1 + row / 6
            return Int32(3 + (row * 5 + place * stride) % 6)
        }
        return [1] + tokens + [2]
    }

    /// A model of the sequences, and the losses of its training.
    private func trained(_ precision: Precision, steps: Int) throws -> (
        model: SequenceAutoencoder, store: ParameterStore, losses: [Float]
    ) {
        var sizes = Self.configuration
        (sizes.embedding, sizes.encoder, sizes.decoder, sizes.latents) = (8, 32, 32, 12)
        (sizes.attentionHeads, sizes.decoderLayers, sizes.dropout) = (4, 1, 0.02)
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, sizes)
        store.initialize(seed: 1)
        var configuration = SequenceTraining.Configuration()
        (configuration.learningRate, configuration.precision) = (1e-2, precision)
        configuration.codeDropout = 0.1
        let training = try SequenceTraining(
            model, store, time: 7, batch: Self.sequences.count, configuration: configuration)
        training.write(Self.sequences)
        let losses = try (0..<steps).map { step in
            try training.run(seed: 1, step: step, beta: 0.001, rateScale: 1 - Float(step) / Float(steps))
            return training.step.loss
        }
        return (model, store, losses)
    }

    /// A few sequences are learnt by heart, and are written from their codes.
    @Test func aFewSequencesAreLearntByHeart() throws {
        let (model, store, _) = try trained(.float32, steps: 200)
        try withExtendedLifetime(store) {
            let inference = SequenceInference(model, batch: 5)
            let codes = try inference.codes(of: Self.sequences)
            let written = try inference.sequences(
                ofLatents: codes.means, .init(begin: 1, end: 2, longest: 10), temperature: 0, seed: 0)
            #expect(written == Self.sequences.map { Array($0.dropFirst().dropLast()) })
        }
    }

    /// Products in bfloat16 train as those in float32 do.
    @Test func halfOfTheDigitsTrainAlike() throws {
        let (exact, rounded) = try (
            trained(.float32, steps: 40).losses, trained(.bfloat16, steps: 40).losses
        )
        for (a, b) in zip(exact, rounded).prefix(5) { #expect(abs(a - b) < 0.03 * a) }
        let (first, last) = (try #require(rounded.first), try #require(rounded.last))
        #expect(last < 0.7 * first, "\(rounded)")
        if Precision.bfloat16.available == .bfloat16 { #expect(exact != rounded) }
    }

    /// A description written before decoders of attention existed has no such field, and one of a recurrent decoder still
    /// has none.
    @Test func anOldDescriptionIsRecurrent() throws {
        var recurrent = Self.configuration
        recurrent.attentionHeads = nil
        let text = try #require(String(data: JSONEncoder().encode(recurrent), encoding: .utf8))
        #expect(!text.contains("attentionHeads"))
        let read = try JSONDecoder().decode(
            SequenceAutoencoder.Configuration.self, from: Data(text.utf8))
        #expect(read == recurrent)
        let store = ParameterStore()
        _ = SequenceAutoencoder(store.scope, read)
        #expect(store.parameters.contains { $0.name == "initialState.weight" })
        let again = try JSONDecoder().decode(
            SequenceAutoencoder.Configuration.self, from: JSONEncoder().encode(Self.configuration))
        #expect(again.attentionHeads == 2)
    }

    @Test(arguments: [0, 3, 8, 9, -1, .max])
    func headsMustDivideTheWidthInPairs(_ heads: Int) {
        var configuration = Self.configuration
        configuration.attentionHeads = heads
        #expect(throws: InvalidConfiguration.self) { try configuration.validate() }
    }
}
