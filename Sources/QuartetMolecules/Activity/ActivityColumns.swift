/// Which columns of a file of measurements hold what.
struct ActivityColumns {
    let names: [String]
    private let numeric: [String]
    /// Columns that say whether a value is a limit, its unit, and its day, as databases export them.
    let relations: String?
    let units: String?
    let dates: String?
    /// Whether the column of units has units of concentration.
    private let hasConcentrations: Bool

    init(_ rows: [MoleculeRow]) {
        var names: [String] = []
        var known: Set<String> = []
        var (filled, numbers): ([String: Int], [String: Int]) = ([:], [:])
        for row in rows {
            for column in row.columns {
                if known.insert(column.name).inserted { names.append(column.name) }
                if column.value.isEmpty { continue }
                filled[column.name, default: 0] += 1
                if (try? WrittenMeasurement(column.value)) != nil { numbers[column.name, default: 0] += 1 }
            }
        }
        self.names = names
        numeric = names.filter { 2 * numbers[$0, default: 0] > filled[$0, default: 0] }
        func column(_ words: Set<String>) -> String? {
            names.first { name in !words.isDisjoint(with: Self.words(name)) }
        }
        relations = column(["relation", "operator", "qualifier"])
        let units = column(["unit", "units"])
        self.units = units
        let cells = rows.lazy.compactMap { row in row.columns.first { $0.name == units } }
        hasConcentrations = cells.prefix(200).count { ConcentrationUnit($0.value) != nil } > 0
        dates = column(["date", "year"])
    }

    private static func words(_ heading: String) -> [String] {
        heading.split { !$0.isLetter }.map { $0.lowercased() }
    }

    /// The column to learn, and what it holds.
    func chosen(
        _ options: ActivityTable.Options
    ) throws(ActivityError.Reason) -> (column: String, quantity: MeasuredQuantity, unit: ConcentrationUnit?) {
        let column = try chosen(options.value)
        let quantity = MeasuredQuantity(heading: column)
        switch quantity.form {
        case .concentration(let unit):
            if options.unit == nil, unit == nil, units == nil { throw .noUnit(column: column) }
            return (column, quantity, options.unit ?? unit)
        case .negativeLogarithm:
            if options.unit != nil { throw .needlessUnit(column: column) }
            return (column, quantity, nil)
        case .number:
            if options.unit == nil, hasConcentrations {
                return (column, MeasuredQuantity(concentration: "Activity"), nil)
            }
            guard let unit = options.unit else { return (column, quantity, nil) }
            // A column of any name is a concentration if the user says so.
            return (column, MeasuredQuantity(concentration: column), unit)
        }
    }

    private func chosen(_ given: String?) throws(ActivityError.Reason) -> String {
        if let given {
            if let name = names.first(where: { $0 == given }) { return name }
            let alike = names.filter { $0.lowercased() == given.lowercased() }
            guard alike.count == 1 else { throw .noColumn(given, columns: names) }
            return alike[0]
        }
        let candidates = numeric.filter { ![relations, units, dates].contains($0) }
        let forms = candidates.map { ($0, MeasuredQuantity(heading: $0).form) }
        let logarithms = forms.filter { $0.1 == .negativeLogarithm }.map { $0.0 }
        let concentrations = forms.filter { if case .concentration = $0.1 { true } else { false } }.map {
            $0.0
        }
        let best = [logarithms, concentrations, candidates].first { !$0.isEmpty } ?? []
        if best.count > 1 { throw .severalValues(columns: best) }
        guard let only = best.first else { throw .noValues(columns: names) }
        return only
    }
}

extension MeasuredQuantity {
    init(concentration name: String) {
        (form, self.name) = (.concentration(nil), "p" + name)
    }
}
