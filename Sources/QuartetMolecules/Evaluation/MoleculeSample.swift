internal import QuartetEngine
internal import QuartetFiles

/// The molecules of a file as a sample of a distribution.
public struct MoleculeSample: Sendable {
    /// The file's name.
    public let name: String
    /// Rows, and blank lines between them: a generator that wrote nothing wrote no molecule.
    public private(set) var rowCount = 0
    /// Those that can be read, in order.
    public private(set) var molecules: [MoleculeTraits] = []
    /// Why the first other one cannot be read; nil if all can.
    public private(set) var firstRefusal: String?

    /// Share of the rows that are molecules.
    public var validity: Double { rowCount == 0 ? 0 : Double(molecules.count) / Double(rowCount) }

    /// Molecules that were read already.
    public init(name: String, molecules: [MoleculeTraits] = []) {
        (self.name, self.molecules, rowCount) = (name, molecules, molecules.count)
    }

    /// Reads a file on all cores.
    ///
    /// - Parameters:
    ///   - path: a file, or "-" for standard input.
    ///   - column: the heading or number of the column of structures; recognised by content without it.
    ///   - progress: is told the number of rows so far.
    /// - Throws: `FileError`, or ``MoleculeFileError`` when it is no file of molecules.
    public init(
        path: String, column: String? = nil, reader: MoleculeTraitReader,
        screen: Screen? = nil, progress: (Int) -> Void = { _ in }
    ) throws {
        let table = try StructureTable(path: path, column: column)
        self.init(name: table.name)
        try read(
            table.next, countsBlankLines: table.form == .smiles, reader, screen, progress)
        if molecules.isEmpty {
            throw MoleculeFileError(
                file: name, reason: .nothingReadable(rows: rowCount, first: firstRefusal ?? "no rows"))
        }
    }

    /// Reads rows that were taken from a file.
    init(
        name: String, rows: [MoleculeRow], reader: MoleculeTraitReader, progress: (Int) -> Void
    ) throws {
        self.init(name: name)
        var rest = rows[...]
        try read(
            { count in
                defer { rest = rest.dropFirst(count) }
                return Array(rest.prefix(count))
            }, countsBlankLines: false, reader, nil, progress)
    }

    private mutating func read(
        _ next: @escaping (Int) throws -> [MoleculeRow], countsBlankLines: Bool,
        _ reader: MoleculeTraitReader,
        _ screen: Screen?, _ progress: (Int) -> Void
    ) throws {
        var lastLine: Int?
        try OrderedPipeline.run(
            reading: {
                let rows = try next(64)
                return rows.isEmpty ? nil : rows
            }, workers: Machine.threads,
            working: { rows in rows.map { Self.traits(of: $0, reader, screen) } },
            { rows, found in
                for (row, result) in zip(rows, found) {
                    if countsBlankLines, let lastLine { rowCount += row.line - lastLine - 1 }
                    lastLine = row.line
                    add(result, line: row.line)
                }
                progress(rowCount)
                return true
            })
    }

    private static func traits(
        of row: MoleculeRow, _ reader: MoleculeTraitReader, _ screen: Screen?
    ) -> Result<MoleculeTraits, MoleculeError> {
        row.read().molecule.flatMap { molecule in
            do throws(MoleculeError) {
                return .success(try reader.traits(of: molecule, screen: screen))
            } catch {
                return .failure(error)
            }
        }
    }

    /// Adds a row.
    private mutating func add(_ result: Result<MoleculeTraits, MoleculeError>, line: Int) {
        rowCount += 1
        switch result {
        case .success(let traits): molecules.append(traits)
        case .failure(let error): firstRefusal = firstRefusal ?? "line \(line): \(error)"
        }
    }
}
