internal import Foundation
internal import QuartetEngine

/// Isolation forest (Liu, Ting & Zhou, 2008), a baseline: trees that cut at random places isolate an unusual row after
/// few cuts. The score is `2^(-h / c)`, `h` the mean depth of a row over the trees and `c` what it is in a random tree.
public struct IsolationForest: Sendable {
    private struct Node {
        /// Column that is cut; -1 in a leaf.
        var column: Int32
        var place: Float
        /// The lower branch; the upper one follows it.
        var child: Int32
        /// Depth of a leaf, with what its rows would have added.
        var depth: Float
    }

    private let trees: [[Node]]
    private let expectedDepth: Double

    /// - Parameter rows: training rows of `width` numbers each.
    public init(
        _ rows: [Float], width: Int, trees count: Int = 100, sampleSize: Int = 256, seed: UInt64 = 0
    ) {
        let total = width > 0 ? rows.count / width : 0
        let size = min(sampleSize, total)
        expectedDepth = max(Self.expectedDepth(size), 1e-9)
        let limit = Int(log2(Double(max(size, 2))).rounded(.up))
        trees = (0..<count).map { tree in
            var draws = Draws(seed: seed, stream: UInt32(truncatingIfNeeded: tree))
            var members = (0..<size).map { _ in draws.index(below: total) }
            var nodes: [Node] = [Node(column: -1, place: 0, child: 0, depth: 0)]
            Self.grow(0, &members, 0..<size, 0, limit, rows, width, &draws, &nodes)
            return nodes
        }
    }

    private static func grow(
        _ node: Int, _ members: inout [Int], _ range: Range<Int>, _ depth: Int, _ limit: Int, _ rows: [Float],
        _ width: Int, _ draws: inout Draws, _ nodes: inout [Node]
    ) {
        let cut = depth < limit ? Self.cut(members, range, rows, width, &draws) : nil
        guard let (column, place) = cut else {
            nodes[node].depth = Float(Double(depth) + expectedDepth(range.count))
            return
        }
        let middle = members[range].partition { rows[$0 * width + column] >= place }
        let child = nodes.count
        nodes[node] = Node(column: Int32(column), place: place, child: Int32(child), depth: 0)
        nodes += [Node](repeating: Node(column: -1, place: 0, child: 0, depth: 0), count: 2)
        grow(child, &members, range.lowerBound..<middle, depth + 1, limit, rows, width, &draws, &nodes)
        grow(child + 1, &members, middle..<range.upperBound, depth + 1, limit, rows, width, &draws, &nodes)
    }

    /// A column in which the rows differ, and a place between them; nil where none is found.
    private static func cut(
        _ members: [Int], _ range: Range<Int>, _ rows: [Float], _ width: Int, _ draws: inout Draws
    ) -> (Int, Float)? {
        guard range.count > 1 else { return nil }
        // Many encoded columns are constant among a few rows.
        for _ in 0..<4 * width {
            let column = draws.index(below: width)
            let values = members[range].lazy.map { rows[$0 * width + column] }
            guard let low = values.min(), let high = values.max(), low < high else { continue }
            let place = low + draws.next() * (high - low)
            return (column, place > low ? place : high)
        }
        return nil
    }

    /// The mean depth of a search that fails in a random tree of so many rows.
    private static func expectedDepth(_ rows: Int) -> Double {
        guard rows > 2 else { return rows == 2 ? 1 : 0 }
        let n = Double(rows)
        return 2 * (log(n - 1) + 0.5772156649) - 2 * (n - 1) / n
    }

    /// One score for each row, between 0 and 1.
    public func scores(_ rows: [Float], width: Int) -> [Double] {
        rows.withUnsafeBufferPointer { rows in
            (0..<(width > 0 ? rows.count / width : 0)).map { row in
                var sum = 0.0
                for nodes in trees {
                    var node = nodes[0]
                    while node.column >= 0 {
                        let isUpper = rows[row * width + Int(node.column)] >= node.place
                        node = nodes[Int(node.child) + (isUpper ? 1 : 0)]
                    }
                    sum += Double(node.depth)
                }
                return pow(2, -sum / Double(trees.count) / expectedDepth)
            }
        }
    }
}

/// Random numbers one after another, of a seed and a stream.
struct Draws {
    private let seed: UInt64
    private let stream: UInt32
    private var block = 0
    private var numbers: [Float] = []

    init(seed: UInt64, stream: UInt32) { (self.seed, self.stream) = (seed, stream) }

    /// Uniform in [0, 1).
    mutating func next() -> Float {
        if numbers.isEmpty {
            numbers = CounterRandom.uniforms(1024, seed: seed, step: block, stream: stream)
            block += 1
        }
        return numbers.removeLast()
    }

    mutating func index(below count: Int) -> Int { min(Int(next() * Float(count)), count - 1) }
}
