/// A row's parent structure and what was measured of it.
struct ReadMeasurement: Sendable {
    /// In the form that a model sees.
    let molecule: Molecule
    /// Its canonical SMILES: the same for repeats.
    let key: String
    let measurement: WrittenMeasurement
    let date: Int?

    init(
        _ row: MoleculeRow, _ reader: MeasurementReader, _ standardizer: Standardizer, form: ParentForm
    ) throws(MoleculeError) {
        let compound = try row.read().molecule.get()
        measurement = try reader.measurement(of: row)
        molecule = try standardizer.modelled(compound, in: form)
        key = molecule.smiles()
        date = reader.day(of: row)
    }
}

/// Measurements of the same parent, merged.
struct MergedMeasurements {
    private(set) var entries: [ActivityTable.Entry] = []
    private(set) var refused: [ActivityTable.Refusal] = []
    private(set) var limitRows = 0
    private(set) var repeated = 0
    /// The pooled deviation of the repeats; nil without repeats or for labels.
    private(set) var deviation: Double?

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
                refused.append(ActivityTable.Refusal(row, error))
            case .success(let found):
                if found.measurement.isLimit { limitRows += 1 }
                if found.measurement.isLimit, limits == .leaveOut { continue }
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
        if !isClassification, freedom > 0 { deviation = (squares / Double(freedom)).squareRoot() }
    }

    static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        let middle = sorted.count / 2
        if sorted.isEmpty { return 0 }
        return sorted.count.isMultiple(of: 2) ? (sorted[middle - 1] + sorted[middle]) / 2 : sorted[middle]
    }
}

extension ActivityTable.Refusal {
    fileprivate init(_ row: MoleculeRow, _ error: MoleculeError) {
        let prefix = error.fault == .setAside ? "set aside: " : ""
        self.init(line: row.line, name: row.name, reason: prefix + error.reason)
    }
}
