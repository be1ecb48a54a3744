/// Eigenvalues and eigenvectors of a symmetric matrix, by Jacobi's rotations (Golub & Van Loan, Matrix Computations, 8.5).
enum Eigenvectors {
    /// - Parameter matrix: symmetric, row by row.
    /// - Returns: the values, and the vectors as the columns of a matrix, row by row, in the same order.
    static func decompose(_ matrix: [Double], width n: Int) -> (values: [Double], vectors: [Double]) {
        var a = matrix
        var vectors = (0..<n * n).map { $0 / n == $0 % n ? 1.0 : 0 }
        let size = matrix.reduce(0) { $0 + $1 * $1 }
        for _ in 0..<50 {
            var beside = 0.0
            for i in 0..<n { for j in 0..<i { beside += a[i * n + j] * a[i * n + j] } }
            if beside <= size * 1e-26 { break }
            for p in 0..<n { for q in p + 1..<max(n, p + 1) { rotate(&a, &vectors, p, q, n) } }
        }
        return ((0..<n).map { a[$0 * n + $0] }, vectors)
    }

    /// Makes the element (p, q) zero.
    private static func rotate(_ a: inout [Double], _ vectors: inout [Double], _ p: Int, _ q: Int, _ n: Int) {
        let element = a[p * n + q]
        if element == 0 { return }
        let theta = (a[q * n + q] - a[p * n + p]) / (2 * element)
        let tangent = (theta < 0 ? -1 : 1) / (abs(theta) + (theta * theta + 1).squareRoot())
        let cosine = 1 / (tangent * tangent + 1).squareRoot()
        let sine = tangent * cosine
        for k in 0..<n {
            let (kp, kq) = (a[k * n + p], a[k * n + q])
            a[k * n + p] = cosine * kp - sine * kq
            a[k * n + q] = sine * kp + cosine * kq
        }
        for k in 0..<n {
            let (pk, qk) = (a[p * n + k], a[q * n + k])
            a[p * n + k] = cosine * pk - sine * qk
            a[q * n + k] = sine * pk + cosine * qk
            let (vp, vq) = (vectors[k * n + p], vectors[k * n + q])
            vectors[k * n + p] = cosine * vp - sine * vq
            vectors[k * n + q] = sine * vp + cosine * vq
        }
    }
}
