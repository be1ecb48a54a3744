internal import CGaussianProcess
internal import QuartetEngine

/// A number for each pair of a row molecule and a column molecule.
package struct PairTable: Sendable {
    let rows: Int
    let columns: Int
    /// Row by row.
    package let values: [Float]

    /// The min-max similarity of counted fingerprints, `Σ min(a, b) / Σ max(a, b)`: Tanimoto's of counts. Two empty
    /// fingerprints have 0.
    package init(similarityOf a: CountRows, to b: CountRows) {
        var values = [Float](repeating: 0, count: a.count * b.count)
        values.withUnsafeMutableBufferPointer { values in
            a.withPointers { a in
                b.withPointers { b in
                    withUnsafePointer(to: a) { a in
                        withUnsafePointer(to: b) { b in
                            gp_min_max_similarity(a, b, values.baseAddress, Int32(Machine.threads))
                        }
                    }
                }
            }
        }
        (rows, columns, self.values) = (a.count, b.count, values)
    }

    /// The mean squared difference of standardised numbers.
    package init(distanceOf a: [Double], to b: [Double], width: Int) {
        let (rows, columns) = width == 0 ? (0, 0) : (a.count / width, b.count / width)
        let (left, right) = (Self.squares(a, width, rows), Self.squares(b, width, columns))
        var values = [Float](repeating: 0, count: rows * columns)
        var products = [Double](repeating: 0, count: min(Self.block, rows) * columns)
        for first in stride(from: 0, to: rows, by: Self.block) {
            let count = min(Self.block, rows - first)
            // Minus the scalar products.
            for index in products.indices { products[index] = 0 }
            a.withUnsafeBufferPointer { a in
                products.withUnsafeMutableBufferPointer { products in
                    guard let start = a.baseAddress else { return }
                    let wide = Int64(width)
                    gp_subtract_row_products(
                        start + first * width, wide, b, wide, products.baseAddress, Int64(columns),
                        Int64(count), Int64(columns), wide, Int32(Machine.threads))
                }
            }
            values.withUnsafeMutableBufferPointer { values in
                products.withUnsafeBufferPointer { products in
                    for row in 0..<count {
                        let to = (first + row) * columns
                        for column in 0..<columns {
                            let squared =
                                left[first + row] + right[column] + 2 * products[row * columns + column]
                            values[to + column] = Float(max(squared, 0) / Double(width))
                        }
                    }
                }
            }
        }
        (self.rows, self.columns, self.values) = (rows, columns, values)
    }

    /// Rows whose products are computed at a time.
    private static let block = 128

    private static func squares(_ x: [Double], _ width: Int, _ count: Int) -> [Double] {
        (0..<count).map { row in x[row * width..<(row + 1) * width].reduce(0) { $0 + $1 * $1 } }
    }
}
