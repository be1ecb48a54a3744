internal import Foundation

/// A tree of cuts that isolates rows: the fewer cuts a row needs, the more unusual it is.
public struct IsolationTree: Sendable {
    /// A tree as it is written down.
    public indirect enum Branch: Sendable, Equatable {
        /// Holds this many training rows.
        case leaf(rows: Int)
        /// Rows whose `column` is below `place` go to `lower`, all others to `upper`.
        case cut(column: Int, place: Float, lower: Branch, upper: Branch)
    }

    private struct Node {
        /// The column that is cut; -1 in a leaf.
        var column: Int32 = -1
        var place: Float = 0
        /// The lower branch; the upper one follows it.
        var child: Int32 = 0
        /// Depth of a leaf, plus what isolating its rows would have added.
        var depth: Float = 0
    }

    private var nodes = [Node()]

    public init(_ branch: Branch) { add(branch, at: 0, depth: 0) }

    private mutating func add(_ branch: Branch, at node: Int, depth: Int) {
        switch branch {
        case .leaf(let rows):
            nodes[node].depth = Float(Double(depth) + Self.averagePathLength(rows: rows))
        case .cut(let column, let place, let lower, let upper):
            let child = nodes.count
            nodes[node] = Node(column: Int32(column), place: place, child: Int32(child))
            nodes += [Node(), Node()]
            add(lower, at: child, depth: depth + 1)
            add(upper, at: child + 1, depth: depth + 1)
        }
    }

    /// `c(n)`, the mean depth of an unsuccessful search in a random binary tree of `rows` rows:
    /// `2 (ln(n - 1) + γ) - 2 (n - 1) / n`.
    public static func averagePathLength(rows: Int) -> Double {
        guard rows > 2 else { return rows == 2 ? 1 : 0 }
        let n = Double(rows)
        return 2 * (log(n - 1) + 0.5772156649015329) - 2 * (n - 1) / n
    }

    /// The number of cuts that isolates the row, with the mean number that the rows of its leaf would have needed.
    func pathLength(_ row: UnsafeBufferPointer<Float>.SubSequence) -> Float {
        var node = nodes[0]
        while node.column >= 0 {
            let isUpper = row[row.startIndex + Int(node.column)] >= node.place
            node = nodes[Int(node.child) + (isUpper ? 1 : 0)]
        }
        return node.depth
    }
}
