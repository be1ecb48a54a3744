import QuartetImaginarium
import QuartetImaging
import Testing

@Suite("Rendered prints")
struct PrintRendererTests {
    private let fixture: FabricFixture
    private let renderer: PrintRenderer

    init() throws {
        fixture = try FabricFixture()
        renderer = PrintRenderer(facts: try FabricFacts(folder: fixture.folder))
    }

    @Test(arguments: PrintRenderer.classes)
    func layersSumToAtMostOne(_ fabric: FabricClass) {
        for number in 0..<6 {
            let print = renderer.render(fabric, seed: 4, number: number)
            #expect((print.width, print.height) == (PrintRenderer.side, PrintRenderer.side))
            let ground = print.coverage(of: .ground)
            #expect(print.values.allSatisfy { (0...1.0001).contains($0) })
            #expect(ground.values.allSatisfy { (-0.0001...1).contains($0) })
            // Something is drawn.
            #expect(FabricStatistics.moments(print.structure.values).deviation > 0.03)
            #expect(print == renderer.render(fabric, seed: 4, number: number))
        }
        #expect(renderer.render(fabric, seed: 4, number: 0) != renderer.render(fabric, seed: 4, number: 1))
    }

    /// The steps across the border of a print are like the steps inside.
    @Test(arguments: PrintRenderer.classes)
    func isSeamless(_ fabric: FabricClass) {
        let side = PrintRenderer.side
        var (border, inner) = (0.0, 0.0)
        for number in 0..<16 {
            let print = renderer.render(fabric, seed: 9, number: number).structure
            for y in 0..<side {
                for x in 0..<side {
                    let value = print[x, y]
                    let across = Double(abs(value - print[(x + 1) % side, y]))
                    let down = Double(abs(value - print[x, (y + 1) % side]))
                    if x == side - 1 { border += across } else { inner += across / Double(side - 1) }
                    if y == side - 1 { border += down } else { inner += down / Double(side - 1) }
                }
            }
        }
        // Straight edges of bands, tiles, square pixels and yarns may fall on the border.
        let allowed = [.ethnic, .geometric, .camouflage, .tweed].contains(fabric) ? 2.5 : 1.4
        #expect(border < allowed * inner, "\(border / inner)")
    }

    /// A flower print has petals, centres, greenery and contours.
    @Test func flowersHaveSeveralInks() {
        var shares = [Ink: Float]()
        for number in 0..<24 {
            let print = renderer.render(.floral, seed: 2, number: number)
            for ink in Ink.allCases {
                let values = print.coverage(of: ink).values
                shares[ink, default: 0] += values.reduce(0, +) / Float(24 * values.count)
            }
        }
        for ink in Ink.allCases { #expect((shares[ink] ?? 0) > 0.02, "\(ink)") }
    }
}

@Suite("Print sampler")
struct PrintSamplerTests {
    private let corpus: FabricCorpus

    init() throws { corpus = try FabricFixture().corpus() }

    private func example(_ index: Int, of sampler: PrintSampler) -> (Int, [Float], [Float]) {
        var print = [Float](repeating: -1, count: PrintSampler.side * PrintSampler.side * PrintLayers.count)
        var structure = [Float](
            repeating: -9, count: PrintSampler.structureSide * PrintSampler.structureSide)
        let label = print.withUnsafeMutableBufferPointer { print in
            structure.withUnsafeMutableBufferPointer {
                sampler.copyExample(index, print: print, structure: $0)
            }
        }
        return (label, print, structure)
    }

    @Test func examplesDoNotDependOnTheirOrder() {
        let sampler = PrintSampler(corpus: corpus, seed: 11, renderedPerClass: 2)
        let again = PrintSampler(corpus: corpus, seed: 11, renderedPerClass: 2)
        let other = PrintSampler(corpus: corpus, seed: 12, renderedPerClass: 2)
        let forwards = (0..<10).map { example($0, of: sampler) }
        let backwards = (0..<10).reversed().map { example($0, of: again) }
        for (first, second) in zip(forwards, backwards.reversed()) { #expect(first == second) }
        #expect(forwards.map(\.1) != (0..<10).map { example($0, of: other).1 })
        for (_, print, structure) in forwards {
            #expect(print.allSatisfy { (0...1).contains($0) })
            #expect(structure.allSatisfy { (-1.5...1.5).contains($0) })
        }
    }

    @Test func everyClassIsShown() {
        let sampler = PrintSampler(corpus: corpus, seed: 3, renderedPerClass: 1)
        #expect(Set((0..<50).map { sampler.label(at: $0) }) == Set(PrintRenderer.classes.indices))
    }

    @Test func fillsBatches() {
        let sampler = PrintSampler(corpus: corpus, seed: 5, renderedPerClass: 1)
        let area = PrintSampler.side * PrintSampler.side * PrintLayers.count
        let small = PrintSampler.structureSide * PrintSampler.structureSide
        var prints = [Float](repeating: -1, count: 3 * area)
        var structures = [Float](repeating: -9, count: 3 * small)
        var labels = [Int32](repeating: -1, count: 3)
        prints.withUnsafeMutableBufferPointer { prints in
            structures.withUnsafeMutableBufferPointer { structures in
                labels.withUnsafeMutableBufferPointer {
                    sampler.copyBatch(
                        first: 7, count: 3, prints: prints, structures: structures, labels: $0)
                }
            }
        }
        for item in 0..<3 {
            let (label, print, structure) = example(7 + item, of: sampler)
            #expect(Int(labels[item]) == label)
            #expect(Array(prints[item * area..<(item + 1) * area]) == print)
            #expect(Array(structures[item * small..<(item + 1) * small]) == structure)
        }
    }
}
