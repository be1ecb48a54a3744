internal import QuartetEngine

/// Measurements of molecules: one value for each parent structure, repeats merged, and what was left out with its reason.
public struct ActivityTable: Sendable {
    /// What to do with a measurement that is a limit, such as "> 10000".
    public enum Limits: String, Sendable, CaseIterable, Codable {
        /// Leave it out of learning and of figures.
        case leaveOut = "leave-out"
        /// Take the limit for the value.
        case take
    }

    public struct Options: Sendable {
        /// The column of structures; recognised by content without it.
        public var structures: String?
        /// The column of values; recognised by heading and content without it.
        public var value: String?
        /// Overrides the unit of the heading.
        public var unit: ConcentrationUnit?
        public var limits = Limits.leaveOut
        public var form = ParentForm.written

        public init() {}
    }

    /// A parent structure and its value.
    public struct Entry: Sendable {
        public let molecule: Molecule
        public let smiles: String
        public let name: String
        /// The median of its measurements; 0 or 1 for a label.
        public let value: Double
        public let measurements: Int
        /// Day of the first measurement as year · 10,000 + month · 100 + day, if there is a column of dates.
        public let date: Int?
    }

    public struct Refusal: Sendable, Equatable, Encodable {
        public let line: Int
        public let name: String
        public let reason: String
    }

    public let file: String
    /// The heading that the values stand under.
    public let column: String
    /// What the values are: "pIC50" where the column is IC50.
    public let quantity: String
    public let isClassification: Bool
    public let entries: [Entry]
    public let refused: [Refusal]
    public let rows: Int
    /// Rows whose value is a limit.
    public let limitRows: Int
    /// Molecules with more than one measurement.
    public let repeated: Int
    /// How far their measurements lie apart; nil without repeats or for labels.
    public let repeats: RepeatSpread?

    /// Molecules that a model needs.
    public static let smallest = 20

    /// Reads a file.
    /// - Throws: `FileError`, ``MoleculeFileError``, or ``ActivityError`` when its values cannot be learnt.
    public init(path: String, options: Options, standardizer: Standardizer) throws {
        let table = try StructureTable(path: path, column: options.structures)
        var rows: [MoleculeRow] = []
        while let row = try table.next() { rows.append(row) }
        let file = table.name
        do throws(ActivityError.Reason) {
            let rows = rows
            let reader = try MeasurementReader(rows, options: options)
            let read = parallelMap(rows.count) { index in
                Result { () throws(MoleculeError) in
                    try ReadMeasurement(rows[index], reader, standardizer, form: options.form)
                }
            }
            let values = read.compactMap { try? $0.get().measurement }
            let isClassification = Self.areLabels(values, reader.quantity)
            let merged = MergedMeasurements(
                Array(zip(rows, read)), isClassification: isClassification, limits: options.limits)
            (self.file, column, quantity) = (file, reader.column, reader.quantity.name)
            (self.rows, self.isClassification) = (rows.count, isClassification)
            (entries, refused, limitRows) = (merged.entries, merged.refused, merged.limitRows)
            repeated = merged.repeated
            repeats = merged.deviation.map {
                RepeatSpread(
                    deviation: $0, molecules: merged.repeated, unit: reader.quantity.unitOfDifferences)
            }
            try validate()
        } catch {
            throw ActivityError(file: file, error)
        }
    }

    private static func areLabels(_ values: [WrittenMeasurement], _ quantity: MeasuredQuantity) -> Bool {
        quantity.form == .number && !values.isEmpty
            && values.allSatisfy { $0.relation == .equal && ($0.value == 0 || $0.value == 1) }
    }

    private func validate() throws(ActivityError.Reason) {
        if entries.count < Self.smallest {
            throw .tooFew(
                found: entries.count, needed: Self.smallest,
                firstRefusal: refused.first.map { "line \($0.line): \($0.reason)" })
        }
        let first = entries[0].value
        if entries.allSatisfy({ $0.value == first }) { throw .constant(first, count: entries.count) }
        let positives = entries.count { $0.value == 1 }
        if isClassification, min(positives, entries.count - positives) < 5 {
            throw .oneClass(positives: positives, count: entries.count)
        }
    }
}
