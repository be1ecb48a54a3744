internal import Foundation

/// Isolation forest (Liu, Ting & Zhou, 2008), a baseline for anomaly detection: trees that cut at random places isolate
/// an unusual row after few cuts.
public struct IsolationForest: Sendable {
    private let trees: [IsolationTree]
    private let expectedDepth: Double

    /// Grows a forest.
    ///
    /// - Parameters:
    ///   - rows: training rows of `width` numbers each.
    ///   - sampleSize: rows that each tree grows from, drawn with replacement.
    public init(
        _ rows: [Float], width: Int, trees count: Int = 100, sampleSize: Int = 256,
        using generator: inout some RandomNumberGenerator
    ) {
        let total = rowCount(rows, width: width)
        let size = min(sampleSize, total)
        let limit = Int(log2(Double(max(size, 2))).rounded(.up))
        var trees: [IsolationTree] = []
        for _ in 0..<count {
            let members = (0..<size).map { _ in Int.random(in: 0..<total, using: &generator) }
            let grower = Grower(rows: rows, width: width, limit: limit)
            trees.append(IsolationTree(grower.branch(members[...], depth: 0, using: &generator)))
        }
        self.init(trees: trees, sampleSize: size)
    }

    /// - Parameter sampleSize: rows that each tree was grown from.
    public init(trees: [IsolationTree], sampleSize: Int) {
        self.trees = trees
        expectedDepth = max(IsolationTree.averagePathLength(rows: sampleSize), 1e-9)
    }

    /// One score between 0 and 1 for each row: `2^(-h / c)`, where `h` is the row's mean path length over the trees and
    /// `c` the mean path length in a random tree. Higher is more unusual.
    public func scores(_ rows: [Float], width: Int) -> [Double] {
        let count = rowCount(rows, width: width)
        return rows.withUnsafeBufferPointer { rows in
            (0..<count).map { row in
                let row = rows[row * width..<(row + 1) * width]
                let sum = trees.reduce(0.0) { $0 + Double($1.pathLength(row)) }
                return pow(2, -sum / Double(trees.count) / expectedDepth)
            }
        }
    }
}

/// Grows the branches of one tree.
private struct Grower {
    let rows: [Float]
    let width: Int
    /// Depth at which a branch ends although its rows are not isolated.
    let limit: Int

    func branch(
        _ members: ArraySlice<Int>, depth: Int, using generator: inout some RandomNumberGenerator
    ) -> IsolationTree.Branch {
        guard depth < limit, let (column, place) = cut(members, using: &generator) else {
            return .leaf(rows: members.count)
        }
        var members = members
        let middle = members.partition { rows[$0 * width + column] >= place }
        return .cut(
            column: column, place: place,
            lower: branch(members[..<middle], depth: depth + 1, using: &generator),
            upper: branch(members[middle...], depth: depth + 1, using: &generator))
    }

    /// A random column in which the rows differ, and a random place between them; nil if none is found.
    private func cut(
        _ members: ArraySlice<Int>, using generator: inout some RandomNumberGenerator
    ) -> (column: Int, place: Float)? {
        guard members.count > 1 else { return nil }
        // Many columns of one-hot categories are constant among a few rows.
        for _ in 0..<4 * width {
            let column = Int.random(in: 0..<width, using: &generator)
            let values = members.lazy.map { rows[$0 * width + column] }
            guard let low = values.min(), let high = values.max(), low < high else { continue }
            let place = low + Float.random(in: 0..<1, using: &generator) * (high - low)
            return (column, place > low ? place : high)
        }
        return nil
    }
}

/// How many rows of `width` numbers there are.
func rowCount(_ rows: [Float], width: Int) -> Int {
    guard width > 0, rows.count.isMultiple(of: width) else {
        if rows.isEmpty { return 0 }
        fatalError("\(rows.count) numbers are not rows of \(width)")
    }
    return rows.count / width
}
