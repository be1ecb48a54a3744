import Foundation
import QuartetImaginarium
import QuartetImaging
import Testing

@Suite("Rendered cloth")
struct FabricRendererTests {
    private let fixture: FabricFixture
    private let renderer: FabricRenderer

    init() throws {
        fixture = try FabricFixture()
        renderer = FabricRenderer(facts: try FabricFacts(folder: fixture.folder))
    }

    @Test(arguments: FabricClass.allCases)
    func isSeamlessAndDeterministic(_ fabric: FabricClass) {
        var scores: [Double] = []
        for number in 0..<5 {
            let map = renderer.render(fabric, seed: 4, number: number)
            #expect(map == renderer.render(fabric, seed: 4, number: number))
            #expect(map.values.allSatisfy { (0...1).contains($0) })
            let moments = FabricStatistics.moments(map.values)
            // Plain cloth is calm; figures are visible.
            #expect(fabric == .plain ? moments.deviation < 0.08 : moments.deviation > 0.03)
            scores.append(FabricStatistics.seamScore(map.values, width: map.width, height: map.height))
        }
        #expect(scores.sorted()[2] < 3.5)
        #expect(renderer.render(fabric, seed: 4, number: 0) != renderer.render(fabric, seed: 4, number: 1))
    }

    /// The step across the border of a periodic map is like the steps inside.
    @Test(arguments: [FabricClass.dotted, .floral, .leaf, .paisley, .camouflage, .zigzag, .lace])
    func hasNoEdgeAtTheBorder(_ fabric: FabricClass) {
        var (border, inner) = (0.0, 0.0)
        for number in 0..<8 {
            let map = renderer.render(fabric, seed: 9, number: number)
            for y in 0..<64 {
                for x in 0..<64 {
                    let jump = Double(abs(map.values[y * 64 + x] - map.values[y * 64 + (x + 1) % 64]))
                    if x == 63 { border += jump } else { inner += jump / 63 }
                }
            }
        }
        #expect(border < 1.35 * inner)
    }

    @Test func keepsTheRawNamesInOrder() {
        #expect(
            FabricClass.allCases.map(\.rawValue) == [
                "plain", "striped", "check", "tartan", "gingham", "houndstooth", "dotted", "floral", "leaf",
                "paisley", "geometric", "zigzag", "herringbone", "animal", "camouflage", "knit", "lace",
                "denim", "tweed", "abstract", "tropical", "leopard", "zebra", "ethnic",
            ])
        #expect(FabricClass.allCases.map(\.index) == Array(0..<24))
    }
}

@Suite("Structure of photographs")
struct PhotographStructureTests {
    /// Dots of one grey level on another, with light falling off from left to right.
    private func dots(_ dot: Float, on ground: Float) -> FloatImage {
        var image = FloatImage(width: 96, height: 96, channels: 3)
        for y in 0..<96 {
            for x in 0..<96 {
                let (dx, dy) = (x % 24 - 12, y % 24 - 12)
                let level = (dx * dx + dy * dy < 30 ? dot : ground) * (1 - 0.3 * Float(x) / 96)
                for channel in 0..<3 { image.values[(y * 96 + x) * 3 + channel] = level }
            }
        }
        return image
    }

    @Test(arguments: [(Float(0.9), Float(0.3)), (Float(0.2), Float(0.8))])
    func makesTheDotsFigure(_ dot: Float, _ ground: Float) throws {
        let map = try #require(PhotographStructure.structure(of: dots(dot, on: ground), as: .dotted))
        for column in 0..<4 {
            let row = 36 * 96
            #expect(map.values[row + column * 24 + 12] > 0.7)
            #expect(map.values[48 * 96 + column * 24 + 1] < 0.3)
        }
    }

    @Test func seesAFigureOfHueAlone() throws {
        var image = FloatImage(width: 96, height: 96, channels: 3, filledWith: 0.5)
        // Green and magenta of about equal lightness.
        for y in 0..<96 {
            for x in 0..<96 {
                let level: [Float] = x % 16 < 6 ? [0.3, 0.58, 0.3] : [0.68, 0.4, 0.68]
                for channel in 0..<3 { image.values[(y * 96 + x) * 3 + channel] = level[channel] }
            }
        }
        let map = try #require(PhotographStructure.structure(of: image, as: .striped))
        #expect(map.values[48 * 96 + 48 + 2] > 0.8)
        #expect(map.values[48 * 96 + 48 + 10] < 0.2)
        #expect(PhotographQuality.anisotropy(map) > 0.95)
        #expect(PhotographQuality.evenness(map) > 0.8)
    }

    @Test func findsNoFigureInPlainCloth() {
        let image = dots(0.501, on: 0.5)
        #expect(PhotographStructure.structure(of: image, as: .floral) == nil)
        let plain = PhotographStructure.structure(of: image, as: .plain)
        #expect(plain.map { FabricStatistics.moments($0.values).deviation < 0.05 } == true)
    }

    @Test func measuresSeams() {
        // A ramp jumps at its border, a wave does not.
        let ramp = (0..<256).map { Float($0 % 16) / 16 }
        let wave = (0..<256).map { Float(cos(2 * Double.pi * Double($0 % 16) / 16)) }
        // Inner jumps are 1/16 across and 0 down, so 1/32 on average; the wrap-around jump is 15/16.
        #expect(abs(FabricStatistics.seamScore(ramp, width: 16, height: 16) - 30) < 1e-4)
        #expect(FabricStatistics.seamScore(wave, width: 16, height: 16) < 1)
        #expect(FabricStatistics.seamScore([1, 1, 1, 1], width: 2, height: 2) == 1)
    }
}
