public import ArgumentParser
import QuartetCommandLine
import QuartetMolecules

/// A result that is a structure, so that a file of molecules can hold it.
protocol StructureResult: MoleculeResult {
    /// Canonical SMILES; the column `smiles` of a table.
    var smiles: String { get }
    /// For SDF.
    func molBlock() throws(MoleculeError) -> String
}

extension StructureResult {
    func molBlock() throws(MoleculeError) -> String { try Molecule(smiles: smiles).molBlock() }

    /// The findings beside the structure.
    fileprivate var columns: [MoleculeRow.Column] {
        zip(Self.headings, cells).filter { $0.0 != "smiles" }.map { .init(name: $0.0, value: $0.1) }
    }
}

/// How a command whose results are structures prints them.
struct StructureOutput: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Print the molecules in this form (default: a table with every row).", valueName: "form"))
    var to: MoleculeForm?

    /// - Throws: `ValidationError` for two forms at once.
    func check(_ input: MoleculeInput) throws {
        if to != nil, input.json.isRequested { throw ValidationError("Give --json or --to, not both.") }
    }

    /// As ``MoleculeInput/print(rowsAtOnce:_:noting:)``. In a file of molecules rows without a structure have no place;
    /// the columns of the input stand before what was found.
    func print<Found: StructureResult>(
        _ input: MoleculeInput, rowsAtOnce: Int = 64,
        _ work: @escaping @Sendable (Molecule, MoleculeRow) throws -> [Found],
        noting note: (MoleculeRow, Found) throws -> Found = { $1 },
        refusing refuse: (MoleculeRow, MoleculeError) throws -> Void = { _, _ in }
    ) throws {
        guard let to else {
            return try input.print(rowsAtOnce: rowsAtOnce, work, noting: note, refusing: refuse)
        }
        var head = Head(columns: to == .csv ? try StructureTable.columnsOfAllRecords(path: input.file) : nil)
        let written: @Sendable (Molecule, MoleculeRow) throws -> [(found: Found, structure: String)] = {
            try work($0, $1).map { ($0, try to == .sdf ? $0.molBlock() : $0.smiles) }
        }
        try input.read(rowsAtOnce: rowsAtOnce, written) { row, results in
            let all: [(found: Found, structure: String)]
            switch results {
            case .success(let found): all = found
            case .failure(let error): return try refuse(row, error)
            }
            if let names = head.begin(row) {
                let own = Found.headings.filter { $0 != "smiles" }
                StandardOutput.write(to.head(columns: names + own))
            }
            for (number, result) in all.enumerated() {
                let own = try note(row, result.found).columns
                let columns =
                    to == .csv ? head.columns(of: row) + own : row.columns + own.filter { !$0.value.isEmpty }
                // Isomers of one molecule are told apart by number.
                let name = all.count > 1 && !row.name.isEmpty ? "\(row.name)-\(number + 1)" : row.name
                StandardOutput.write(to.text(structure: result.structure, name: name, columns: columns))
            }
        }
        if to == .csv, !head.leftOut.isEmpty {
            input.common.note(
                "left out: columns that the first record lacks (\(head.leftOut.joined(separator: ", "))); a table keeps "
                    + "them when the input is a file that can be read twice")
        }
    }
}

/// The headings of a table that is written while its rows are read.
private struct Head {
    private var names: [String]?
    private var isBegun = false
    private(set) var leftOut: [String] = []

    init(columns: [String]?) { names = columns }

    /// The columns of the input, once; nil after that.
    mutating func begin(_ row: MoleculeRow) -> [String]? {
        if isBegun { return nil }
        isBegun = true
        names = names ?? row.columns.map(\.name)
        return names
    }

    mutating func columns(of row: MoleculeRow) -> [MoleculeRow.Column] {
        let names = names ?? []
        for column in row.columns where !names.contains(column.name) && !leftOut.contains(column.name) {
            leftOut.append(column.name)
        }
        return row.columns(named: names)
    }
}

extension MoleculeForm: ExpressibleByArgument {}
