import QuartetEngine
import QuartetModels
import QuartetTestSupport
import Testing

@Suite struct PrintGANTests {
    private let store = ParameterStore()
    private let generator: PrintGenerator

    init() {
        var configuration = PrintGenerator.Configuration(classes: 3)
        (configuration.layers, configuration.globalLatents, configuration.localLatents) = (2, 6, 4)
        (configuration.styleWidth, configuration.widths) = (8, [8, 8, 6, 6, 4])
        generator = PrintGenerator(store.scope, configuration)
        store.initialize(seed: 3)
    }

    /// A print of class 1 from given noise, `cells x cells` cells. Levels from `change` on take the second style.
    private func print(_ styles: ([Float], [Float]), change: Int = 5, local: [Float], cells: Int) -> [Float] {
        let graph = Graph()
        let globals = (0..<2).map { graph.input("global \($0)", shape: [1, 6]) }
        let noise = graph.input("local", shape: [1, cells, cells, 4])
        let classes = graph.input("labels", shape: [1], type: .int32)
        let made = globals.map { generator.style(global: $0, labels: classes) }
        let logits = generator.logits(
            styles: (0..<PrintGenerator.levels).map { made[$0 < change ? 0 : 1] }, local: noise)
        let output = generator.coverage(of: logits.full)
        #expect(output.shape == [1, 32 * cells, 32 * cells, 2])
        let plan = Plan(graph, stages: [Stage(outputs: [output])])
        plan.write([1] as [Int32], to: classes)
        plan.write(styles.0, to: globals[0])
        plan.write(styles.1, to: globals[1])
        plan.write(local, to: noise)
        plan.run()
        return plan.read(output)
    }

    @Test func coveragesSumToAtMostOne() {
        var random = SeededGenerator(1)
        let picture = print((random.floats(6), random.floats(6)), local: random.floats(64), cells: 4)
        #expect(picture.allSatisfy { (0...1).contains($0) } && Set(picture).count > 1000)
        for pixel in 0..<picture.count / 2 { #expect(picture[2 * pixel] + picture[2 * pixel + 1] <= 1.00001) }
    }

    @Test func eachLevelTakesItsStyle() {
        var random = SeededGenerator(2)
        let (first, second, local) = (random.floats(6), random.floats(6), random.floats(64))
        let pictures = (0...5).map { print((first, second), change: $0, local: local, cells: 4) }
        #expect(pictures[5] == print((first, first), local: local, cells: 4))
        #expect(pictures[0] == print((second, second), local: local, cells: 4))
        for level in 0..<4 { #expect(pictures[level] != pictures[level + 1]) }
        // The last level is the detail's, whose weights are 0 before it is trained.
        #expect(pictures[4] == pictures[5])
    }

    /// Circular padding and whole waves: where the noise is rolled round by a field of 128 pixels, so is the print, over
    /// the edges too. A print with this property tiles.
    @Test func rolledNoiseGivesTheRolledPrint() {
        var random = SeededGenerator(3)
        let cells = 8
        let (side, field) = (32 * cells, 128)
        let (style, local) = (random.floats(6), random.floats(cells * cells * 4))
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
        let picture = print((style, style), local: local, cells: cells)
        let other = print(
            (style, style), local: rolled(local, side: cells, by: field / 32, channels: 4), cells: cells)
        expectClose(
            other, rolled(picture, side: side, by: field, channels: 2),
            Tolerance(relative: 1e-3, ofLargest: 1e-4), "rolled print")
        #expect(other != picture)
    }

    /// At first the full size is the half one enlarged: the block of the detail adds no more than its small bias before
    /// it is trained.
    @Test func theFullSizeBeginsAsTheHalf() {
        let graph = Graph()
        let labels = graph.input("labels", shape: [1], type: .int32)
        let style = generator.style(global: graph.normal(shape: [1, 6]), labels: labels)
        let styles = Array(repeating: style, count: PrintGenerator.levels)
        let local = graph.normal(shape: [1, 4, 4, 4])
        let whole = generator.logits(styles: styles, local: local)
        let half = generator.atHalfSize.logits(styles: styles, local: local)
        #expect(whole.half.shape == [1, 64, 64, 3] && whole.full.shape == [1, 128, 128, 3])
        let plan = Plan(graph, stages: [Stage(outputs: [whole.full, half.full])])
        plan.write([1] as [Int32], to: labels)
        plan.run()
        expectClose(
            plan.read(whole.full), plan.read(half.full),
            Tolerance(relative: 0, ofLargest: 0, absolute: 0.2), "logits")
    }

    /// A step changes every parameter of the networks that take part, and no other.
    @Test(arguments: [false, true]) func aStepTrainsTheNetworksOfItsSize(_ isDetailed: Bool) throws {
        let judgeStore = ParameterStore()
        let judges = PrintGANTraining.Judges(judgeStore.scope, classes: 3, layers: 2)
        judgeStore.initialize(seed: 2)
        var configuration = PrintGANTraining.Configuration(structureLevels: [1, 0.5])
        configuration.batch = 3
        let training = try PrintGANTraining(
            graph: Graph(), configuration: configuration,
            generator: isDetailed ? generator : generator.atHalfSize, judges: judges,
            optimizers: .init(generator: store, judges: judgeStore))
        var random = SeededGenerator(4)
        training.plan.write(
            random.floats(3 * 128 * 128 * 2).map { abs($0).truncatingRemainder(dividingBy: 0.5) },
            to: training.prints)
        training.plan.write(random.floats(3 * 64 * 64), to: training.structures)
        training.plan.write([0, 1, 2] as [Int32], to: training.labels)
        let parameters = store.parameters + judgeStore.parameters
        let before = parameters.map { Array($0.values) }
        // The detail's weights are 0 in the first step, so that the block before them learns from the second on.
        for step in 0..<2 { try training.run(seed: 5, step: step, rateScale: 1) }
        for (parameter, old) in zip(parameters, before) {
            let ofDetail = ["blocks.3.", "detail."].contains { parameter.name.hasPrefix($0) }
            #expect((Array(parameter.values) != old) == (isDetailed || !ofDetail), "\(parameter.name)")
        }
        for name in ["discriminatorLoss", "generatorLoss", "penalty"] {
            #expect(training.step.measurements[name].isFinite)
        }
    }
}
