/// A linear map along one axis by a constant sparse matrix: `y[j] = sum_k A[j, k] x[k]`, in compressed rows.
///
/// Slices, every kind of padding, nearest and bilinear upsampling, average pooling and blurs are such maps. The gradient
/// of a map is its transpose, and two maps in sequence are one map.
public struct AxisMap: Sendable, Equatable {
    /// An entry in a row of the matrix.
    public typealias Entry = (column: Int, weight: Float)

    public let rows: Int
    public let columns: Int
    /// Entries of row `j` are `starts[j]..<starts[j + 1]`.
    let starts: [Int32]
    let sources: [Int32]
    let weights: [Float]

    /// - Parameter entries: for each row its `(column, weight)` pairs.
    public init(columns: Int, entries: [[Entry]]) {
        rows = entries.count
        self.columns = columns
        var starts: [Int32] = [0]
        var sources: [Int32] = []
        var weights: [Float] = []
        for row in entries {
            for entry in row where entry.weight != 0 {
                if entry.column < 0 || entry.column >= columns {
                    fatalError("AxisMap: column \(entry.column) of \(columns).")
                }
                sources.append(Int32(entry.column))
                weights.append(entry.weight)
            }
            starts.append(Int32(sources.count))
        }
        (self.starts, self.sources, self.weights) = (starts, sources, weights)
    }

    func entries(ofRow row: Int) -> [Entry] {
        (Int(starts[row])..<Int(starts[row + 1])).map { (Int(sources[$0]), weights[$0]) }
    }

    /// The map of the gradient.
    public var transposed: AxisMap {
        var entries = [[Entry]](repeating: [], count: columns)
        for row in 0..<rows {
            for entry in self.entries(ofRow: row) { entries[entry.column].append((row, entry.weight)) }
        }
        return AxisMap(columns: rows, entries: entries)
    }

    /// This map, then `next`: the matrix product `next * self`.
    public func then(_ next: AxisMap) -> AxisMap {
        if next.columns != rows {
            fatalError("AxisMap: \(rows) rows, then a map of \(next.columns) columns.")
        }
        let entries = (0..<next.rows).map { row -> [Entry] in
            var sum: [Int: Float] = [:]
            for outer in next.entries(ofRow: row) {
                for inner in self.entries(ofRow: outer.column) {
                    sum[inner.column, default: 0] += outer.weight * inner.weight
                }
            }
            return sum.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        }
        return AxisMap(columns: columns, entries: entries)
    }

    /// The one run of neighbouring elements that the map moves if everything else is zero, as in slices and zero padding.
    var run: (row: Int, column: Int, length: Int)? {
        guard let first = sources.first, weights.allSatisfy({ $0 == 1 }) else { return nil }
        let length = sources.count
        guard let row = (0..<rows).first(where: { starts[$0 + 1] > starts[$0] }), row + length <= rows,
            sources == (first..<first + Int32(length)).map(\.self),
            (row...row + length).allSatisfy({ starts[$0] == Int32($0 - row) })
        else { return nil }
        return (row, Int(first), length)
    }

    var isIdentity: Bool {
        rows == columns && sources == (0..<Int32(rows)).map(\.self) && weights.allSatisfy { $0 == 1 }
            && starts == (0...Int32(rows)).map(\.self)
    }
}

extension AxisMap {
    /// `y[j] = x[indices[j]]`.
    public static func taking(_ indices: [Int], of extent: Int) -> AxisMap {
        AxisMap(columns: extent, entries: indices.map { (index: Int) -> [Entry] in [Entry(index, 1)] })
    }

    /// Adds zeros before and after.
    public static func zeroPadding(_ extent: Int, before: Int, after: Int) -> AxisMap {
        AxisMap(
            columns: extent,
            entries: (-before..<extent + after).map { index -> [Entry] in
                index >= 0 && index < extent ? [(index, 1)] : []
            })
    }

    /// Wraps around: what leaves at one end enters at the other.
    public static func circularPadding(_ extent: Int, before: Int, after: Int) -> AxisMap {
        taking((-before..<extent + after).map { (($0 % extent) + extent) % extent }, of: extent)
    }

    /// Mirrors at the first and last element, which are not repeated. The padding must be smaller than the extent.
    public static func reflectPadding(_ extent: Int, before: Int, after: Int) -> AxisMap {
        if before >= extent || after >= extent {
            fatalError("reflect padding of \(before) and \(after): the extent is only \(extent).")
        }
        return taking(
            (-before..<extent + after).map { $0 < 0 ? -$0 : ($0 >= extent ? 2 * extent - 2 - $0 : $0) },
            of: extent)
    }

    /// Repeats each element `factor` times.
    public static func nearestUpsampling(_ extent: Int, factor: Int) -> AxisMap {
        taking((0..<extent * factor).map { $0 / factor }, of: extent)
    }

    /// Linear interpolation between pixel centres, clamped at the ends (`align_corners = false`); with `circular`,
    /// the last element's neighbour is the first.
    public static func linearUpsampling(_ extent: Int, factor: Int, circular: Bool = false) -> AxisMap {
        AxisMap(
            columns: extent,
            entries: (0..<extent * factor).map { row -> [Entry] in
                let position = (Float(row) + 0.5) / Float(factor) - 0.5
                let clamped = circular ? position : min(max(position, 0), Float(extent - 1))
                let below = Int(clamped.rounded(.down))
                let share = clamped - Float(below)
                let wrap = { (index: Int) in
                    circular ? ((index % extent) + extent) % extent : min(index, extent - 1)
                }
                let (low, high) = (wrap(below), wrap(below + 1))
                return low == high ? [Entry(low, 1)] : [Entry(low, 1 - share), Entry(high, share)]
            })
    }

    /// Means of windows of `size` every `stride` elements. Elements that do not fill a last window are dropped.
    public static func averagePooling(_ extent: Int, size: Int, stride: Int) -> AxisMap {
        let windows = (extent - size) / stride + 1
        let share = 1 / Float(size)
        let entries = (0..<windows).map { window -> [Entry] in
            let first = window * stride
            return (first..<first + size).map { Entry($0, share) }
        }
        return AxisMap(columns: extent, entries: entries)
    }
}
