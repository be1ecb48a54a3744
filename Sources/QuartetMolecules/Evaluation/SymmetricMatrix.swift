/// A symmetric matrix in double precision, and what distances of Gaussians and searches need of it.
package struct SymmetricMatrix {
    /// Row by row.
    private(set) var elements: [Double]
    let width: Int

    package init(_ elements: [Double], width: Int) {
        if elements.count != width * width {
            fatalError("SymmetricMatrix: \(elements.count), width \(width).")
        }
        (self.elements, self.width) = (elements, width)
    }

    /// `L` with `L Lᵀ` equal to a positive semidefinite matrix, row by row: Cholesky's decomposition with pivots (Higham,
    /// Accuracy and Stability of Numerical Algorithms, 10.3). A singular matrix has columns of zeros.
    func factor() -> [Double] {
        var factor = [Double](repeating: 0, count: width * width)
        var left = (0..<width).map { elements[$0 * width + $0] }
        let tolerance = (left.max() ?? 0) * Double(width) * Double.ulpOfOne
        var remaining = Set(0..<width)
        for column in 0..<width {
            guard let pivot = remaining.max(by: { (left[$0], $1) < (left[$1], $0) }), left[pivot] > tolerance
            else { break }
            remaining.remove(pivot)
            let root = left[pivot].squareRoot()
            for row in remaining {
                var value = elements[row * width + pivot]
                for k in 0..<column { value -= factor[row * width + k] * factor[pivot * width + k] }
                factor[row * width + column] = value / root
                left[row] -= value / root * (value / root)
            }
            factor[pivot * width + column] = root
        }
        return factor
    }

    /// `Lᵀ A L`.
    func congruent(by factor: [Double]) -> SymmetricMatrix {
        var transposed = factor
        for i in 0..<width { for j in 0..<width { transposed[j * width + i] = factor[i * width + j] } }
        let right = Self.product(elements, factor, width)
        return SymmetricMatrix(Self.product(transposed, right, width), width: width)
    }

    private static func product(_ a: [Double], _ b: [Double], _ n: Int) -> [Double] {
        var result = [Double](repeating: 0, count: n * n)
        result.withUnsafeMutableBufferPointer { result in
            b.withUnsafeBufferPointer { b in
                for i in 0..<n {
                    for k in 0..<n {
                        let factor = a[i * n + k]
                        if factor == 0 { continue }
                        for j in 0..<n { result[i * n + j] += factor * b[k * n + j] }
                    }
                }
            }
        }
        return result
    }
}
