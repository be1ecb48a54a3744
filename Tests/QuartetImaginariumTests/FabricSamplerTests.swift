import Foundation
import QuartetImaginarium
import QuartetImaging
import QuartetTestSupport
import Testing

@Suite("Fabric sampler")
struct FabricSamplerTests {
    private let fixture: FabricFixture
    private let corpus: FabricCorpus

    init() throws {
        fixture = try FabricFixture()
        corpus = try fixture.corpus()
    }

    private func example(_ index: Int, of sampler: FabricSampler) -> (FabricClass, [Float]) {
        var map = [Float](repeating: -1, count: 4096)
        let fabric = map.withUnsafeMutableBufferPointer { sampler.copyExample(index, into: $0) }
        return (fabric, map)
    }

    @Test func showsEachClassEquallyOften() {
        let sampler = FabricSampler(corpus: corpus, seed: 3, renderedPerClass: 2)
        for block in 0..<5 {
            let classes = (0..<20).map { sampler.fabric(at: block * 20 + $0) }
            #expect(Set(classes).count == 20)
        }
        #expect((0..<20).map { sampler.fabric(at: $0) } != (20..<40).map { sampler.fabric(at: $0) })
    }

    @Test func examplesDoNotDependOnTheirOrder() {
        let sampler = FabricSampler(corpus: corpus, seed: 11, renderedPerClass: 3)
        let again = FabricSampler(corpus: corpus, seed: 11, renderedPerClass: 3)
        let other = FabricSampler(corpus: corpus, seed: 12, renderedPerClass: 3)
        let forwards = (0..<40).map { example($0, of: sampler).1 }
        let backwards = (0..<40).reversed().map { example($0, of: again).1 }
        #expect(forwards == backwards.reversed())
        #expect(forwards != (0..<40).map { example($0, of: other).1 })
        for map in forwards { #expect(map.allSatisfy { (0...1).contains($0) }) }
    }

    @Test func fillsBatches() {
        let sampler = FabricSampler(corpus: corpus, seed: 5, renderedPerClass: 2)
        var images = [Float](repeating: -1, count: 6 * 4096)
        var classes = [Int32](repeating: -1, count: 6)
        images.withUnsafeMutableBufferPointer { pixels in
            classes.withUnsafeMutableBufferPointer { numbers in
                sampler.copyBatch(first: 17, count: 6, images: pixels, classes: numbers)
            }
        }
        for item in 0..<6 {
            let (fabric, map) = example(17 + item, of: sampler)
            #expect(Int(classes[item]) == fabric.index)
            #expect(Array(images[(item * 4096)..<((item + 1) * 4096)]) == map)
        }
    }

    @Test func usesNoPhotographsOfRareClasses() {
        let sampler = FabricSampler(corpus: corpus, seed: 5, renderedPerClass: 1)
        for fabric in FabricClass.allCases { #expect(sampler.photographShare(of: fabric) == 0) }
    }

    @Test func drawsASheet() throws {
        let sampler = FabricSampler(corpus: corpus, seed: 5, renderedPerClass: 1)
        let (perClass, side) = (6, FabricSampler.side)
        let page = try FabricSheet.drawing(of: sampler, perClass: perClass).image(scale: 1)
        // A row for each class and a column for each example, 4 pixels apart, 16 from the right and lower edge.
        var columns = [Int](repeating: 0, count: FabricClass.mapped.count)
        for index in 0..<perClass * columns.count {
            let (fabric, map) = example(index, of: sampler)
            let right = page.width - 16 - (perClass - 1 - columns[fabric.index]) * (side + 4)
            let bottom = page.height - 16 - (columns.count - 1 - fabric.index) * (side + 4)
            columns[fabric.index] += 1
            let shown = (0..<side * side).map { pixel in
                Float(page[right - side + pixel % side, bottom - side + pixel / side]) / 255
            }
            expectClose(
                shown, map, Tolerance(relative: 0, ofLargest: 0, absolute: 0.004), "\(fabric) \(index)")
        }
        #expect(columns.allSatisfy { $0 == perClass })
    }
}
