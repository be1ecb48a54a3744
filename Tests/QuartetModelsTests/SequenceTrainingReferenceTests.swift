import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

/// A sequence autoencoder's training step beside PyTorch's numbers (`Fixtures/reference/sequence_models.py`).
@Suite struct SequenceTrainingReferenceTests {
    /// Two of four codes are dropped, three of eight properties are known, the encoder reads both ways.
    @Test(arguments: [("dropped_codes_and_properties/", 7, nil), ("attention_decoder/", 8, 2)])
    func lossAndGradientsAreThoseOfPyTorch(prefix: String, decoder: Int, heads: Int?) throws {
        let file = try SafetensorsFile(path: Checkout.file("Fixtures/reference/sequence_models.safetensors"))
        var sizes = SequenceAutoencoder.Configuration(
            vocabulary: 9, embedding: 5, encoder: 6, decoder: decoder, decoderLayers: 2, latents: 3)
        sizes.isEncoderBidirectional = true
        sizes.attentionHeads = heads
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, sizes)
        let propertyHeads = PropertyHeads(store.scope("properties"), latents: 3, width: 4, count: 2)
        store.initialize(seed: 0)
        for parameter in store.parameters {
            try file.copyFloats(prefix + "weights/" + parameter.name, to: parameter.values)
        }
        var configuration = SequenceTraining.Configuration()
        (configuration.codeDropout, configuration.propertyWeight) = (0.5, 0.7)
        // The gradients stay as they are, and the weights where they are.
        (configuration.gradientLimit, configuration.learningRate) = (nil, 0)
        let training = try SequenceTraining(
            model, heads: propertyHeads, store, time: 6, batch: 4, configuration: configuration,
            suppliesNoise: true)
        func write(_ name: String, to tensor: Tensor?) throws {
            training.plan.write(try file.floats(prefix + name), to: try #require(tensor))
        }
        training.plan.write(
            try file.integers(prefix + "tokens").map { Int32($0) }, to: training.tokens)
        training.plan.write(
            try file.integers(prefix + "lengths").map { Int32($0) },
            to: try #require(training.lengths))
        try write("noise", to: training.noise)
        try write("kept", to: training.keptCodes)
        try write("targets", to: training.properties)
        try write("known", to: training.knownProperties)
        try training.run(seed: 0, step: 0, beta: 0.3)

        let measured = training.step.measurements
        for name in ["loss", "reconstruction", "withoutCode", "divergence", "properties"] {
            let expected = Double(try #require(file.floats(prefix + name).first))
            #expect(abs(measured[name] - expected) < 1e-5 * max(1, abs(expected)), "\(name)")
        }
        for parameter in store.parameters {
            let expected = try file.floats(prefix + "gradients/" + parameter.name)
            // Adam's first moment after one step is a tenth of the gradient.
            let found = training.optimizer.moments(of: parameter).first.map { $0 * 10 }
            let largest = expected.reduce(0.1) { max($0, abs($1)) }
            let isClose = zip(found, expected).allSatisfy { abs($0 - $1) < 2e-5 * largest }
            #expect(isClose, "\(parameter.name): \(found.prefix(4)), expected \(expected.prefix(4))")
        }
    }

    /// The mask that the plan draws drops the stated share, anew at each step, and a step repeats by its number.
    @Test func aShareOfTheCodesIsDropped() throws {
        let sizes = SequenceAutoencoder.Configuration(
            vocabulary: 9, embedding: 5, encoder: 6, decoder: 7, decoderLayers: 1, latents: 3)
        let store = ParameterStore()
        let model = SequenceAutoencoder(store.scope, sizes)
        store.initialize(seed: 1)
        var configuration = SequenceTraining.Configuration()
        configuration.learningRate = 0
        func measured(_ share: Float, step: Int) throws -> Measurements {
            configuration.codeDropout = share
            let training = try SequenceTraining(
                model, store, time: 4, batch: 64, configuration: configuration, hasLengths: false)
            let tokens = (0..<4 * 64).map { Int32(1 + $0 % 8) }
            training.plan.write(tokens, to: training.tokens)
            try training.run(seed: 5, step: step)
            return training.step.measurements
        }
        let some = try measured(0.4, step: 0)
        #expect(some["reconstruction"] > 0 && some["withoutCode"] > 0)
        #expect(try measured(0.4, step: 0)["loss"] == some["loss"])
        #expect(try measured(0.4, step: 1)["loss"] != some["loss"])
        #expect(try measured(0, step: 0).all.map(\.name) == ["loss", "reconstruction", "divergence"])
        // The divergence of every example counts, whether or not its code was dropped.
        #expect(try abs(measured(0, step: 0)["divergence"] - some["divergence"]) < 1e-6)
    }
}

@Suite struct PropertyTableTests {
    @Test func valuesAreStandardizedByTheKnownOnes() throws {
        let table = PropertyTable(names: ["a", "b"], values: [1, 5, 3, .nan, 5, 5])
        #expect(table.properties.map(\.name) == ["a", "b"])
        #expect(table.properties[0].mean == 3)
        #expect(abs(table.properties[0].deviation - 1.632993) < 1e-5)
        // Equal values are standardised to 0, not divided by it.
        #expect(table.properties[1].mean == 5 && table.properties[1].deviation == 1)
        #expect(table.rowCount == 3)
    }

    @Test func determinationIsOneMinusTheShareOfTheVarianceLeft() throws {
        let table = PropertyTable(names: ["a", "b"], values: [1, 5, 2, .nan, 3, 5])
        let fit = table.determination(of: [1, 0, 2, 0, 4, 0])
        #expect(abs(try #require(fit[0]) - 0.5) < 1e-12)
        #expect(fit[1] == nil)
        #expect(table.determination(of: [2, 0, 2, 0, 2, 0])[0] == 0)
    }
}
