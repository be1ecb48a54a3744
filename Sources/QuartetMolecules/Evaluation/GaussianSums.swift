/// Sums over the rows of a table that arrives in parts, from which mean and covariance follow.
public struct GaussianSums: Sendable {
    public let width: Int
    public private(set) var count = 0
    private(set) var sums: [Double]
    /// Sums of products of two columns, `[width, width]`; the second column is at most the first.
    private(set) var products: [Double]

    public init(width: Int) {
        self.width = width
        sums = [Double](repeating: 0, count: width)
        products = [Double](repeating: 0, count: width * width)
    }

    init(width: Int, count: Int, sums: [Double], products: [Double]) {
        (self.width, self.count, self.sums, self.products) = (width, count, sums, products)
    }

    /// Adds rows of ``width`` numbers.
    public mutating func add(rows values: [Float]) {
        if width == 0 || values.count % width != 0 {
            fatalError("GaussianSums: \(values.count) numbers, width \(width).")
        }
        count += values.count / width
        // Four rows at a time: the products are read and written a quarter as often.
        var block = [Double](repeating: 0, count: 4 * width)
        for first in stride(from: 0, to: values.count, by: block.count) {
            let filled = min(block.count, values.count - first)
            for i in 0..<filled { block[i] = Double(values[first + i]) }
            for i in filled..<block.count { block[i] = 0 }
            add(block)
        }
    }

    /// Adds four rows.
    private mutating func add(_ block: [Double]) {
        let width = width
        block.withUnsafeBufferPointer { block in
            sums.withUnsafeMutableBufferPointer { sums in
                for i in 0..<4 * width { sums[i % width] += block[i] }
            }
            products.withUnsafeMutableBufferPointer { products in
                for i in 0..<width {
                    let (a, b, c, d) = (
                        block[i], block[width + i], block[2 * width + i], block[3 * width + i]
                    )
                    for j in 0...i {
                        products[i * width + j] +=
                            a * block[j] + b * block[width + j] + c * block[2 * width + j] + d
                            * block[3 * width + j]
                    }
                }
            }
        }
    }

    /// Adds the rows of another table of the same width.
    public mutating func add(_ other: GaussianSums) {
        if width != other.width { fatalError("GaussianSums: widths \(width) and \(other.width).") }
        count += other.count
        for i in sums.indices { sums[i] += other.sums[i] }
        for i in products.indices { products[i] += other.products[i] }
    }

    /// Nil for fewer than two rows.
    public var gaussian: Gaussian? {
        if count < 2 { return nil }
        let mean = sums.map { $0 / Double(count) }
        var covariance = products
        for i in 0..<width {
            for j in 0...i {
                let value = (products[i * width + j] - sums[i] * mean[j]) / Double(count - 1)
                covariance[i * width + j] = value
                covariance[j * width + i] = value
            }
        }
        return Gaussian(mean: mean, covariance: covariance)
    }
}
