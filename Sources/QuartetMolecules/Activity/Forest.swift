internal import QuartetFiles

/// Extremely randomised trees (Geurts, Ernst & Wehenkel, Machine Learning 2006, 63, 3): each cut is the best of random
/// places in random columns, and the mean over the trees is the prediction.
struct Forest: Sendable {
    struct Settings: Sendable {
        var trees = 100
        /// Share of the columns that each cut is chosen from.
        var columnShare: Float = 0.3
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
        trees = try concurrentMap(settings.trees) { number in
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

    mutating func tree(_ members: [Int]) -> ForestTree {
        // Not of self, which grows meanwhile.
        let (numbers, values) = (columns.values, values)
        var members = members
        nodes = [ForestTree.Node()]
        numbers.withUnsafeBufferPointer { numbers in
            values.withUnsafeBufferPointer { values in
                members.withUnsafeMutableBufferPointer { members in
                    var open = [(node: 0, range: members.indices)]
                    while let (node, range) = open.popLast() {
                        open += grow(
                            node, range.lowerBound, UnsafeMutableBufferPointer(rebasing: members[range]),
                            numbers, values)
                    }
                }
            }
        }
        return ForestTree(nodes: nodes)
    }

    /// Cuts the rows of a node, or makes it a leaf; returns the nodes that are open then.
    private mutating func grow(
        _ node: Int, _ first: Int, _ rows: UnsafeMutableBufferPointer<Int>,
        _ numbers: UnsafeBufferPointer<Float>, _ values: UnsafeBufferPointer<Float>
    ) -> [(node: Int, range: Range<Int>)] {
        guard let cut = cut(rows, numbers, values) else {
            nodes[node].place = rows.reduce(0) { $0 + values[$1] } / Float(max(rows.count, 1))
            return []
        }
        let start = cut.column * columns.rows
        var middle = 0
        for index in rows.indices where numbers[start + rows[index]] < cut.place {
            rows.swapAt(index, middle)
            middle += 1
        }
        nodes[node] = ForestTree.Node(column: Int32(cut.column), place: cut.place, child: Int32(nodes.count))
        nodes += [ForestTree.Node(), ForestTree.Node()]
        return [
            (nodes.count - 2, first..<first + middle), (nodes.count - 1, first + middle..<first + rows.count),
        ]
    }

    /// The cut with the smallest squared error of those tried; nil where the rows are alike.
    private mutating func cut(
        _ rows: UnsafeMutableBufferPointer<Int>, _ numbers: UnsafeBufferPointer<Float>,
        _ values: UnsafeBufferPointer<Float>
    ) -> (column: Int, place: Float)? {
        guard rows.count >= max(2, 2 * settings.smallestLeaf) else { return nil }
        let wanted = max(1, Int(settings.columnShare * Float(columns.width)))
        var best: (score: Float, column: Int, place: Float)?
        var tried = 0
        // Most environments are absent from all molecules of a small branch: such columns do not count as tried.
        for _ in 0..<columns.width where tried < wanted {
            let column = min(Int(random.uniform() * Float(columns.width)), columns.width - 1)
            let share = random.uniform()
            guard
                let found = Self.score(
                    numbers, column * columns.rows, values, rows, share, leaf: settings.smallestLeaf)
            else { continue }
            tried += 1
            if found.score > best?.score ?? -.infinity { best = (found.score, column, found.place) }
        }
        return best.map { ($0.column, $0.place) }
    }

    /// How much a cut at a share of the way from the smallest to the largest number explains: `n₁ m₁² + n₂ m₂²`.
    private static func score(
        _ numbers: UnsafeBufferPointer<Float>, _ start: Int, _ values: UnsafeBufferPointer<Float>,
        _ rows: UnsafeMutableBufferPointer<Int>, _ share: Float, leaf: Int
    ) -> (score: Float, place: Float)? {
        guard let first = rows.first else { return nil }
        var (low, high) = (numbers[start + first], numbers[start + first])
        for row in rows {
            let number = numbers[start + row]
            (low, high) = (min(low, number), max(high, number))
        }
        if low == high { return nil }
        var place = low + share * (high - low)
        if place <= low { place = high }
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
        return (upper * upper / Float(count) + lower * lower / Float(rest), place)
    }
}
