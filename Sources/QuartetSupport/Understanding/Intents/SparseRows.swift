internal import CKernels
internal import QuartetEngine

/// Rows of mostly zeros, one after another in one block.
struct SparseRows: Sendable {
    typealias Row = [(column: Int32, value: Float)]

    /// Row `i` has the elements from `starts[i]` to `starts[i + 1]`.
    private(set) var starts: [Int64] = [0]
    private(set) var columns: [Int32] = []
    private(set) var values: [Float] = []

    init() {}

    init(_ rows: some Sequence<Row>) { for row in rows { append(row) } }

    var count: Int { starts.count - 1 }

    mutating func append(_ row: Row) {
        for (column, value) in row {
            columns.append(column)
            values.append(value)
        }
        starts.append(Int64(columns.count))
    }

    /// The squared length of each row.
    var squares: [Float] {
        (0..<count).map { row in
            values[Int(starts[row])..<Int(starts[row + 1])].reduce(0) { $0 + $1 * $1 }
        }
    }

    func withKernelRows<Result>(_ body: (qk_sparse_rows) -> Result) -> Result {
        starts.withUnsafeBufferPointer { starts in
            columns.withUnsafeBufferPointer { columns in
                values.withUnsafeBufferPointer { values in
                    body(
                        qk_sparse_rows(
                            starts: starts.baseAddress, columns: columns.baseAddress,
                            values: values.baseAddress))
                }
            }
        }
    }

    /// `[rows, width]`: the products with `[columns, width]`, whose width is a multiple of 16.
    func product(_ weights: [Float], width: Int) -> [Float] {
        var result = [Float](repeating: 0, count: count * width)
        let threads = Int32(count < 64 ? 1 : Machine.threads)
        withKernelRows { rows in
            var rows = rows
            weights.withUnsafeBufferPointer { weights in
                result.withUnsafeMutableBufferPointer { result in
                    guard let weights = weights.baseAddress, let result = result.baseAddress else { return }
                    qk_sparse_product(&rows, Int64(count), weights, Int64(width), result, threads)
                }
            }
        }
        return result
    }
}
