internal import QuartetEngine
internal import QuartetFiles

/// Extremely randomised trees (Geurts, Ernst & Wehenkel, Machine Learning 2006, 63, 3): each cut is the best of random
/// places in random columns, and the mean over the trees is the prediction.
struct Forest: Sendable {
    struct Settings: Sendable {
        var trees = 64
        /// Share of the columns that each cut is chosen from.
        var columnShare: Float = 0.2
        /// Molecules that a leaf has at least.
        var smallestLeaf = 1
    }

    private let trees: [ForestTree]

    /// - Parameters:
    ///   - members: the rows that it learns from.
    ///   - values: one for each row of the table.
    init(
        _ columns: ForestColumns, members: [Int], values: [Float], settings: Settings = Settings(),
        seed: UInt64
    ) throws {
        trees = parallelMap(settings.trees) { number in
            var grower = ForestGrower(
                columns: columns, values: values, settings: settings,
                random: PhiloxGenerator(seed: seed, step: UInt64(number), stream: "forest"))
            return grower.tree(members)
        }
    }

    func predict(_ columns: ForestColumns, rows: [Int]) -> [Double] {
        rows.map { row in
            trees.reduce(0) { $0 + Double($1.value(columns, row: row)) } / Double(max(trees.count, 1))
        }
    }
}

/// What trees cut: descriptors, atom types and counts of environments in fewer bins, column by column.
struct ForestColumns: Sendable {
    static let countBins = 1024

    let rows: Int
    let width: Int
    let values: [Float]

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
        counts.withUnsafeBufferPointer { counts in
            for row in 0..<rows {
                for bin in 0..<MoleculeFeatures.bins where counts[row * MoleculeFeatures.bins + bin] > 0 {
                    values[(first + bin % Self.countBins) * rows + row] +=
                        Float(counts[row * MoleculeFeatures.bins + bin])
                }
            }
        }
        (self.rows, self.width, self.values) = (rows, width, values)
    }
}

/// A tree of cuts; its leaves are means.
struct ForestTree: Sendable {
    struct Node: Sendable {
        /// The column that is cut; -1 in a leaf.
        var column: Int32 = -1
        /// Rows whose number is at least this go to the upper branch; in a leaf, the mean.
        var place: Float = 0
        /// The lower branch; the upper one follows it.
        var child: Int32 = 0
    }

    let nodes: [Node]

    func value(_ columns: ForestColumns, row: Int) -> Float {
        var node = nodes[0]
        while node.column >= 0 {
            let isUpper = columns.values[Int(node.column) * columns.rows + row] >= node.place
            node = nodes[Int(node.child) + (isUpper ? 1 : 0)]
        }
        return node.place
    }
}

/// Grows one tree.
private struct ForestGrower {
    let columns: ForestColumns
    let values: [Float]
    let settings: Forest.Settings
    var random: PhiloxGenerator
    private var nodes: [ForestTree.Node] = []

    init(columns: ForestColumns, values: [Float], settings: Forest.Settings, random: PhiloxGenerator) {
        (self.columns, self.values, self.settings, self.random) = (columns, values, settings, random)
    }

    /// A node that is not cut yet: its rows, and the columns that may differ among them.
    private struct OpenNode {
        let node: Int
        let range: Range<Int>
        let columns: [Int32]
    }

    mutating func tree(_ members: [Int]) -> ForestTree {
        // Not of self, which grows meanwhile.
        let (numbers, values) = (columns.values, values)
        var members = members
        nodes = [ForestTree.Node()]
        numbers.withUnsafeBufferPointer { numbers in
            values.withUnsafeBufferPointer { values in
                members.withUnsafeMutableBufferPointer { members in
                    let all = (0..<columns.width).map(Int32.init)
                    var open = [OpenNode(node: 0, range: members.indices, columns: all)]
                    while let next = open.popLast() {
                        open += grow(
                            next, UnsafeMutableBufferPointer(rebasing: members[next.range]), numbers, values)
                    }
                }
            }
        }
        return ForestTree(nodes: nodes)
    }

