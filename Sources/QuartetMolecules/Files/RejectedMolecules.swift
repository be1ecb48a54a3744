internal import Glibc
public import QuartetFiles

/// Rows that were refused, with line and reason, in a file that can be mended by hand and read again.
///
/// Lines of SMILES and of tables become a table whose first two columns are `line` and `reason`; what follows is the row as
/// it stands in the input. Records of SDF stay records, with a data item `refused`.
public final class RejectedMolecules {
    /// Rows so far.
    public private(set) var count = 0
    private let path: String
    private let file: UnsafeMutablePointer<FILE>
    private let layout: TableLayout?

    /// - Parameters:
    ///   - path: replaced if it exists.
    ///   - table: whose rows they are.
    /// - Throws: `FileError`.
    public init(path: String, of table: StructureTable) throws(FileError) {
        guard let file = fopen(path, "w") else {
            throw .cannotWrite(file: path, reason: String(cString: strerror(errno)))
        }
        (self.path, self.file, layout) = (path, file, table.layout)
    }

    deinit { fclose(file) }

    /// Writes a row.
    /// - Throws: `FileError`.
    public func add(_ row: MoleculeRow, _ error: MoleculeError) throws(FileError) {
        if count == 0, let layout { try write(heading(layout)) }
        count += 1
        try write(layout.map { line(row, error, $0) } ?? record(row, error))
    }

    /// Writes what is still buffered.
    /// - Throws: `FileError`, for example when the disk is full.
    public func flush() throws(FileError) {
        if fflush(file) != 0 { throw failure }
    }

    private func heading(_ layout: TableLayout) -> String {
        var names = layout.headings
        // Of a table without headings only this one has a name that tells what it is.
        if !layout.hasHeadings { names[layout.structure] = "smiles" }
        if layout.cells == .blanks, names.count == 2 { names[1 - layout.structure] = "name" }
        return layout.rejectedCells(["line", "reason"] + names) + "\n"
    }

    private func line(_ row: MoleculeRow, _ error: MoleculeError, _ layout: TableLayout) -> String {
        let head = layout.rejectedCells(["\(row.line)", error.reason])
        // A name behind a blank becomes a cell of its own; other rows stay as they are.
        guard layout.cells == .blanks, var cells = layout.cells.cells(Array(row.source.joined().utf8)) else {
            return head + layout.rejectedSeparator + row.source.joined(separator: "\n") + "\n"
        }
        while cells.count < layout.headings.count { cells.append("") }
        return head + layout.rejectedSeparator + layout.rejectedCells(cells) + "\n"
    }

    private func record(_ row: MoleculeRow, _ error: MoleculeError) -> String {
        var lines = row.source
        if lines.last?.allSatisfy(\.isWhitespace) == false { lines.append("") }
        lines += ["> <refused>", "line \(row.line): \(error.reason)", "", "$$$$"]
        return lines.map { $0 + "\n" }.joined()
    }

    private func write(_ text: String) throws(FileError) {
        if fputs(text, file) < 0 { throw failure }
    }

    private var failure: FileError { .cannotWrite(file: path, reason: String(cString: strerror(errno))) }
}

extension TableLayout {
    /// Between the cells of rejected rows: a tab where the input has blanks.
    fileprivate var rejectedSeparator: String {
        if case .separated(let separator) = cells { String(UnicodeScalar(separator)) } else { "\t" }
    }

    /// Cells in a line, quoted where they must be. Without line ends.
    fileprivate func rejectedCells(_ cells: [String]) -> String {
        cells.map { cell in
            let line = String(cell.map { $0.isNewline || $0 == "\t" ? " " : $0 })
            let isPlain = !line.contains(rejectedSeparator) && !line.contains("\"")
            return isPlain ? line : "\"" + line.replacing("\"", with: "\"\"") + "\""
        }.joined(separator: rejectedSeparator)
    }
}
