import QuartetMolecules
import QuartetTestSupport
import Testing

struct LatentGaussianTests {
    /// Mean of x and y, variance of x, covariance.
    private func moments(_ values: [Float]) -> [Double] {
        let x = stride(from: 0, to: values.count, by: 2).map { Double(values[$0]) }
        let y = stride(from: 1, to: values.count, by: 2).map { Double(values[$0]) }
        let count = Double(x.count)
        let (meanX, meanY) = (x.reduce(0, +) / count, y.reduce(0, +) / count)
        var (variance, covariance) = (0.0, 0.0)
        for (a, b) in zip(x, y) {
            variance += (a - meanX) * (a - meanX) / count
            covariance += (a - meanX) * (b - meanY) / count
        }
        return [meanX, meanY, variance, covariance]
    }

    /// Codes with a mean of (1, -2) and a covariance that a linear map of noise gives.
    @Test func drawsHaveTheMeanAndCovarianceOfTheCodes() throws {
        var generator = SeededGenerator(3)
        func noise(_ count: Int) -> [Float] {
            (0..<count).map { _ -> Float in
                var sum: Float = -6
                for _ in 0..<12 { sum += Float.random(in: 0..<1, using: &generator) }
                return sum
            }
        }
        let raw = noise(4000)
        var codes: [Float] = []
        for first in stride(from: 0, to: raw.count, by: 2) {
            codes += [1 + 2 * raw[first], -2 + raw[first] + 0.5 * raw[first + 1]]
        }
        let gaussian = try #require(LatentGaussian(codes: codes, latents: 2))
        let drawn = moments(gaussian.codes(from: noise(20_000)))
        for (found, expected) in zip(drawn, moments(codes)) {
            #expect(abs(found - expected) < 0.15, "\(found), expected \(expected)")
        }
        #expect(gaussian.codes(from: [3, 3], spread: 0) == gaussian.mean)
    }

    @Test func oneCodeIsTooFew() { #expect(LatentGaussian(codes: [1, 2], latents: 2) == nil) }
}
