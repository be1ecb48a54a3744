import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct DifferentiableAugmentationTests {
    private let shape: Shape = [6, 16, 16, 2]

    /// The changed pictures of a step, and the gradient of their sum by the pictures.
    private func augmented(
        _ pictures: [Float], seed: UInt64 = 1, step: Int = 3
    ) -> (pictures: [Float], gradient: [Float]) {
        let graph = Graph()
        let input = graph.input("pictures", shape: shape)
        let augmentation = DifferentiableAugmentation(
            graph: graph, shape: shape, name: "translation", stream: 9)
        let output = augmentation(input)
        let gradient = graph.gradients(of: output.sum(), withRespectTo: [input])[0]
        let plan = Plan(graph, stages: [Stage(outputs: [output, gradient])])
        plan.write(pictures, to: input)
        augmentation.draw(in: plan, seed: seed, step: step)
        plan.run(seed: seed, step: UInt64(step))
        return (plan.read(output), plan.read(gradient))
    }

    private func picture(_ index: Int, of batch: [Float]) -> ArraySlice<Float> {
        batch[index * 16 * 16 * 2..<(index + 1) * 16 * 16 * 2]
    }

    /// Contrast does not change a picture of one value: what is left is its brightness, and zeros from outside.
    @Test func aPictureOfOneValueIsShiftedAndMoved() {
        let count = shape.elementCount
        let result = augmented([Float](repeating: 0.6, count: count)).pictures
        var shifts: [Float] = []
        for index in 0..<6 {
            let values = picture(index, of: result)
            let inside = values.filter { $0 != 0 }
            let (low, high) = (inside.min() ?? 0, inside.max() ?? 0)
            #expect(high - low < 1e-5 && abs(high - 0.6) <= 0.25)
            shifts.append(high)
            // Moved by at most 2 of 16 rows and columns.
            #expect(inside.count >= 14 * 14 * 2)
        }
        #expect(Set(shifts).count == 6, "each picture has a brightness of its own")
        #expect(result.contains(0))
    }

    /// A picture's deviations from its mean are scaled by one factor between 0.5 and 1.5.
    @Test func contrastScalesDeviations() {
        var random = SeededGenerator(4)
        let pictures = random.floats(shape.elementCount)
        let result = augmented(pictures).pictures
        for index in 0..<6 {
            func spread(_ values: [Float]) -> Float { (values.max() ?? 0) - (values.min() ?? 0) }
            // The middle stays inside whatever the translation is; its spread is that of uniform numbers.
            func middle(_ values: ArraySlice<Float>) -> [Float] {
                values.enumerated().filter {
                    (2..<14).contains($0.offset / 32) && (2..<14).contains($0.offset / 2 % 16)
                }
                .map(\.element)
            }
            let ratio =
                spread(middle(picture(index, of: result))) / spread(middle(picture(index, of: pictures)))
            #expect(ratio > 0.45 && ratio < 1.55, "\(ratio)")
        }
    }

    @Test func aStepDecidesTheChanges() {
        var random = SeededGenerator(5)
        let pictures = random.floats(shape.elementCount)
        let first = augmented(pictures, seed: 1, step: 3).pictures
        #expect(augmented(pictures, seed: 1, step: 3).pictures == first)
        #expect(augmented(pictures, seed: 1, step: 4).pictures != first)
        #expect(augmented(pictures, seed: 2, step: 3).pictures != first)
    }

    /// Without a gradient the generator would learn nothing from augmented pictures.
    @Test func gradientsPass() {
        var random = SeededGenerator(6)
        let gradient = augmented(random.floats(shape.elementCount)).gradient
        #expect(gradient.allSatisfy { $0.isFinite })
        #expect(gradient.count { $0 > 0.1 } > gradient.count / 2)
    }
}
