public import QuartetModels

/// The distribution of each judged field over normal records: those that a model was calibrated on, or the whole
/// training log where a part of it set the threshold.
///
/// A number's bins are the deciles of the calibration records (equal deciles are one bin), and one bin each for values
/// below and above all training values and for missing ones. A flag's bins are its two values. A category's bins are
/// the slots of its scale: 0 never seen in training, 1 seldom seen, then the frequent values. Where there are several
/// categories, their combinations count as one more field, by how often training saw them: traffic can drift in field
/// combinations even if each field's distribution is stable.
public struct FieldDistributions: Sendable, Codable, Equatable, Validatable {
    /// One field's bins.
    struct Field: Sendable, Codable, Equatable {
        /// The edges between a number's bins in rising order, in the column's own scale; empty for a category.
        var edges: [Float] = []
        /// Records in each bin.
        var counts: [Int]
        /// How much more the shares vary from one stretch of the log to the next than those of independent records
        /// would: Pearson's statistic of stretches and bins over its degrees of freedom (McCullagh & Nelder,
        /// Generalized Linear Models, 1989, section 4.5), at least 1.
        var dispersion: Double
        /// The share of normal records with values that training had not seen, at the time of the training: some values
        /// are always new.
        var usuallyUnknown = 0.0

        /// Records in all bins. Counts of a file can be so large that their sum is no whole number of the machine.
        var total: Double { counts.reduce(0) { $0 + Double($1) } }
    }

    /// Records that were counted.
    public let records: Int
    /// Numbers, then categories, then their combinations where there are several categories.
    let fields: [Field]

    /// The bins of numbers before those between the edges.
    static let (below, above, missing, first) = (0, 1, 2, 3)
    private static let deciles = 10
    private static let stretches = 20

    /// - Parameters:
    ///   - columns: normal records in the order of their log.
    ///   - earlier: the distributions before a new calibration.
    init(
        _ columns: RecordColumns, _ parts: Detector.Parts, _ reader: ColumnReader,
        after earlier: FieldDistributions? = nil
    ) {
        let encoder = parts.encoder
        records = columns.count
        let edges = columns.numbers.indices.map { index in
            let scale = encoder.scales[index]
            return reader.field(index).kind == .flag
                ? Self.flagEdges(scale) : Self.edges(columns.numbers[index], scale)
        }
        let bins = FieldBins(parts, edges: edges)
        let counted = (0..<Self.stretches).map { stretch in
            var counts = bins.none
            let records =
                stretch * columns.count / Self.stretches..<(stretch + 1) * columns.count / Self.stretches
            bins.count(columns, records, into: &counts)
            return counts
        }
        fields = bins.none.indices.map { field in
            let parts = counted.map { $0[field] }
            let counts = parts.reduce([Int](repeating: 0, count: parts[0].count)) { sums, part in
                zip(sums, part).map { $0 + Int($1) }
            }
            let unknown = Self.unknownBins(field, encoder).reduce(0) { $0 + counts[$1] }
            return Field(
                edges: field < edges.count ? edges[field] : [], counts: counts,
                dispersion: Self.dispersion(parts, counts),
                usuallyUnknown: earlier?.fields[field].usuallyUnknown
                    ?? Double(unknown) / Double(max(columns.count, 1)))
        }
    }

    private static func edges(_ values: [Float], _ scale: NumberScale) -> [Float] {
        let inside = values.filter { $0.isFinite }.sorted()
        if inside.isEmpty { return [] }
        var edges: [Float] = []
        for decile in 1..<deciles {
            let edge = inside[decile * (inside.count - 1) / deciles]
            // No training value lies above the scale's highest one.
            if edge < scale.highest, edge >= scale.lowest, edges.last != edge { edges.append(edge) }
        }
        return edges
    }

    /// The bins of values that training never saw.
    static func unknownBins(_ field: Int, _ encoder: RecordEncoder) -> [Int] {
        guard field < encoder.numberCount else { return [CategoryScale.unseen] }
        return [below, above] + (encoder.scales[field].isSometimesMissing ? [] : [missing])
    }

    private static func flagEdges(_ scale: NumberScale) -> [Float] {
        scale.lowest < 0.5 && scale.highest > 0.5 ? [0.5] : []
    }

    /// The share of records whose number lies in the same bin as a value.
    func share(of value: Float, number: Int, _ encoder: RecordEncoder) -> Double {
        let (field, scale) = (fields[number], encoder.scales[number])
        let bin = field.edges.withUnsafeBufferPointer {
            FieldBins.bin(value, scale.lowest, scale.highest, $0)
        }
        return Double(field.counts[bin]) / Double(max(records, 1))
    }

    private static func dispersion(_ parts: [[Double]], _ counts: [Int]) -> Double {
        let total = Double(counts.reduce(0, +))
        let used = counts.indices.filter { counts[$0] > 0 }
        let sizes = parts.map { $0.reduce(0, +) }
        let freedom = (sizes.count { $0 > 0 } - 1) * (used.count - 1)
        guard freedom > 0 else { return 1 }
        var statistic = 0.0
        for (part, size) in zip(parts, sizes) where size > 0 {
            for bin in used {
                let expected = size * Double(counts[bin]) / total
                statistic += (part[bin] - expected) * (part[bin] - expected) / expected
            }
        }
        return max(statistic / Double(freedom), 1)
    }

    public func validate() throws(InvalidConfiguration) {
        try check("records", records, in: 1...1 << 40)
        for field in fields {
            try check("number of edges", field.edges.count, in: 0..<Self.deciles)
            try check("edges", field.edges, field.edges.allSatisfy(\.isFinite), expected: "finite numbers")
            try check("dispersion", field.dispersion, in: 1...Double.greatestFiniteMagnitude)
            try check("usuallyUnknown", field.usuallyUnknown, in: 0...1)
            try check("counts", field.counts, in: 0...records)
            try check(
                "sum of counts", field.total, field.total == Double(records),
                expected: "\(records), the number of records")
        }
    }

    /// - Parameter parts: the detector whose fields these are.
    func validate(for parts: Detector.Parts) throws(InvalidConfiguration) {
        try check("number of fields", fields.count, in: parts.encoder.numberCount...)
        let sizes = FieldBins(parts, self).sizes
        try check("number of fields", fields.count, in: sizes.count...sizes.count)
        for (field, size) in zip(fields, sizes) {
            try check("number of bins", field.counts.count, in: size...size)
        }
    }
}
