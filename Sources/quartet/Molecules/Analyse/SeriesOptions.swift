import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// The series that `quartet molecules analyse` works on.
struct SeriesOptions: ParsableArguments {
    @OptionGroup var input: MoleculeInput

    @Option(help: ArgumentHelp("Column of the activity: a number, such as a pIC50.", valueName: "heading"))
    var activity: String?

    @Flag(help: "A low activity is a good one, as for an IC50 in nanomoles.")
    var lowIsGood = false

    var isJSON: Bool { input.json.isRequested }

    private var fileName: String { input.file == "-" ? "standard input" : input.file }

    /// Reads the parents of all rows.
    ///
    /// - Throws: ``MoleculeFileError`` when no row has the column of the activity; ``SeriesError`` for too many rows.
    func read() throws -> ReadSeries {
        let standardizer = Standardizer(counterIons: try CounterIons())
        var members: [Series.Member] = []
        var refused: [RefusedRow] = []
        var reading = ActivityReading(column: activity)
        try input.read(
            { (molecule, _) -> Molecule in
                try standardizer.parent(of: molecule).molecule
            },
            { row, parent in
                switch parent {
                case .success(let parent):
                    members.append(
                        Series.Member(molecule: parent, row: row, activity: reading.value(of: row)))
                    if members.count > Series.limit { throw SeriesError.tooManyMembers(members.count) }
                case .failure(let error): refused.append(RefusedRow(row: row, found: .failure(error)))
                }
            })
        try reading.check(file: fileName)
        if let note = reading.note { input.common.note(note) }
        return ReadSeries(series: try Series(members, lowIsGood: lowIsGood), refused: refused)
    }

    /// The same without what could not be read or was not measured, each structure once.
    func readMeasured() throws -> Series {
        guard activity != nil else {
            throw ValidationError("Name the column of the activity with --activity.")
        }
        let read = try readMerged()
        if !read.members.contains(where: { $0.activity != nil }) {
            throw MoleculeFileError(file: fileName, reason: .nothingMeasured(activity ?? ""))
        }
        return read
    }

    /// Each structure once; refused rows are named on standard error.
    func readMerged() throws -> Series {
        let read = try read()
        noteRefused(read.refused)
        let merged = read.series.merged()
        let repeats = read.series.members.count - merged.members.count
        if repeats > 0 {
            input.common.note(
                "Rows that repeat a structure: \(repeats); each structure counts once, with the median of its "
                    + "activities")
        }
        return merged
    }

    /// Names refused rows on standard error but for the first, which reading has named.
    func noteRefused(_ rows: [RefusedRow]) {
        for row in rows.dropFirst().prefix(20) { input.common.note(row.note) }
        if rows.count > 21 { input.common.note("… and \(rows.count - 21) more") }
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

/// A series, and the rows of its file that are not part of it.
struct ReadSeries {
    let series: Series
    let refused: [RefusedRow]
}

/// A row without a result.
typealias RefusedRow = MoleculeOutputRow<ClusterResult>

extension MoleculeOutputRow {
    /// The refusal for standard error.
    var note: String {
        guard case .failure(let error) = found else { return "" }
        return "line \(row.line)\(row.name.isEmpty ? "" : " (\(row.name))"): \(error.reason)"
    }
}

/// Reads a column of plain numbers.
private struct ActivityReading {
    let column: String?
    private var hasColumn = false
    private var headings: [String] = []
    private var unread = 0
    private var firstUnread = ""

    init(column: String?) { self.column = column }

    mutating func value(of row: MoleculeRow) -> Double? {
        guard let column else { return nil }
        headings = row.columns.map(\.name)
        let cell =
            row.columns.first { $0.name == column }
            ?? row.columns.first { $0.name.lowercased() == column.lowercased() }
        guard let cell else { return nil }
        hasColumn = true
        if let value = Double(cell.value), value.isFinite { return value }
        unread += 1
        if firstUnread.isEmpty { firstUnread = "line \(row.line): '\(cell.value)'" }
        return nil
    }

    func check(file: String) throws(MoleculeFileError) {
        if let column, !hasColumn {
            throw MoleculeFileError(file: file, reason: .noColumn(column, headings: headings))
        }
    }

    var note: String? {
        unread == 0
            ? nil
            : "Rows without a number in the column \(column ?? ""): \(unread); the first: \(firstUnread)"
    }
}
