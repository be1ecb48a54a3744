import QuartetEngine
import QuartetModels
import Testing

@Suite struct SequenceInferenceTests {
    private static let sequences = (0..<45).map { row -> [Int32] in
        let length = 1 + row * 7 % 29
        let tokens = (0..<length).map { Int32(4 + (row + $0) % 5) }
        return [1] + tokens + [2]
    }

    /// Batches are made of like lengths, but results come in the order of the sequences, whatever the batch.
    @Test func codesComeInOrderWhateverTheBatch() throws {
        let store = ParameterStore()
        let model = SequenceAutoencoder(
            store.scope,
            .init(vocabulary: 9, embedding: 5, encoder: 6, decoder: 7, decoderLayers: 1, latents: 3))
        let heads = PropertyHeads(store.scope("properties"), latents: 3, width: 4, count: 2)
        store.initialize(seed: 3)
        let together = try SequenceInference(model, heads: heads, batch: 20).codes(of: Self.sequences)
        #expect(together.means.count == 45 * 3 && together.properties.count == 45 * 2)
        let inference = SequenceInference(model, heads: heads, batch: 1)
        for (row, sequence) in Self.sequences.enumerated() {
            let alone = try inference.codes(of: [sequence])
            let found = Array(together.means[row * 3..<row * 3 + 3])
            let predicted = Array(together.properties[row * 2..<row * 2 + 2])
            for (a, b) in zip(alone.means, found) { #expect(abs(a - b) < 1e-5) }
            for (a, b) in zip(alone.properties, predicted) { #expect(abs(a - b) < 1e-5) }
        }
        #expect(try inference.codes(of: []).means.isEmpty)
    }

    /// A property that the sequence determines is learnt from what is known of it, beside the reconstruction.
    @Test func propertiesAreLearntAlthoughSomeAreMissing() throws {
        let store = ParameterStore()
        let model = SequenceAutoencoder(
            store.scope,
            .init(vocabulary: 9, embedding: 8, encoder: 24, decoder: 16, decoderLayers: 1, latents: 6))
        let heads = PropertyHeads(store.scope("properties"), latents: 6, width: 16, count: 2)
        store.initialize(seed: 3)
        let values = Self.sequences.enumerated().flatMap { row, sequence -> [Float] in
            let length = Float(sequence.count)
            return [row % 4 == 0 ? .nan : 300 + 10 * length, row % 3 == 0 ? .nan : -length]
        }
        let table = PropertyTable(names: ["weight", "shortness"], values: values)
        var configuration = SequenceTraining.Configuration()
        (configuration.learningRate, configuration.codeDropout) = (5e-3, 0.4)
        configuration.propertyWeight = 10
        let training = try SequenceTraining(
            model, heads: heads, store, time: 32, batch: 45, configuration: configuration)
        training.write(Self.sequences)
        training.write(table.rows(0..<45))
        for step in 0..<250 { try training.run(seed: 1, step: step, beta: 0.01) }

        let codes = try SequenceInference(model, heads: heads).codes(of: Self.sequences)
        // Also of the rows whose value the training did not have.
        let whole = PropertyTable(
            table.properties,
            values: Self.sequences.flatMap { [300 + 10 * Float($0.count), -Float($0.count)] })
        let fit = whole.determination(of: whole.restored(codes.properties))
        for value in fit { #expect(try #require(value) > 0.9, "\(fit)") }
    }
}
