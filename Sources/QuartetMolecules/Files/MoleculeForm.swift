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
        self == .csv ? (["smiles", "name"] + columns).map(Self.cell).joined(separator: ",") + "\r\n" : ""
    }

    /// A molecule as a line or a record.
    ///
    /// - Parameter columns: the cells of the table's columns, in their order; in SDF, data items by their names.
    /// - Throws: ``MoleculeError`` when it cannot be written.
    public func text(
        _ molecule: Molecule, name: String, columns: [MoleculeRow.Column]
    ) throws(MoleculeError) -> String {
        switch self {
        case .smi:
            let name = Self.line(name)
            return molecule.smiles() + (name.isEmpty ? "" : " " + name) + "\n"
        case .csv:
            let cells = [molecule.smiles(), name] + columns.map(\.value)
            return cells.map(Self.cell).joined(separator: ",") + "\r\n"
        case .sdf:
            // The first line of a block is its name; a value ends at a blank line.
            let block = try molecule.molBlock().drop { $0 != "\n" }
            let items = columns.map { column in
                let name = Self.line(column.name).filter { $0 != "<" && $0 != ">" }
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
