/// A row's parent structure and what was measured of it.
struct ReadMeasurement: Sendable {
    /// In the form that a model sees.
    let molecule: Molecule
    /// Its canonical SMILES: the same for repeats.
    let key: String
    let measurement: WrittenMeasurement
    let date: Int?
}

/// Reads the measurement of a row.
struct MeasurementReader: Sendable {
    let column: String
    let quantity: MeasuredQuantity
    let unit: ConcentrationUnit?
    let relations: String?
    /// The column of units; it is the row's own unit that counts.
    let units: String?
    let dates: String?
    let form: ParentForm

    func read(
        _ row: MoleculeRow, _ standardizer: Standardizer
    ) throws(MoleculeError) -> ReadMeasurement {
        let molecule = try row.read().molecule.get()
        let measurement = try measurement(row)
        do throws(SetAside) {
            let parent = try standardizer.parent(of: molecule, in: form)
            return ReadMeasurement(
                molecule: parent, key: parent.smiles(), measurement: measurement,
                date: dates.flatMap { Self.day(row[$0]) })
        } catch {
            throw MoleculeError(reason: "set aside: \(error)")
        }
    }

    private func measurement(_ row: MoleculeRow) throws(MoleculeError) -> WrittenMeasurement {
        var written: WrittenMeasurement
        do throws(WrittenMeasurement.Fault) {
            written = try WrittenMeasurement(row[column])
        } catch {
            switch error {
            case .empty: throw MoleculeError(reason: "no value: \(column) is empty")
            case .noNumber(let text):
                throw MoleculeError(reason: "\(column) is no number: '\(text)'; write 1234.5 or > 1000")
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

/// Measurements of the same parent, merged.
struct MergedMeasurements {
    private(set) var entries: [ActivityTable.Entry] = []
    private(set) var refused: [ActivityTable.Refusal] = []
    private(set) var limitRows = 0
    private(set) var repeated = 0
    private(set) var noise: Double?

    private struct Group {
        let first: ReadMeasurement
        var name: String
        let line: Int
        var values: [Double] = []
        var date: Int?
    }

    init(
        _ read: [(MoleculeRow, Result<ReadMeasurement, MoleculeError>)], isClassification: Bool,
        limits: ActivityTable.Limits
    ) {
        var groups: [Group] = []
        var places: [String: Int] = [:]
        for (row, result) in read {
            switch result {
            case .failure(let error):
                refused.append(.init(line: row.line, name: row.name, reason: error.reason))
            case .success(let found):
                let isLimit = found.measurement.relation != .equal
                if isLimit { limitRows += 1 }
                if isLimit, limits == .leaveOut { continue }
                let place = places[found.key] ?? groups.count
                if place == groups.count {
                    places[found.key] = place
                    groups.append(Group(first: found, name: row.name, line: row.line))
                }
                groups[place].values.append(found.measurement.value)
                if groups[place].name.isEmpty { groups[place].name = row.name }
                groups[place].date = [groups[place].date, found.date].compactMap(\.self).min()
            }
        }
        merge(groups, isClassification: isClassification)
        refused.sort { $0.line < $1.line }
    }

    private mutating func merge(_ groups: [Group], isClassification: Bool) {
        var (squares, freedom) = (0.0, 0)
        for group in groups {
            let median = Self.median(group.values)
            if isClassification, median != 0, median != 1 {
                refused.append(
                    .init(
                        line: group.line, name: group.name,
                        reason: "its \(group.values.count) labels contradict one another"))
                continue
            }
            if group.values.count > 1 {
                repeated += 1
                let mean = group.values.reduce(0, +) / Double(group.values.count)
                squares += group.values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
                freedom += group.values.count - 1
            }
            entries.append(
                ActivityTable.Entry(
                    molecule: group.first.molecule, smiles: group.first.key,
                    name: group.name, value: median, measurements: group.values.count, date: group.date))
        }
        if !isClassification, freedom > 0 { noise = (squares / Double(freedom)).squareRoot() }
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        if sorted.isEmpty { return 0 }
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}
