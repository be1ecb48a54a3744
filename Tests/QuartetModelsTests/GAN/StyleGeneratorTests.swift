import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct StyleGeneratorTests {
    private let store = ParameterStore()
    private let generator: StyleGenerator

    init() {
        generator = StyleGenerator(
            store.scope, latents: 6, classes: 3, values: 2, size: 16, channels: 3, width: 4)
        store.initialize(seed: 7)
    }

    private func pictures(_ latent: [Float], label: Int32, values: [Float], seed: UInt64 = 1) -> [Float] {
        let graph = Graph()
        let noise = graph.input("latent", shape: [1, 6])
        let labels = graph.input("labels", shape: [1], type: .int32)
        let numbers = graph.input("values", shape: [1, 2])
        let output = generator(
            noise, condition: Condition(labels: labels, values: numbers), mode: .evaluation)
        #expect(output.shape == [1, 16, 16, 3])
        let plan = Plan(graph, stages: [Stage(outputs: [output])])
        plan.write(latent, to: noise)
        plan.write([label], to: labels)
        plan.write(values, to: numbers)
        plan.run(seed: seed)
        return plan.read(output)
    }

    @Test func everythingThatIsGivenChangesThePicture() {
        var random = SeededGenerator(1)
        let (latent, values) = (random.floats(6), random.floats(2))
        let picture = pictures(latent, label: 0, values: values)
        #expect(picture.allSatisfy { abs($0) <= 1 } && Set(picture).count > 100)
        #expect(pictures(latent, label: 0, values: values) == picture)
        #expect(pictures(random.floats(6), label: 0, values: values) != picture)
        #expect(pictures(latent, label: 1, values: values) != picture)
        #expect(pictures(latent, label: 0, values: random.floats(2)) != picture)
    }

    /// The mapping network sees a direction: Karras et al. normalise latent vectors.
    @Test func theLengthOfTheLatentVectorDoesNotMatter() {
        var random = SeededGenerator(2)
        let (latent, values) = (random.floats(6), random.floats(2))
        expectClose(
            pictures(latent.map { 4 * $0 }, label: 2, values: values),
            pictures(latent, label: 2, values: values), Tolerance(relative: 1e-4, ofLargest: 1e-4), "picture")
    }

    /// Sizes from 8 to 64 double from 4 x 4, and each level has a noise strength and a style of its own.
    @Test(arguments: [(8, 2), (32, 4), (64, 5)])
    func aSizeHasItsLevels(_ size: Int, _ levels: Int) {
        let store = ParameterStore()
        _ = StyleGenerator(store.scope, latents: 4, classes: 2, size: size, channels: 1, width: 2)
        let names = store.parameters.map(\.name)
        for level in 0..<levels { #expect(names.contains { $0.hasPrefix("blocks.\(level).") }, "\(level)") }
        #expect(!names.contains { $0.hasPrefix("blocks.\(levels).") })
    }
}
