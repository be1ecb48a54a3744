/// Reads the measurements of a file's rows: its column of values with their units and limits.
public struct MeasurementReader: Sendable {
    /// The heading that the values stand under.
    public let column: String
    /// What a value is once it is read: pIC50 for IC50 in nanomoles per litre.
    public let quantity: MeasuredQuantity
    private let unit: ConcentrationUnit?
    private let relations: String?
    /// The column of units; it is the row's own unit that counts.
    private let units: String?
    private let dates: String?

    /// Chooses the columns by the rows of a whole file.
    /// - Throws: the reason of an ``ActivityError`` if the values are not found, or lack their unit.
    public init(_ rows: [MoleculeRow], options: ActivityTable.Options) throws(ActivityError.Reason) {
        let columns = ActivityColumns(rows)
        (column, quantity, unit) = try columns.chosen(options)
        (relations, dates) = (columns.relations, columns.dates)
        units = options.unit == nil ? columns.units : nil
    }

    /// What was measured of a row, in the unit of ``quantity``.
    /// - Throws: ``MoleculeError`` for a cell that is empty, no number, or without a unit.
    public func measurement(of row: MoleculeRow) throws(MoleculeError) -> WrittenMeasurement {
        var written: WrittenMeasurement
        do throws(WrittenMeasurement.Fault) {
            written = try WrittenMeasurement(row[column])
        } catch {
            switch error {
            case .empty: throw MoleculeError(reason: "no value: \(column) is empty")
            case .noNumber(let text):
                throw MoleculeError(reason: "\(column) is not a number: '\(text)'; write 1234.5 or > 1000")
            }
        }
        if let relations, written.relation == .equal,
            let stated = try? WrittenMeasurement(row[relations].filter { $0 != "'" } + "1")
        {
            written = WrittenMeasurement(stated.relation, written.value)
        }
        guard case .concentration = quantity.form else { return written }
        guard let unit = try unit(row) else {
            throw MoleculeError(reason: "\(column) has no unit")
        }
        guard let logarithm = written.negativeLogarithm(unit) else {
            throw MoleculeError(reason: "\(column) is \(written.value): a concentration is above 0")
        }
        return logarithm
    }

    private func unit(_ row: MoleculeRow) throws(MoleculeError) -> ConcentrationUnit? {
        guard let units, !row[units].isEmpty else { return unit }
        guard let unit = ConcentrationUnit(row[units]) else {
            throw MoleculeError(reason: "\(units) is '\(row[units])'; expected pM, nM, uM, mM or M")
        }
        return unit
    }

    /// The day of a row as year · 10,000 + month · 100 + day.
    func day(of row: MoleculeRow) -> Int? { dates.flatMap { Self.day(row[$0]) } }

    /// "2019", "2019-03" or "2019-03-05", also with slashes.
    static func day(_ text: String) -> Int? {
        let parts = text.split { "-/ T".contains($0) }.prefix(3).map { Int($0) }
        guard let year = parts.first ?? nil, 1900...2999 ~= year, !parts.contains(nil) else { return nil }
        let (month, day) = (parts.count > 1 ? parts[1] ?? 1 : 1, parts.count > 2 ? parts[2] ?? 1 : 1)
        return 1...12 ~= month && 1...31 ~= day ? year * 10_000 + month * 100 + day : nil
    }
}

extension MoleculeRow {
    /// The cell of a column; empty where the row has none.
    fileprivate subscript(column: String) -> String { columns.first { $0.name == column }?.value ?? "" }
}
