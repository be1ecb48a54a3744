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

    @Option(
        help: ArgumentHelp(
            "Write refused rows to this file, with line and reason, to be mended and read again.",
            valueName: "file"),
        completion: .file())
    var rejected: String?

    @OptionGroup var json: JSONOptions

    @OptionGroup var common: CommonOptions

    /// Works on every row on all cores and prints what was found, a row or more for each, in order.
    ///
    /// - Parameters:
    ///   - rowsAtOnce: rows that a thread takes at a time; 1 where a molecule takes long.
    ///   - work: a `UserFacingError` is the refusal of this molecule, and the batch goes on.
    ///   - note: completes what was found by what earlier rows had, on this thread and in order.
    ///   - refuse: is told of refused rows, on this thread and in order.
    func print<Found: MoleculeResult>(
        rowsAtOnce: Int = 64, _ work: @escaping @Sendable (Molecule, MoleculeRow) throws -> [Found],
        noting note: (MoleculeRow, Found) throws -> Found = { $1 },
        refusing refuse: (MoleculeRow, MoleculeError) throws -> Void = { _, _ in }
    ) throws {
        var output = MoleculeOutput<Found>(isJSON: json.isRequested)
        try read(rowsAtOnce: rowsAtOnce, work) { row, results in
            switch results {
            case .success(let all): try output.print(row, all.map { .success(try note(row, $0)) })
            case .failure(let error):
                try refuse(row, error)
                try output.print(row, [.failure(error)])
            }
        }
    }

    /// Works on every row on all cores, and passes each result to `body` on this thread, in order.
    ///
    /// - Parameters:
    ///   - rowsAtOnce: rows that a thread takes at a time; 1 where a molecule takes long.
    ///   - whenStopped: what Ctrl-C means for the command, where the rows are only a part of its work.
    /// - Throws: what keeps the file from being read; ``MoleculeFileError`` if no row is a molecule; ``CommandFailure``
    ///   after Ctrl-C, when the rows that were begun in order have passed.
    func read<Product: Sendable>(
        rowsAtOnce: Int = 64, whenStopped: String? = nil,
        _ work: @escaping @Sendable (Molecule, MoleculeRow) throws -> Product,
        _ body: (MoleculeRow, Result<Product, MoleculeError>) throws -> Void
    ) throws {
        common.apply()
        try OutputFile.requireDifferent(rejected, "--rejected", from: [file])
        let table = try StructureTable(path: file, column: column)
        let refusals = try rejected.map { try RejectedMolecules(path: $0, of: table) }
        var count = MoleculeCount(quiet: common.quiet)
        try OrderedPipeline.run(
            reading: {
                let rows = try table.next(rowsAtOnce)
                return rows.isEmpty ? nil : rows
            }, workers: Machine.threads,
            working: { rows in try rows.map { try Self.result(of: $0, work) } },
            isStopped: { InterruptSignal.isRaised },
            { rows, results in
                // Before the first rows there is nothing to finish, and a pipe may be silent for long.
                InterruptSignal.watch()
                for (row, (isRead, result)) in zip(rows, results) {
                    count.add(row, isRead: isRead, result)
                    if case .failure(let error) = result { try refusals?.add(row, error) }
                    try body(row, result)
                }
                try StandardOutput.check()
                return !InterruptSignal.isRaised
            })
        try refusals?.flush()
        if InterruptSignal.isRaised {
            let consequence = whenStopped.map { "; " + $0 } ?? ""
            throw CommandFailure(
                .failed,
                "stopped after \(count.rows) rows; the rest of \(table.name) was not read\(consequence)")
        }
        // What a command does after reading has nothing to finish either, unless it says so.
        InterruptSignal.endProgram()
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
            } catch let error as SetAside {
                return (true, .failure(MoleculeError(error)))
            } catch let error as any UserFacingError where error.kind != .usage {
                return (true, .failure(MoleculeError(reason: "\(error)")))
            }
        }
    }
}
