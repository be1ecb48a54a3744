/// Householder's reflections make the matrix tridiagonal, and rotations with implicit shifts make that diagonal (Golub &
/// Van Loan, Matrix Computations, 8.3; the numbers follow EISPACK's tql2).
extension SymmetricMatrix {
    /// All eigenvalues, by rising value.
    package func eigenvalues() -> [Double] {
        var form = TridiagonalForm(self)
        var none: [Double] = []
        form.diagonalise(turning: &none, rows: 0)
        return form.diagonal.sorted()
    }

    /// The eigenvalues, and the eigenvectors as the columns of a matrix, row by row, in the same order: by rising value.
    package func eigenvectors() -> (values: [Double], vectors: [Double]) {
        var form = TridiagonalForm(self)
        // Column by column, so that each rotation turns two rows of it.
        var columns = form.basis()
        form.diagonalise(turning: &columns, rows: width)
        let order = form.diagonal.indices.sorted { (form.diagonal[$0], $0) < (form.diagonal[$1], $1) }
        var vectors = [Double](repeating: 0, count: width * width)
        for (place, column) in order.enumerated() {
            for row in 0..<width { vectors[row * width + place] = columns[column * width + row] }
        }
        return (order.map { form.diagonal[$0] }, vectors)
    }
}

/// `T = Qᵀ A Q` with zeros but on the diagonal and beside it.
private struct TridiagonalForm {
    private(set) var diagonal: [Double]
    /// Of each row with the next one; the last is 0.
    private var beside: [Double]
    /// The vectors that the reflections are made of, the first one first: of the last n - 1, n - 2, … elements.
    private var reflections: [[Double]] = []

    init(_ matrix: SymmetricMatrix) {
        var a = matrix.elements
        let n = matrix.width
        beside = []
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
            reflections.append(square == 0 ? [] : v.map { $0 / square.squareRoot() })
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
        diagonal = (0..<n).map { a[$0 * n + $0] }
        beside += n > 0 ? [0] : []
    }

    /// Q, column by column: the product of the reflections, the last one first.
    func basis() -> [Double] {
        let n = diagonal.count
        var q = (0..<n * n).map { $0 / n == $0 % n ? 1.0 : 0 }
        for (index, v) in reflections.enumerated().reversed() where !v.isEmpty {
            for column in index + 1..<n {
                let start = column * n + index + 1
                let share = 2 * v.indices.reduce(0) { $0 + v[$1] * q[start + $1] }
                for i in v.indices { q[start + i] -= share * v[i] }
            }
        }
        return q
    }

    /// Makes the form diagonal.
    ///
    /// - Parameters:
    ///   - columns: a matrix of that many rows, column by column, whose columns turn with the form; empty for 0 rows.
    mutating func diagonalise(turning columns: inout [Double], rows: Int) {
        for first in diagonal.indices {
            // Two or three rounds are usual; the limit ends the loop if a value is not finite.
            for _ in 0..<60 {
                let last = end(of: first)
                if last == first { break }
                sweep(first, last, &columns, rows)
            }
        }
    }

    /// The last index of the block that begins with `first`: what lies beside it is too small to count.
    private func end(of first: Int) -> Int {
        for index in first..<diagonal.count - 1 {
            let size = abs(diagonal[index]) + abs(diagonal[index + 1])
            if abs(beside[index]) <= size * Double.ulpOfOne { return index }
        }
        return diagonal.count - 1
    }

    /// One step of the QL method on a block, from its end to its beginning.
    private mutating func sweep(_ first: Int, _ last: Int, _ columns: inout [Double], _ rows: Int) {
        let slope = (diagonal[first + 1] - diagonal[first]) / (2 * beside[first])
        let root = (slope * slope + 1).squareRoot()
        var g = diagonal[last] - diagonal[first] + beside[first] / (slope + (slope < 0 ? -root : root))
        var (sine, cosine, shift) = (1.0, 1.0, 0.0)
        for index in stride(from: last - 1, through: first, by: -1) {
            let (f, b) = (sine * beside[index], cosine * beside[index])
            let radius = (f * f + g * g).squareRoot()
            beside[index + 1] = radius
            if radius == 0 {
                // The block falls apart here.
                diagonal[index + 1] -= shift
                beside[last] = 0
                return
            }
            (sine, cosine) = (f / radius, g / radius)
            g = diagonal[index + 1] - shift
            let turn = (diagonal[index] - g) * sine + 2 * cosine * b
            shift = sine * turn
            diagonal[index + 1] = g + shift
            g = cosine * turn - b
            for row in 0..<rows {
                let (low, high) = (columns[index * rows + row], columns[(index + 1) * rows + row])
                columns[(index + 1) * rows + row] = sine * low + cosine * high
                columns[index * rows + row] = cosine * low - sine * high
            }
        }
        diagonal[first] -= shift
        beside[first] = g
        beside[last] = 0
    }
}
