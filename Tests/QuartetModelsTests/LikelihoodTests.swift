import Foundation
import QuartetEngine
import QuartetModels
import Testing

@Suite struct LikelihoodTests {
    private struct Answer {
        let terms: [Float]
        let reconstruction: [Float]
        let output: [Float]
    }

    /// One pass of two examples of three features without noise.
    private func answer(_ likelihood: Likelihood, levels: Int? = nil, _ x: [Float]) -> Answer {
        let store = ParameterStore()
        let model = VariationalAutoencoder(
            store.scope, .init(inputs: 3, hidden: [5], latents: 2, likelihood: likelihood, levels: levels))
        store.initialize(seed: 4)
        let graph = Graph()
        let examples = graph.input("x", shape: [2, 3])
        let pass = model(examples, noise: graph.fill(0, shape: [2, 2]))
        let terms = model.terms(examples, pass).reconstruction
        let (reconstruction, output) = (pass.decoded.reconstruction, pass.decoded.output)
        let plan = Plan(graph, stages: [Stage(outputs: [terms, reconstruction, output])])
        plan.write(x, to: examples)
        plan.run()
        return Answer(
            terms: plan.read(terms), reconstruction: plan.read(reconstruction), output: plan.read(output))
    }

    /// Softmax cross-entropy of the nearest of four levels, by its definition.
    @Test func categoricalIsTheCrossEntropyOfTheNearestLevel() {
        let x: [Float] = [0, 0.3, 0.9, 1, 0.5, 0.1]
        let nearest = [0, 1, 3, 3, 2, 0]
        let answer = answer(.categorical, levels: 4, x)
        #expect(answer.output.count == 2 * 3 * 4)
        for example in 0..<2 {
            var expected = 0.0
            for feature in 0..<3 {
                let item = example * 3 + feature
                let logits = answer.output[item * 4..<item * 4 + 4].map { Double($0) }
                let total = logits.reduce(0) { $0 + exp($1) }
                expected += log(total) - logits[nearest[item]]
                let mean = logits.enumerated().reduce(0) { $0 + exp($1.1) / total * Double($1.0) / 3 }
                #expect(abs(Double(answer.reconstruction[item]) - mean) < 1e-5)
            }
            #expect(abs(Double(answer.terms[example]) - expected) < 1e-4)
        }
    }

    @Test func bernoulliIsTheBinaryCrossEntropy() {
        let x: [Float] = [0, 0.3, 0.9, 1, 0.5, 0.1]
        let answer = answer(.bernoulli, x)
        for example in 0..<2 {
            let expected = (0..<3).reduce(0.0) { sum, feature in
                let (logit, t) = (
                    Double(answer.output[example * 3 + feature]), Double(x[example * 3 + feature])
                )
                let p = 1 / (1 + exp(-logit))
                return sum - t * log(p) - (1 - t) * log(1 - p)
            }
            #expect(abs(Double(answer.terms[example]) - expected) < 1e-4)
        }
    }

    @Test func aNetworkLargerThanTheMachineIsRefusedBeforeMemoryIsTaken() throws {
        let store = ParameterStore()
        _ = VariationalAutoencoder(
            store.scope,
            .init(inputs: 65_536, hidden: [65_536, 65_536], latents: 2, likelihood: .squaredError))
        let error = try #require(throws: OutOfMemory.self) { try store.requireTrainingMemory() }
        #expect(error.neededBytes > 200_000_000_000)
        #expect(error.description.contains("choose a smaller network or batch"))
    }

    @Test func aBatchLargerThanTheMachineIsRefusedBeforeMemoryIsTaken() throws {
        let store = ParameterStore()
        let model = VariationalAutoencoder(
            store.scope, .init(inputs: 4096, hidden: [1024], latents: 2, likelihood: .squaredError))
        store.initialize(seed: 1)
        #expect(throws: OutOfMemory.self) { try AutoencoderTraining(model, store, batch: 50_000_000) }
    }
}
