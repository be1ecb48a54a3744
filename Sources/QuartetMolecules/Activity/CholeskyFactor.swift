internal import CGaussianProcess
internal import Foundation
internal import QuartetEngine

/// The triangle `L` with `L Lᵀ` equal to a symmetric positive definite matrix, in double precision on all threads.
package struct CholeskyFactor: Sendable {
    /// Row by row; what is above the diagonal has no meaning.
    private let lower: [Double]
    let width: Int

    /// - Parameter matrix: row by row; its lower triangle is read.
    /// - Returns: nil if the matrix is not positive definite.
    package init?(_ matrix: consuming [Double], width: Int) {
        if matrix.count != width * width { fatalError("CholeskyFactor: \(matrix.count), width \(width).") }
        var matrix = matrix
        let failed = matrix.withUnsafeMutableBufferPointer {
            gp_factor($0.baseAddress, Int64(width), Int32(Machine.threads))
        }
        if failed >= 0 { return nil }
        (lower, self.width) = (matrix, width)
    }

    /// Half the logarithm of the determinant: `Σ log Lᵢᵢ`.
    package var halfLogDeterminant: Double {
        (0..<width).reduce(0) { $0 + log(lower[$1 * width + $1]) }
    }

    /// Replaces each row `b` of `width` elements by the solution `x` of `L x = b`.
    package func solve(rows: inout [Double]) {
        if !rows.count.isMultiple(of: max(width, 1)) { fatalError("CholeskyFactor: rows of \(width).") }
        let count = width == 0 ? 0 : rows.count / width
        rows.withUnsafeMutableBufferPointer {
            gp_solve_lower(lower, Int64(width), $0.baseAddress, Int64(count), Int32(Machine.threads))
        }
    }

    /// The solution `x` of `L Lᵀ x = b`.
    package func solve(_ b: [Double]) -> [Double] {
        var x = b
        solve(rows: &x)
        x.withUnsafeMutableBufferPointer { x in
            lower.withUnsafeBufferPointer { lower in
                for row in stride(from: width - 1, through: 0, by: -1) {
                    let start = row * width
                    x[row] /= lower[start + row]
                    let value = x[row]
                    for column in 0..<row { x[column] -= value * lower[start + column] }
                }
            }
        }
        return x
    }

    /// The inverse of the matrix, row by row.
    package func inverse() -> [Double] {
        var result = lower
        var work = [Double](repeating: 0, count: width * width)
        gp_invert(&result, &work, Int64(width), Int32(Machine.threads))
        result.withUnsafeMutableBufferPointer { result in
            for row in 0..<width {
                for column in 0..<row { result[column * width + row] = result[row * width + column] }
            }
        }
        return result
    }
}
