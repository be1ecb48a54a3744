import ArgumentParser
import QuartetCommandLine
import QuartetEngine
import QuartetFiles
import QuartetMolecules

/// The molecules that a command reads, and how it prints what it finds.
struct MoleculeInput: ParsableArguments {
    @Argument(
        help: "Molecules: SMILES, a table or SDF, plain or compressed; - reads standard input.",
        completion: .file())
    var file: String

    @Option(help: ArgumentHelp("Column of structures (default: by content).", valueName: "heading"))
    var column: String?

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    /// Works on every row on all cores and prints what was found, a row or more for each, in order.
    ///
    /// - Parameters:
    ///   - rowsAtOnce: rows that a thread takes at a time; 1 where a molecule takes long.
    ///   - work: a `UserFacingError` is the refusal of this molecule, and the batch goes on.
    func print<Found: MoleculeResult>(
        rowsAtOnce: Int = 64, _ work: @escaping @Sendable (Molecule, MoleculeRow) throws -> [Found]
    ) throws {
        var isBegun = json.isRequested
        try read(rowsAtOnce: rowsAtOnce, work) { row, results in
            if !isBegun { StandardOutput.write(MoleculeOutputRow<Found>.heading + "\n") }
            isBegun = true
            let lines =
                switch results {
                case .success(let all): all.map { MoleculeOutputRow(row: row, found: .success($0)) }
                case .failure(let error): [MoleculeOutputRow<Found>(row: row, found: .failure(error))]
                }
            for line in lines {
                if json.isRequested {
                    try JSONOutput.printLine(line)
                } else {
                    // Its cells are safe already, and the tabs between them stay.
                    StandardOutput.write(line.line + "\n")
                }
            }
        }
    }

    /// Works on every row on all cores, and passes each result to `body` on this thread, in order.
    ///
    /// - Throws: what keeps the file from being read; ``MoleculeFileError`` if no row is a molecule.
    func read<Product: Sendable>(
        rowsAtOnce: Int = 64, _ work: @escaping @Sendable (Molecule, MoleculeRow) throws -> Product,
        _ body: (MoleculeRow, Result<Product, MoleculeError>) throws -> Void
    ) throws {
        common.apply()
        let table = try StructureTable(path: file, column: column)
        var count = RowCount(quiet: common.quiet)
        try OrderedPipeline.run(
            reading: {
                let rows = try table.next(rowsAtOnce)
                return rows.isEmpty ? nil : rows
            }, workers: Machine.threads,
            working: { rows in try rows.map { try Self.result(of: $0, work) } },
            isStopped: { InterruptSignal.isRaised }
        ) { rows, results in
            for (row, (isRead, result)) in zip(rows, results) {
                count.add(row, isRead: isRead, result)
                try body(row, result)
            }
            try StandardOutput.check()
            return true
        }
        try count.finish(table.name)
    }

    private static func result<Product>(
        of row: MoleculeRow, _ work: (Molecule, MoleculeRow) throws -> Product
    ) throws -> (isRead: Bool, Result<Product, MoleculeError>) {
        switch row.read().molecule {
        case .failure(let error): return (false, .failure(error))
        case .success(let molecule):
            do {
                return (true, .success(try work(molecule, row)))
            } catch let error as MoleculeError {
                return (true, .failure(error))
            } catch let error as any UserFacingError where error.kind != .usage {
                return (true, .failure(MoleculeError(reason: "\(error)")))
            }
        }
    }
}

/// Rows so far: progress on standard error, and a summary of those that were refused.
private struct RowCount {
    let quiet: Bool
    private var rows = 0
    private var readable = 0
    private var refused = 0
    private var firstRefusal = ""
    private var lastReport = ContinuousClock.now

    init(quiet: Bool) { self.quiet = quiet }

    mutating func add<Product>(_ row: MoleculeRow, isRead: Bool, _ result: Result<Product, MoleculeError>) {
        rows += 1
        if isRead { readable += 1 }
        if case .failure(let error) = result {
            refused += 1
            if firstRefusal.isEmpty { firstRefusal = "line \(row.line): \(error.reason)" }
        }
        guard !quiet, ContinuousClock.now - lastReport > .seconds(10) else { return }
        lastReport = .now
        StandardError.print("\(rows) rows, \(refused) refused")
    }

    /// - Throws: ``MoleculeFileError`` when no row was a molecule.
    func finish(_ file: String) throws(MoleculeFileError) {
        if readable == 0 {
            throw MoleculeFileError(file: file, reason: .nothingReadable(rows: rows, first: firstRefusal))
        }
        if !quiet, refused > 0 {
            StandardError.print("\(file): \(refused) of \(rows) rows refused; the first: \(firstRefusal)")
        }
    }
}
