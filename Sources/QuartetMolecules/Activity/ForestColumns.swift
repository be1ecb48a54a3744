/// What trees cut: descriptors, atom types and counts of environments in fewer bins, column by column.
package struct ForestColumns: Sendable {
    static let countBins = 1024

    let rows: Int
    let width: Int
    let values: [Float]

    /// - Parameter values: column by column, `rows` each.
    package init(rows: Int, values: [Float]) {
        (self.rows, self.values, width) = (rows, values, values.count / max(rows, 1))
    }

    init(_ table: FeatureTable) {
        let numbers = MoleculeFeatures.Numbers.allCases
        let width = numbers.reduce(Self.countBins) { $0 + $1.width }
        let rows = table.rows
        var values = [Float](repeating: 0, count: width * rows)
        var first = 0
        for kind in numbers {
            let source = table.numbers(kind)
            for row in 0..<rows {
                for index in 0..<kind.width {
                    values[(first + index) * rows + row] = source[row * kind.width + index]
                }
            }
            first += kind.width
        }
        let counts = table.counts(.environments)
        for row in 0..<rows {
            for place in counts.places(of: row) {
                values[(first + Int(counts.bins[place]) % Self.countBins) * rows + row] += Float(
                    counts.counts[place])
            }
        }
        (self.rows, self.width, self.values) = (rows, width, values)
    }
}

/// The columns of some rows as levels from 0 to 255, in the order of their numbers, row by row.
struct ForestLevels: Sendable {
    /// Columns, and those that fill a row up.
    let width: Int
    let levels: [UInt8]
    /// The number from which on a level begins, column by column.
    private let borders: [[Float]]

    init(_ columns: ForestColumns, members: [Int]) {
        let width = (columns.width + 15) / 16 * 16
        let borders = (0..<columns.width).map { column in
            Self.borders(members.map { columns.values[column * columns.rows + $0] })
        }
        var levels = [UInt8](repeating: 0, count: width * members.count)
        levels.withUnsafeMutableBufferPointer { levels in
            for (column, borders) in borders.enumerated() {
                for (row, member) in members.enumerated() {
                    levels[row * width + column] = Self.level(
                        columns.values[column * columns.rows + member], borders)
                }
            }
        }
        (self.width, self.levels, self.borders) = (width, levels, borders)
    }

    /// The number from which on rows are in the upper branch of a cut.
    func border(_ column: Int, _ level: UInt8) -> Float { borders[column][Int(level)] }

    /// All different numbers, or 256 of them that part the rows evenly.
    private static func borders(_ numbers: [Float]) -> [Float] {
        // Most are counts, which are their own levels.
        let largest = numbers.max() ?? 0
        if largest < 256, numbers.allSatisfy({ $0 >= 0 && $0 == $0.rounded() }) {
            return (0...Int(largest)).map(Float.init)
        }
        let sorted = numbers.sorted()
        var borders: [Float] = []
        let different = sorted.indices.filter { $0 == 0 || sorted[$0] > sorted[$0 - 1] }
        if different.count <= 256 { return different.map { sorted[$0] } }
        for level in 0..<256 {
            let number = sorted[level * sorted.count / 256]
            if borders.last.map({ $0 < number }) ?? true { borders.append(number) }
        }
        return borders
    }

    /// The last level that begins at or before a number.
    private static func level(_ number: Float, _ borders: [Float]) -> UInt8 {
        let whole = Int(max(number, 0))
        if whole < borders.count, borders[whole] == number { return UInt8(whole) }
        var (low, high) = (0, borders.count)
        while high - low > 1 {
            let middle = (low + high) / 2
            if borders[middle] <= number { low = middle } else { high = middle }
        }
        return UInt8(low)
    }
}
