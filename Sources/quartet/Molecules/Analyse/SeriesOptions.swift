import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// The series that `quartet molecules analyse` works on.
struct SeriesOptions: ParsableArguments {
    @OptionGroup var input: MoleculeInput

    @OptionGroup var measurement: MeasurementOptions

    @Flag(help: "A low value is a good one, as for a share of cells that survive.")
    var lowIsGood = false

    var isJSON: Bool { input.json.isRequested }

    private var fileName: String { input.file == "-" ? "standard input" : input.file }

    /// For `validate()` of a study that is nothing without values.
    func requireValues() throws {
        if measurement.value == nil { throw ValidationError("Name the column of values with --value.") }
    }

    /// Reads the parents of all rows, and says what became of the rows.
    ///
    /// - Throws: ``ActivityError`` when the column of values is not there or lacks its unit; ``SeriesError`` for too many
    ///   rows.
    func read() throws -> ReadSeries {
        let standardizer = Standardizer(counterIons: try CounterIons())
        var parents: [(row: MoleculeRow, molecule: Molecule)] = []
        var refused: [RefusedRow] = []
        try input.read(
            { (molecule, _) -> Molecule in
                try standardizer.parent(of: molecule).molecule
            },
            { row, parent in
                switch parent {
                case .success(let parent):
                    parents.append((row, parent))
                    if parents.count > Series.limit { throw SeriesError.tooManyMembers(parents.count) }
                case .failure(let error): refused.append(RefusedRow(row: row, found: .failure(error)))
                }
            })
        let reader = try reader(of: parents.map(\.row) + refused.map(\.row))
        var values = RowValues(reader: reader, limits: measurement.limits)
        let members = parents.map {
            Series.Member(molecule: $0.molecule, row: $0.row, activity: values.value(of: $0.row))
        }
        let read = ReadSeries(
            rows: try Series(members, lowIsGood: lowIsGood), refused: refused, unmeasured: values.unmeasured,
            quantity: reader?.quantity.name)
        if !input.common.quiet { for line in read.account { StandardError.print(line) } }
        return read
    }

    private func reader(of rows: [MoleculeRow]) throws(ActivityError) -> MeasurementReader? {
        if measurement.value == nil { return nil }
        let reader: MeasurementReader
        do throws(ActivityError.Reason) {
            reader = try MeasurementReader(rows, options: measurement.options)
        } catch {
            throw ActivityError(file: fileName, error)
        }
        if lowIsGood, reader.quantity.form != .number {
            throw ActivityError(
                file: fileName, .highIsGood(column: reader.column, quantity: reader.quantity.name))
        }
        return reader
    }

    /// The same where at least one molecule must have a value.
    func readMeasured() throws -> ReadSeries {
        let read = try read()
        if !read.molecules.members.contains(where: { $0.activity != nil }) {
            throw MoleculeFileError(file: fileName, reason: .nothingMeasured(measurement.value ?? ""))
        }
        return read
    }

    /// Progress of a long comparison on standard error.
    func progress(_ what: String) -> ShareDone? {
        if input.common.quiet { return nil }
        var last = ContinuousClock.now
        return { share in
            guard ContinuousClock.now - last > .seconds(10) else { return }
            last = .now
            StandardError.print("\(what): \(Int(100 * share)) %")
        }
    }
}

/// Reads the values of rows one after another, and keeps which rows have none.
private struct RowValues {
    let reader: MeasurementReader?
    let limits: ActivityTable.Limits
    private(set) var unmeasured: [ReadSeries.Unmeasured] = []

    init(reader: MeasurementReader?, limits: ActivityTable.Limits) {
        (self.reader, self.limits) = (reader, limits)
    }

    mutating func value(of row: MoleculeRow) -> Double? {
        guard let reader else { return nil }
        do throws(MoleculeError) {
            let found = try reader.measurement(of: row)
            if !found.isLimit || limits == .take { return found.value }
            let limit = "\(reader.quantity.name) \(found.relation.rawValue) \(Cell.number(found.value))"
            unmeasured.append(.init(row: row, reason: "a limit, \(limit); --limits take takes it"))
        } catch {
            unmeasured.append(.init(row: row, reason: error.reason))
        }
        return nil
    }
}
