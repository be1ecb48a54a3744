/// A row of a file of molecules, before its structure is read: a line of a table, or a record of an SDF file.
public struct MoleculeRow: Sendable, Equatable {
    /// How a structure is written.
    public enum Structure: Sendable, Equatable {
        case smiles(String)
        /// A connection table in the form V2000 or V3000 (BIOVIA, CTfile Formats), up to its `M  END`.
        case molBlock(String)

        /// As it is written.
        var text: String {
            switch self {
            case .smiles(let text), .molBlock(let text): text
            }
        }
    }

    /// A cell of another column, or a data item of an SDF record.
    public struct Column: Sendable, Equatable {
        public let name: String
        public let value: String

        public init(name: String, value: String) { (self.name, self.value) = (name, value) }
    }

    /// The file's name for messages.
    public let file: String
    /// The line that the row begins on, counted from 1.
    public let line: Int
    /// Its place among the rows, counted from 1.
    public let number: Int
    /// Empty where the file has none.
    public let name: String
    /// The other columns in the order of the file.
    public let columns: [Column]
    /// The structure as it is written, or why the row has none.
    public let structure: Result<Structure, MoleculeError>
    /// The lines of the file that the row is.
    public let source: [String]

    public init(
        file: String, line: Int, number: Int, name: String, columns: [Column] = [],
        structure: Result<Structure, MoleculeError>, source: [String] = []
    ) {
        (self.file, self.line, self.number) = (file, line, number)
        (self.name, self.columns, self.structure) = (name, columns, structure)
        self.source = source
    }

    /// Reads the structure.
    public func read() -> ReadMolecule {
        ReadMolecule(
            row: self,
            molecule: structure.flatMap { structure in
                do throws(MoleculeError) {
                    switch structure {
                    case .smiles(let text): return .success(try Molecule(smiles: text))
                    case .molBlock(let text): return .success(try Molecule(molBlock: text))
                    }
                } catch {
                    return .failure(error)
                }
            })
    }
}

/// A row with its molecule, or why it has none.
public struct ReadMolecule: Sendable {
    public let row: MoleculeRow
    public let molecule: Result<Molecule, MoleculeError>

    public init(row: MoleculeRow, molecule: Result<Molecule, MoleculeError>) {
        (self.row, self.molecule) = (row, molecule)
    }
}

extension MoleculeRow {
    /// The columns of these names, in their order; empty ones for those that the row lacks.
    public func columns(named names: [String]) -> [Column] {
        if columns.map(\.name) == names { return columns }
        let values = Dictionary(columns.map { ($0.name, $0.value) }) { first, _ in first }
        return names.map { Column(name: $0, value: values[$0] ?? "") }
    }
}
