extension SymmetricMatrix {
    /// All eigenvalues, by rising value: Householder's reflections make the matrix tridiagonal, and bisection finds the
    /// eigenvalues of that by counting those below a number (Golub & Van Loan, Matrix Computations, 8.3 and 8.4).
    func eigenvalues() -> [Double] {
        let (diagonal, beside) = tridiagonal()
        if diagonal.isEmpty { return [] }
        let squares = beside.map { $0 * $0 }
        let radius =
            diagonal.indices.map { i in
                abs(diagonal[i]) + (i > 0 ? abs(beside[i - 1]) : 0) + (i < beside.count ? abs(beside[i]) : 0)
            }.max() ?? 0
        return diagonal.indices.map { Self.eigenvalue($0, diagonal, squares, within: radius) }
    }

    /// The diagonal, and the elements beside it.
    private func tridiagonal() -> (diagonal: [Double], beside: [Double]) {
        var a = elements
        let n = width
        var beside: [Double] = []
        for column in 0..<max(n - 1, 0) {
            let rest = column + 1..<n
            let norm = rest.reduce(0) { $0 + a[$1 * n + column] * a[$1 * n + column] }.squareRoot()
            let first = a[(column + 1) * n + column]
            let target = first > 0 ? -norm : norm
            beside.append(target)
            // v reflects the column onto its first element; A becomes A - v wᵀ - w vᵀ.
            var v = rest.map { a[$0 * n + column] }
            v[0] -= target
            let square = v.reduce(0) { $0 + $1 * $1 }
            if square == 0 { continue }
            var w = rest.map { row in
                v.indices.reduce(0) { $0 + a[row * n + column + 1 + $1] * v[$1] } * 2 / square
            }
            let share = zip(v, w).reduce(0) { $0 + $1.0 * $1.1 } / square
            for i in w.indices { w[i] -= share * v[i] }
            for i in v.indices {
                let start = (column + 1 + i) * n + column + 1
                for j in v.indices { a[start + j] -= v[i] * w[j] + w[i] * v[j] }
            }
        }
        return ((0..<n).map { a[$0 * n + $0] }, beside)
    }

    /// The eigenvalue that has `index` others below it.
    private static func eigenvalue(
        _ index: Int, _ diagonal: [Double], _ squares: [Double], within radius: Double
    ) -> Double {
        var (low, high) = (-radius, radius)
        while true {
            let middle = low + (high - low) / 2
            if middle <= low || middle >= high || high - low <= radius * Double.ulpOfOne { return middle }
            if below(middle, diagonal, squares) > index { high = middle } else { low = middle }
        }
    }

    /// How many eigenvalues are below `x`: the negative pivots of `T - x`.
    private static func below(_ x: Double, _ diagonal: [Double], _ squares: [Double]) -> Int {
        var (count, pivot) = (0, 1.0)
        for i in diagonal.indices {
            pivot = diagonal[i] - x - (i > 0 ? squares[i - 1] / pivot : 0)
            if pivot == 0 { pivot = -Double.leastNormalMagnitude }
            if pivot < 0 { count += 1 }
        }
        return count
    }
}
