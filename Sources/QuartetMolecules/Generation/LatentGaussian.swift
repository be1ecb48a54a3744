internal import QuartetEngine

/// A normal distribution with full covariance, fitted to codes of molecules: a prior that lies where the codes do.
public struct LatentGaussian: Sendable {
    public let mean: [Float]
    /// `L` with `L Lᵀ` equal to the covariance, row by row.
    private let factor: [Float]

    /// - Parameter codes: one after another, each `latents` numbers; nil for fewer than two.
    public init?(codes: [Float], latents: Int) {
        guard let fitted = Gaussian(rows: codes, width: latents) else { return nil }
        mean = fitted.mean.map(Float.init)
        factor = SymmetricMatrix(fitted.covariance, width: latents).factor().map(Float.init)
    }

    /// `mean + L noise` for standard normal noise, one vector after another.
    ///
    /// - Parameter spread: scales the deviation; 0 gives the mean.
    public func codes(from noise: [Float], spread: Float = 1) -> [Float] {
        let width = mean.count
        var codes = noise
        for first in stride(from: 0, to: noise.count, by: width) {
            for row in 0..<width {
                var sum: Float = 0
                for column in 0..<width { sum += factor[row * width + column] * noise[first + column] }
                codes[first + row] = mean[row] + spread * sum
            }
        }
        return codes
    }
}
