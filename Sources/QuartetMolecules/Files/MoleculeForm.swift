internal import QuartetReports

/// How molecules are written to a file.
public enum MoleculeForm: String, Sendable, CaseIterable {
    /// Canonical SMILES, a blank and the name.
    case smi
    /// Comma-separated values (RFC 4180) with headings.
    case csv
    /// Records of mol blocks with the columns as data items.
    case sdf

    /// What stands before the first molecule.
    ///
    /// - Parameter columns: headings after `smiles` and `name`, for a table.
    public func head(columns: [String]) -> String {
        let headings = DistinctNames.of(["smiles", "name"] + columns)
        return self == .csv ? headings.map(Self.cell).joined(separator: ",") + "\r\n" : ""
    }

    /// A molecule as a line or a record.
    ///
    /// - Parameter columns: the cells of the table's columns, in their order; in SDF, data items by their names.
    /// - Throws: ``MoleculeError`` when it cannot be written.
    public func text(
        _ molecule: Molecule, name: String, columns: [MoleculeRow.Column]
    ) throws(MoleculeError) -> String {
        let structure = try self == .sdf ? molecule.molBlock() : molecule.smiles()
        return text(structure: structure, name: name, columns: columns)
    }

    /// A line or a record.
    ///
    /// - Parameter structure: a mol block for SDF, a SMILES for the other forms.
    public func text(structure: String, name: String, columns: [MoleculeRow.Column]) -> String {
        switch self {
        case .smi:
            let name = Self.line(name)
            return structure + (name.isEmpty ? "" : " " + name) + "\n"
        case .csv:
            let cells = [structure, name] + columns.map(\.value)
            return cells.map(Self.cell).joined(separator: ",") + "\r\n"
        case .sdf:
            // The first line of a block is its name; a value ends at a blank line.
            let block = structure.drop { $0 != "\n" }
            let names = DistinctNames.of(
                columns.map { Self.line($0.name).filter { $0 != "<" && $0 != ">" } })
            let items = zip(names, columns).map { name, column in
                let lines = column.value.split(whereSeparator: \.isNewline).filter { !$0.hasPrefix("$$$$") }
                return "> <\(name)>\n" + lines.map { $0 + "\n" }.joined() + "\n"
            }
            return Self.line(name) + block + items.joined() + "$$$$\n"
        }
    }

    private static func line(_ text: String) -> String {
        String(text.map { $0.isNewline ? " " : $0 })
    }

    private static func cell(_ text: String) -> String { SafeText.csv(text) }
}
