internal import QuartetEngine
internal import QuartetFiles

/// Extremely randomised trees (Geurts, Ernst & Wehenkel, Machine Learning 2006, 63, 3): each cut is the best of random
/// places in random columns, and the mean over the trees is the prediction.
package struct Forest: Sendable {
    package struct Settings: Sendable {
        package var trees = 64
        /// Share of the columns that each cut is chosen from.
        package var columnShare: Float = 0.2
        /// Molecules that a leaf has at least.
        package var smallestLeaf = 1

        package init() {}
    }

    private let trees: [ForestTree]

    /// - Parameters:
    ///   - members: the rows that it learns from.
    ///   - values: one for each row of the table.
    package init(
        _ columns: ForestColumns, members: [Int], values: [Float], settings: Settings = Settings(),
        seed: UInt64
    ) {
        let levels = ForestLevels(columns, members: members)
        let values = members.map { values[$0] }
        trees = parallelMap(settings.trees) { number in
            var grower = ForestGrower(
                levels: levels, columns: columns.width, values: values, settings: settings,
                random: PhiloxGenerator(seed: seed, step: UInt64(number), stream: "forest"))
            return grower.tree()
        }
    }

    package func predict(_ columns: ForestColumns, rows: [Int]) -> [Double] {
        rows.map { row in
            trees.reduce(0) { $0 + Double($1.value(columns, row: row)) } / Double(max(trees.count, 1))
        }
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