    /// Cuts the rows of a node, or makes it a leaf; returns the nodes that are open then.
    private mutating func grow(
        _ open: OpenNode, _ rows: UnsafeMutableBufferPointer<Int>, _ numbers: UnsafeBufferPointer<Float>,
        _ values: UnsafeBufferPointer<Float>
    ) -> [OpenNode] {
        var left = open.columns
        guard let cut = cut(rows, &left, numbers, values) else {
            nodes[open.node].place = rows.reduce(0) { $0 + values[$1] } / Float(max(rows.count, 1))
            return []
        }
        let start = cut.column * columns.rows
        var middle = 0
        for index in rows.indices where numbers[start + rows[index]] < cut.place {
            rows.swapAt(index, middle)
            middle += 1
        }
        nodes[open.node] = ForestTree.Node(
            column: Int32(cut.column), place: cut.place, child: Int32(nodes.count))
        nodes += [ForestTree.Node(), ForestTree.Node()]
        let border = open.range.lowerBound + middle
        return [
            OpenNode(node: nodes.count - 2, range: open.range.lowerBound..<border, columns: left),
            OpenNode(node: nodes.count - 1, range: border..<open.range.upperBound, columns: left),
        ]
    }

    /// The cut with the smallest squared error of those tried; nil where the rows are alike.
    ///
    /// - Parameter left: the columns to choose from, in any order. Those that turn out alike in all rows are taken away: they
    ///   are in every branch below, too, and most environments are absent from all molecules of a small branch.
    private mutating func cut(
        _ rows: UnsafeMutableBufferPointer<Int>, _ left: inout [Int32],
        _ numbers: UnsafeBufferPointer<Float>, _ values: UnsafeBufferPointer<Float>
    ) -> (column: Int, place: Float)? {
        guard rows.count >= max(2, 2 * settings.smallestLeaf) else { return nil }
        let wanted = max(1, Int(settings.columnShare * Float(columns.width)))
        var best: (score: Float, column: Int, place: Float)?
        // Before this place stand the columns that were tried.
        var tried = 0
        while tried < wanted, tried < left.count {
            let rest = left.count - tried
            let pick = tried + min(Int(random.uniform() * Float(rest)), rest - 1)
            let column = Int(left[pick])
            let start = column * columns.rows
            guard let (low, high) = Self.extremes(numbers, start, rows) else {
                left.swapAt(pick, left.count - 1)
                left.removeLast()
                continue
            }
            left.swapAt(pick, tried)
            tried += 1
            var place = low + random.uniform() * (high - low)
            if place <= low { place = high }
            let score = Self.score(numbers, start, values, rows, place, leaf: settings.smallestLeaf)
            if let score, score > best?.score ?? -.infinity { best = (score, column, place) }
        }
        return best.map { ($0.column, $0.place) }
    }

    /// The smallest and the largest number of a column; nil where all are alike.
    private static func extremes(
        _ numbers: UnsafeBufferPointer<Float>, _ start: Int, _ rows: UnsafeMutableBufferPointer<Int>
    ) -> (low: Float, high: Float)? {
        guard let first = rows.first else { return nil }
        var (low, high) = (numbers[start + first], numbers[start + first])
        for row in rows {
            let number = numbers[start + row]
            (low, high) = (min(low, number), max(high, number))
        }
        return low < high ? (low, high) : nil
    }

    /// How much a cut explains: `n₁ m₁² + n₂ m₂²`; nil where it leaves too few rows on a side.
    private static func score(
        _ numbers: UnsafeBufferPointer<Float>, _ start: Int, _ values: UnsafeBufferPointer<Float>,
        _ rows: UnsafeMutableBufferPointer<Int>, _ place: Float, leaf: Int
    ) -> Float? {
        var (total, upper) = (Float(0), Float(0))
        var count = 0
        for row in rows {
            let value = values[row]
            total += value
            if numbers[start + row] >= place {
                upper += value
                count += 1
            }
        }
        let rest = rows.count - count
        if count < leaf || rest < leaf { return nil }
        let lower = total - upper
        return upper * upper / Float(count) + lower * lower / Float(rest)
    }
}
