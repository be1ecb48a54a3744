/// Mean and covariance of a table of numbers, in double precision.
public struct Gaussian: Sendable, Equatable {
    public let mean: [Double]
    /// `[width, width]`, row by row; the divisor is one less than the number of rows.
    public let covariance: [Double]

    public var width: Int { mean.count }

    /// - Parameter values: rows of `width` numbers, at least two; nil for fewer.
    public init?(rows values: [Float], width: Int) {
        let rows = width > 0 ? values.count / width : 0
        if rows < 2 || values.count != rows * width { return nil }
        var mean = [Double](repeating: 0, count: width)
        for row in 0..<rows {
            for column in 0..<width { mean[column] += Double(values[row * width + column]) }
        }
        for column in 0..<width { mean[column] /= Double(rows) }
        self.mean = mean
        covariance = Self.covariance(of: values, rows: rows, around: mean)
    }

    private static func covariance(of values: [Float], rows: Int, around mean: [Double]) -> [Double] {
        let width = mean.count
        var sums = [Double](repeating: 0, count: width * width)
        var centred = mean
        sums.withUnsafeMutableBufferPointer { sums in
            for row in 0..<rows {
                for column in 0..<width {
                    centred[column] = Double(values[row * width + column]) - mean[column]
                }
                centred.withUnsafeBufferPointer { centred in
                    for i in 0..<width {
                        let (factor, start) = (centred[i], i * width)
                        for j in 0...i { sums[start + j] += factor * centred[j] }
                    }
                }
            }
            for i in 0..<width {
                for j in 0...i {
                    sums[i * width + j] /= Double(rows - 1)
                    sums[j * width + i] = sums[i * width + j]
                }
            }
        }
        return sums
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
