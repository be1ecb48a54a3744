import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct TextureGANTests {
    private let store = ParameterStore()
    private let generator: TextureGenerator

    init() {
        var configuration = TextureGenerator.Configuration(classes: 3)
        (configuration.globalLatents, configuration.localLatents) = (6, 4)
        (configuration.styleWidth, configuration.widths) = (8, [8, 8, 6, 4])
        generator = TextureGenerator(store.scope, configuration)
        store.initialize(seed: 3)
    }

    /// The texture of a class from given noise, `cells x cells` cells.
    private func texture(_ label: Int32, global: [Float], local: [Float], cells: Int) -> [Float] {
        let graph = Graph()
        let labels = graph.input("labels", shape: [1], type: .int32)
        let style = graph.input("global", shape: [1, 6])
        let noise = graph.input("local", shape: [1, cells, cells, 4])
        let output = generator(global: style, local: noise, labels: labels)
        #expect(output.shape == [1, 16 * cells, 16 * cells, 1])
        let plan = Plan(graph, stages: [Stage(outputs: [output])])
        plan.write([label], to: labels)
        plan.write(global, to: style)
        plan.write(local, to: noise)
        plan.run()
        return plan.read(output)
    }

    @Test func classNoiseAndStyleAllMatter() {
        var random = SeededGenerator(1)
        let (global, local) = (random.floats(6), random.floats(4 * 4 * 4))
        let picture = texture(0, global: global, local: local, cells: 4)
        #expect(picture.allSatisfy { abs($0) <= 1 } && Set(picture).count > 1000)
        #expect(texture(0, global: global, local: local, cells: 4) == picture)
        #expect(texture(1, global: global, local: local, cells: 4) != picture)
        #expect(texture(0, global: random.floats(6), local: local, cells: 4) != picture)
        #expect(texture(0, global: global, local: random.floats(4 * 4 * 4), cells: 4) != picture)
    }

    /// Styles have a direction and no length.
    @Test func theLengthOfTheStyleNoiseDoesNotMatter() {
        var random = SeededGenerator(2)
        let (global, local) = (random.floats(6), random.floats(4 * 4 * 4))
        let longer = texture(2, global: global.map { 5 * $0 }, local: local, cells: 4)
        expectClose(
            longer, texture(2, global: global, local: local, cells: 4),
            Tolerance(relative: 1e-4, ofLargest: 1e-4), "texture")
    }

    /// Circular padding and whole waves: where the noise is rolled round by a field of 64 pixels, so is the texture,
    /// over the edges too. A texture with this property tiles.
    @Test func rolledNoiseGivesTheRolledTexture() {
        var random = SeededGenerator(3)
        let cells = 8
        let (side, field) = (16 * cells, 64)
        let (global, local) = (random.floats(6), random.floats(cells * cells * 4))
        func rolled(_ values: [Float], side: Int, by offset: Int, channels: Int) -> [Float] {
            var result = values
            for row in 0..<side {
                for column in 0..<side {
                    let from = (row * side + (column + offset) % side) * channels
                    let to = (row * side + column) * channels
                    for channel in 0..<channels { result[to + channel] = values[from + channel] }
                }
            }
            return result
        }
        let picture = texture(1, global: global, local: local, cells: cells)
        let other = texture(
            1, global: global, local: rolled(local, side: cells, by: field / 16, channels: 4), cells: cells)
        expectClose(
            other, rolled(picture, side: side, by: field, channels: 1),
            Tolerance(relative: 1e-3, ofLargest: 1e-4), "rolled texture")
        #expect(other != picture)
    }

    @Test func theDiscriminatorJudgesPicturesByClass() {
        let store = ParameterStore()
        let discriminator = TextureDiscriminator(store.scope, classes: 3)
        store.initialize(seed: 4)
        let graph = Graph()
        let pictures = graph.input("pictures", shape: [2, 64, 64, 1])
        let labels = graph.input("labels", shape: [2], type: .int32)
        let logits = discriminator(pictures, labels: labels)
        #expect(logits.shape == [2])
        let gradient = graph.gradients(of: logits.sum(), withRespectTo: [pictures])[0]
        let plan = Plan(graph, stages: [Stage(outputs: [logits, gradient])])
        var random = SeededGenerator(5)
        let picture = random.floats(64 * 64)
        plan.write(picture + picture, to: pictures)
        func judged(_ classes: [Int32]) -> [Float] {
            plan.write(classes, to: labels)
            plan.run()
            return plan.read(logits)
        }
        let same = judged([1, 1])
        #expect(same[0] == same[1])
        let different = judged([1, 2])
        #expect(different[0] == same[0] && different[1] != same[1])
        // The generator learns from the gradient by the picture.
        let slopes = plan.read(gradient)
        #expect(slopes.allSatisfy { $0.isFinite } && slopes.count { $0 != 0 } > slopes.count / 2)
    }
}
