internal import Foundation

/// How seldom a number's bin is, given the bin of the field that tells most about it and given the tuple of categories:
/// counts with a chain of back-offs, from the tuple to the parent to the bin alone,
///
///     P0 = (c(bin) + 1/2) / (n + 16)
///     P1 = (c(parent, bin) + a P0) / (c(parent) + a)
///     P2 = (c(parent, tuple, bin) + a P1) / (c(parent, tuple) + a),   a = 2
///
/// A look-up that says what is unusual in words: "so many of so many records like this one".
struct ConditionalTables: Sendable, Codable {
    private let bins: [NumberBins]
    private let tree: DependenceTree
    /// `P1` of each number, `[parent's code * bins + bin]`.
    private let byParent: [[Float]]
    /// Counts of (number, parent's code, tuple), and of these with the bin.
    private let counts: KeyTable

    private static let strength: Float = 2

    init(_ columns: RecordColumns, _ categories: [CategoryScale], seed: UInt64) {
        bins = columns.numbers.map { NumberBins($0) }
        let (bins, numbers) = (bins, columns.numbers.count)
        let variables =
            zip(columns.numbers, bins).map { values, bins in values.map { Int32(bins.bin($0)) } }
            + zip(columns.categories, categories).map { keys, scale in keys.map { Int32(scale.slot($0)) } }
        let sizes = bins.map(\.count) + categories.map(\.count)
        let tree = DependenceTree(variables, sizes: sizes, seed: seed)
        self.tree = tree
        var counts = KeyTable(capacity: columns.count)
        let tuples = (0..<columns.count).map { TupleRarity.key(columns, $0) }
        byParent = (0..<numbers).map { field in
            let size = sizes[field]
            let parent = tree.parents[field]
            let parentSize = parent.map { sizes[$0] } ?? 1
            var alone = [Float](repeating: 0, count: size)
            var joint = [Float](repeating: 0, count: parentSize * size)
            for record in 0..<columns.count {
                let bin = Int(variables[field][record])
                let code = parent.map { Int(variables[$0][record]) } ?? 0
                alone[bin] += 1
                joint[code * size + bin] += 1
                let group = Self.group(field, code, tuples[record])
                counts.add(1, to: group)
                counts.add(1, to: KeyTable.combined(group, UInt64(bin)))
            }
            let total = Float(columns.count)
            for code in 0..<parentSize {
                let seen = joint[code * size..<(code + 1) * size].reduce(0, +)
                for bin in 0..<size {
                    let prior = (alone[bin] + 0.5) / (total + 16)
                    // The root has no parent: its chain goes from the bin alone to the tuple.
                    joint[code * size + bin] =
                        parent == nil
                        ? prior
                        : (joint[code * size + bin] + Self.strength * prior) / (seen + Self.strength)
                }
            }
            return joint
        }
        self.counts = counts
    }

    @inline(__always) private static func group(_ field: Int, _ parent: Int, _ tuple: UInt64) -> UInt64 {
        KeyTable.combined(tuple, UInt64(field) << 32 | UInt64(parent))
    }

    /// Whether a table that was read fits the fields that it is used for.
    func fits(numbers: Int, categories: [Int]) -> Bool {
        let sizes = bins.map(\.count) + categories
        return bins.count == numbers && byParent.count == numbers && tree.parents.count == sizes.count
            && tree.parents.allSatisfy { $0.map(sizes.indices.contains) ?? true }
            && bins.indices.allSatisfy { field in
                byParent[field].count == sizes[field] * (tree.parents[field].map { sizes[$0] } ?? 1)
            }
    }

    /// What the tables say of one number of a record.
    struct Finding {
        /// Of records with the same parent and tuple, those in the same bin and all.
        var inBin, inGroup: Int
        /// The field that it is judged by.
        var parent: Int?
    }

    /// `-log P2` of each number, `[records, numbers]`.
    ///
    /// - Parameter tuples: ``TupleRarity/key(_:_:)`` of each record.
    func surprises(
        _ columns: RecordColumns, _ records: Range<Int>, _ categories: [CategoryScale], tuples: [UInt64]
    ) -> [Float] {
        let (numbers, count) = (bins.count, records.count)
        // Field by field: the codes that are parents of others, then the tables.
        let codes = (0..<numbers + categories.count).map { variable in
            variable < numbers
                ? bins[variable].bins(columns.numbers[variable], records)
                : categories[variable - numbers].slots(columns.categories[variable - numbers], records)
        }
        let none = [Int32](repeating: 0, count: count)
        var result = [Float](repeating: 0, count: count * numbers)
        result.withUnsafeMutableBufferPointer { result in
            for field in 0..<numbers {
                let parents = tree.parents[field].map { codes[$0] } ?? none
                counts.withLookup { counts in
                    byParent[field].withUnsafeBufferPointer { byParent in
                        let size = bins[field].count
                        for row in 0..<count {
                            let (parent, bin) = (Int(parents[row]), Int(codes[field][row]))
                            let group = Self.group(field, parent, tuples[row])
                            let inGroup = Float(counts[group] ?? 0)
                            let inBin =
                                inGroup == 0 ? 0 : Float(counts[KeyTable.combined(group, UInt64(bin))] ?? 0)
                            let prior = byParent[parent * size + bin]
                            result[row * numbers + field] =
                                -log((inBin + Self.strength * prior) / (inGroup + Self.strength))
                        }
                    }
                }
            }
        }
        return result
    }

    /// The counts behind one number's surprise.
    func finding(_ field: Int, _ columns: RecordColumns, _ record: Int, _ categories: [CategoryScale])
        -> Finding
    {
        let parent = tree.parents[field]
        let code =
            parent.map { parent in
                parent < bins.count
                    ? bins[parent].bin(columns.numbers[parent][record])
                    : categories[parent - bins.count].slot(columns.categories[parent - bins.count][record])
            } ?? 0
        let group = Self.group(field, code, TupleRarity.key(columns, record))
        let bin = bins[field].bin(columns.numbers[field][record])
        return Finding(
            inBin: Int(counts[KeyTable.combined(group, UInt64(bin))] ?? 0), inGroup: Int(counts[group] ?? 0),
            parent: parent)
    }
}
