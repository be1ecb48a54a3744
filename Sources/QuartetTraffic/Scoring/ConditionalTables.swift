internal import Foundation
internal import QuartetModels

/// How rare a number's bin is, given the bin of the field with which it has the most mutual information (its parent) and
/// given the tuple of categories: counts that back off from the tuple to the parent to the bin alone,
///
///     P0 = (c(bin) + 1/2) / (n + 16)
///     P1 = (c(parent, bin) + a P0) / (c(parent) + a)
///     P2 = (c(parent, tuple, bin) + a P1) / (c(parent, tuple) + a),   a = 2
///
/// A look-up that can explain its result: "in 3 of 4,812 records like this one".
struct ConditionalTables: Sendable, Codable, Validatable {
    private let bins: [NumberBins]
    private let tree: DependenceTree
    /// `P1` of each number, `[parent's code * bins + bin]`.
    private let byParent: [[Float]]
    /// Counts of (number, parent's code, tuple), and of these with each bin.
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

    func validate() throws(InvalidConfiguration) {
        try check("number of tables by parent", byParent.count, in: bins.count...bins.count)
        for parent in tree.parents.compactMap(\.self) {
            try check("parent", parent, in: 0..<tree.parents.count)
        }
    }

    /// Whether tables from a file fit the fields of the model.
    func validate(numbers: Int, categories: [Int]) throws(InvalidConfiguration) {
        try validate()
        try check("number of tables", bins.count, in: numbers...numbers)
        let sizes = bins.map(\.count) + categories
        try check("number of parents", tree.parents.count, in: sizes.count...sizes.count)
        for field in bins.indices {
            let cells = sizes[field] * (tree.parents[field].map { sizes[$0] } ?? 1)
            try check("cells of table \(field)", byParent[field].count, in: cells...cells)
        }
    }

    /// The counts for one number of a record.
    struct Finding {
        /// Training records with the same parent and tuple: those in the same bin, and all of them.
        var inBin, inGroup: Int
        /// The share of records in the same bin among those with the same parent, whatever their tuple.
        var share: Double
        /// The field that the number is judged by.
        var parent: Int?
    }

    /// `-log P2` of each number, `[number][row]`.
    func values(_ block: RecordBlock) -> [[Float]] {
        let codes = codes(block)
        return bins.indices.map { field in
            let (bins, parents) = (codes[field], self.parents(field, codes, block.count))
            return (0..<block.count).map { row in
                value(field, bin: Int(bins[row]), parent: Int(parents[row]), block.tuples[row])
            }
        }
    }

    /// The sum of the surprises of all numbers of each record.
    ///
    /// - Parameters:
    ///   - tails: the tail of each number, on normal records.
    ///   - cache: surprises from earlier calls with the same tails.
    func surpriseSums(_ block: RecordBlock, _ tails: [TailTable], _ cache: inout SurpriseCache) -> [Float] {
        var sums = [Float](repeating: 0, count: block.count)
        let codes = codes(block)
        for field in bins.indices {
            let (bins, parents) = (codes[field], self.parents(field, codes, block.count))
            for row in sums.indices {
                let tuple = block.tuples[row]
                let key = UInt64(field) << 48 | UInt64(parents[row]) << 24 | UInt64(bins[row])
                sums[row] += cache.value(of: KeyTable.combined(tuple, key)) {
                    tails[field].surprise(
                        value(field, bin: Int(bins[row]), parent: Int(parents[row]), tuple))
                }
            }
        }
        return sums
    }

    /// The bins of numbers and the slots of categories, `[field][row]`.
    private func codes(_ block: RecordBlock) -> [[Int32]] {
        zip(bins, block.columns.numbers).map { $0.bins($1, block.records) } + block.slots
    }

    private func parents(_ field: Int, _ codes: [[Int32]], _ count: Int) -> [Int32] {
        tree.parents[field].map { codes[$0] } ?? [Int32](repeating: 0, count: count)
    }

    private func value(_ field: Int, bin: Int, parent: Int, _ tuple: UInt64) -> Float {
        let group = Self.group(field, parent, tuple)
        let inGroup = Float(counts[group] ?? 0)
        let inBin = inGroup == 0 ? 0 : Float(counts[KeyTable.combined(group, UInt64(bin))] ?? 0)
        let prior = byParent[field][parent * bins[field].count + bin]
        return -log((inBin + Self.strength * prior) / (inGroup + Self.strength))
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
            share: Double(byParent[field][code * bins[field].count + bin]), parent: parent)
    }
}
