internal import CForest
internal import QuartetFiles

/// Grows one tree. All columns of a node are looked at together, row by row: that is faster than the chosen ones alone,
/// each with its rows scattered over memory.
struct ForestGrower {
    private let levels: ForestLevels
    private let columns: Int
    /// One for each row of the levels.
    private let values: [Float]
    private let settings: Forest.Settings
    private var random: PhiloxGenerator
    private var nodes: [ForestTree.Node] = []

    // These describe the current node: one element for each column.
    private var smallest: [UInt8]
    private var largest: [UInt8]
    private var places: [UInt8]
    private var upperSums: [Float]
    private var upperCounts: [Int32]

    init(
        levels: ForestLevels, columns: Int, values: [Float], settings: Forest.Settings,
        random: PhiloxGenerator
    ) {
        (self.levels, self.columns, self.values) = (levels, columns, values)
        (self.settings, self.random) = (settings, random)
        let none = [UInt8](repeating: 0, count: levels.width)
        (smallest, largest, places) = (none, none, none)
        upperSums = [Float](repeating: 0, count: levels.width)
        upperCounts = [Int32](repeating: 0, count: levels.width)
    }

    mutating func tree() -> ForestTree {
        var rows = values.indices.map(Int32.init)
        nodes = [ForestTree.Node()]
        rows.withUnsafeMutableBufferPointer { rows in
            var open: [(node: Int, range: Range<Int>)] = [(0, rows.indices)]
            while let next = open.popLast() {
                let own = UnsafeMutableBufferPointer(rebasing: rows[next.range])
                guard let cut = self.cut(own) else {
                    let sum = own.reduce(0) { $0 + values[Int($1)] }
                    nodes[next.node].place = sum / Float(max(own.count, 1))
                    continue
                }
                let border = next.range.lowerBound + part(own, cut)
                nodes[next.node] = ForestTree.Node(
                    column: Int32(cut.column), place: levels.border(cut.column, cut.level),
                    child: Int32(nodes.count))
                open.append((nodes.count, next.range.lowerBound..<border))
                open.append((nodes.count + 1, border..<next.range.upperBound))
                nodes += [ForestTree.Node(), ForestTree.Node()]
            }
        }
        return ForestTree(nodes: nodes)
    }

    private struct Cut {
        let column: Int
        /// Rows with at least this level go to the upper branch.
        let level: UInt8
    }

    /// Moves the rows of the lower branch before the others, and returns how many they are.
    private func part(_ rows: UnsafeMutableBufferPointer<Int32>, _ cut: Cut) -> Int {
        var middle = 0
        for index in rows.indices
        where levels.levels[Int(rows[index]) * levels.width + cut.column] < cut.level {
            rows.swapAt(index, middle)
            middle += 1
        }
        return middle
    }

    /// The cut with the smallest squared error of those tried; nil where the rows or their values are alike.
    private mutating func cut(_ rows: UnsafeMutableBufferPointer<Int32>) -> Cut? {
        guard rows.count >= max(2, 2 * settings.smallestLeaf) else { return nil }
        let first = values[Int(rows[0])]
        if rows.allSatisfy({ values[Int($0)] == first }) { return nil }
        let (width, count) = (Int64(levels.width), Int64(rows.count))
        cf_extremes(levels.levels, width, rows.baseAddress, count, &smallest, &largest)
        let tried = draw()
        cf_upper(
            levels.levels, width, rows.baseAddress, values, count, places, &upperSums, &upperCounts)
        let total = rows.reduce(0) { $0 + values[Int($1)] }
        var best: (score: Float, column: Int)?
        for column in tried {
            let upper = Int(upperCounts[column])
            let lower = rows.count - upper
            if min(upper, lower) < settings.smallestLeaf { continue }
            let (sum, rest) = (upperSums[column], total - upperSums[column])
            // What the cut explains: n₁ m₁² + n₂ m₂².
            let score = sum * sum / Float(upper) + rest * rest / Float(lower)
            if score > best?.score ?? -.infinity { best = (score, column) }
        }
        return best.map { Cut(column: $0.column, level: places[$0.column]) }
    }

    /// Random columns that differ among the rows, and a random place in each.
    private mutating func draw() -> ArraySlice<Int> {
        var different = (0..<columns).filter { smallest[$0] < largest[$0] }
        let wanted = min(max(1, Int(settings.columnShare * Float(columns))), different.count)
        for place in 0..<wanted {
            let rest = different.count - place
            different.swapAt(place, place + min(Int(random.uniform() * Float(rest)), rest - 1))
            let column = different[place]
            let span = largest[column] - smallest[column]
            let step = min(UInt8(random.uniform() * Float(span)), span - 1)
            places[column] = smallest[column] + 1 + step
        }
        return different[..<wanted]
    }
}
