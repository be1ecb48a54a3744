/// Mean and covariance of a table of numbers, in double precision.
public struct Gaussian: Sendable, Equatable {
    public let mean: [Double]
    /// `[width, width]`, row by row; the divisor is one less than the number of rows.
    public let covariance: [Double]

    public var width: Int { mean.count }

    init(mean: [Double], covariance: [Double]) { (self.mean, self.covariance) = (mean, covariance) }

    /// - Parameter values: rows of `width` numbers, at least two; nil for fewer.
    public init?(rows values: [Float], width: Int) {
        if width < 1 || values.count % width != 0 { return nil }
        var sums = GaussianSums(width: width)
        sums.add(rows: values)
        guard let gaussian = sums.gaussian else { return nil }
        self = gaussian
    }

    /// The Fréchet distance of two Gaussians (Dowson & Landau, J. Multivar. Anal. 1982, 12, 450):
    /// `|m - m'|² + tr(C + C' - 2 (C C')^½)`.
    ///
    /// With `C = L Lᵀ` the last trace is the sum of the roots of the eigenvalues of `Lᵀ C' L`, which is symmetric. No inverse
    /// and no root of a matrix is needed, so singular covariances are no special case.
    public func frechetDistance(to other: Gaussian) -> Double {
        if width != other.width { fatalError("Fréchet distance: widths \(width) and \(other.width).") }
        var result = zip(mean, other.mean).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        for i in 0..<width { result += covariance[i * width + i] + other.covariance[i * width + i] }
        let factor = SymmetricMatrix(covariance, width: width).factor()
        let values = SymmetricMatrix(other.covariance, width: width).congruent(by: factor).eigenvalues()
        // Rounding leaves something of eigenvalues of zero, and a root would make much of it.
        let least = (values.last ?? 0) * Double(width) * Double.ulpOfOne
        for value in values where value > least { result -= 2 * value.squareRoot() }
        return max(result, 0)
    }
}
