import QuartetMolecules
import QuartetTestSupport
import Testing

struct LatentGaussianTests {
    /// Codes with a mean of (1, -2) and a covariance that a linear map of noise gives.
    @Test func drawsHaveTheMeanAndCovarianceOfTheCodes() throws {
        var generator = SeededGenerator(seed: 3)
        func noise(_ count: Int) -> [Float] {
            (0..<count).map { _ in
                (0..<12).reduce(-6) { sum, _ in sum + Float.random(in: 0..<1, using: &generator) }
            }
        }
        let raw = noise(4000)
        let codes = stride(from: 0, to: raw.count, by: 2).flatMap {
            [1 + 2 * raw[$0], -2 + raw[$0] + 0.5 * raw[$0 + 1]]
        }
        let gaussian = try #require(LatentGaussian(codes: codes, latents: 2))
        let drawn = gaussian.codes(from: noise(20_000))
        func moments(_ values: [Float]) -> [Double] {
            let (x, y) = (
                stride(from: 0, to: values.count, by: 2).map { Double(values[$0]) },
                stride(from: 1, to: values.count, by: 2).map { Double(values[$0]) }
            )
            let n = Double(x.count)
            let (mx, my) = (x.reduce(0, +) / n, y.reduce(0, +) / n)
            let products = zip(x, y).reduce(0) { $0 + ($1.0 - mx) * ($1.1 - my) } / n
            return [mx, my, x.reduce(0) { $0 + ($1 - mx) * ($1 - mx) } / n, products]
        }
        for (found, expected) in zip(moments(drawn), moments(codes)) {
            #expect(abs(found - expected) < 0.15, "\(found), expected \(expected)")
        }
        #expect(gaussian.codes(from: [3, 3], spread: 0) == gaussian.mean)
    }

    @Test func oneCodeIsTooFew() { #expect(LatentGaussian(codes: [1, 2], latents: 2) == nil) }
}
