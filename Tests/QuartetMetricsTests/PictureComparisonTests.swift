import Foundation
import QuartetMetrics
import QuartetTestSupport
import Testing

@Suite struct PictureComparisonTests {
    @Test func equalPicturesAreAsSimilarAsCanBe() throws {
        var random = SeededGenerator(1)
        let picture = random.floats(20 * 15 * 3)
        let same = try PictureComparison(picture, reference: picture, width: 20, height: 15, channels: 3)
        #expect(same.meanSquaredError == 0 && same.peakSignalToNoise == .infinity)
        #expect(abs(same.structuralSimilarity - 1) < 1e-12)
    }

    /// For constants the formula is `(2ab + C1) / (a² + b² + C1)`.
    @Test func constantsFollowTheFormula() throws {
        let (a, b) = (0.25, 0.5)
        let expected: Double = (2 * a * b + 1e-4) / (a * a + b * b + 1e-4)
        let compared = try PictureComparison(
            [Float](repeating: 0.25, count: 144), reference: [Float](repeating: 0.5, count: 144), width: 12,
            height: 12, channels: 1)
        #expect(abs(compared.meanSquaredError - 0.0625) < 1e-12)
        #expect(abs(compared.peakSignalToNoise - 12.0412) < 1e-4)
        #expect(abs(compared.structuralSimilarity - expected) < 1e-9)
    }

    /// The formula for each window by itself, with weights in two dimensions.
    @Test(arguments: [(17, 13), (11, 11), (8, 30), (3, 4)])
    func windowsAreThoseOfTheDefinition(_ width: Int, _ height: Int) throws {
        var random = SeededGenerator(2)
        let first = random.floats(width * height).map { ($0 + 1) / 2 }
        let second = zip(first, random.floats(width * height)).map { min(max($0 + $1 / 8, 0), 1) }
        func size(_ extent: Int) -> Int { min(11, extent % 2 == 0 ? extent - 1 : extent) }
        let (across, down) = (size(width), size(height))
        var values: [Double] = []
        for top in 0...height - down {
            for left in 0...width - across {
                var sums = [Double](repeating: 0, count: 6)
                for y in 0..<down {
                    for x in 0..<across {
                        let dx = Double(x) - Double(across - 1) / 2
                        let dy = Double(y) - Double(down - 1) / 2
                        let weight = exp(-(dx * dx + dy * dy) / 4.5)
                        let place = (top + y) * width + left + x
                        let (a, b) = (Double(first[place]), Double(second[place]))
                        for (index, term) in [1, a, b, a * a, b * b, a * b].enumerated() {
                            sums[index] += weight * term
                        }
                    }
                }
                let m = sums.map { $0 / sums[0] }
                let (c1, c2) = (0.01 * 0.01, 0.03 * 0.03)
                let (x, y) = (m[1], m[2])
                let luminance = (2 * x * y + c1) / (x * x + y * y + c1)
                let covariance = m[5] - x * y
                let variances = m[3] - x * x + m[4] - y * y
                let structure = (2 * covariance + c2) / (variances + c2)
                values.append(luminance * structure)
            }
        }
        let compared = try PictureComparison(
            first, reference: second, width: width, height: height, channels: 1)
        let expected = values.reduce(0, +) / Double(values.count)
        #expect(abs(compared.structuralSimilarity - expected) < 1e-9)
        #expect(compared.structuralSimilarity < 0.999)
    }

    @Test func channelsAreAveraged() throws {
        var random = SeededGenerator(3)
        let planes = (0..<2).map { _ in (random.floats(144), random.floats(144)) }
        let each = try planes.map {
            try PictureComparison($0.0, reference: $0.1, width: 12, height: 12, channels: 1)
        }
        let both = try PictureComparison(
            (0..<144).flatMap { [planes[0].0[$0], planes[1].0[$0]] },
            reference: (0..<144).flatMap { [planes[0].1[$0], planes[1].1[$0]] }, width: 12, height: 12,
            channels: 2)
        let mean = (each[0].structuralSimilarity + each[1].structuralSimilarity) / 2
        #expect(abs(both.structuralSimilarity - mean) < 1e-12)
    }

    @Test func samplesMustBeComplete() {
        #expect(throws: MetricError.self) {
            try PictureComparison([0, 1], reference: [0, 1, 0], width: 3, height: 1, channels: 1)
        }
        #expect(throws: MetricError.self) {
            try PictureComparison([], reference: [], width: 0, height: 1, channels: 1)
        }
    }
}
