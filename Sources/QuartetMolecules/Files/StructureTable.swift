public import QuartetFiles

/// The rows of a file of molecules in order: SMILES lines, a table with separators, or SDF, plain or compressed. The form is
/// recognised by the content.
///
/// A row that cannot be read is a row with its refusal, and the next one follows. Memory does not grow with the file.
public final class StructureTable {
    public enum Form: String, Sendable { case smiles, table, sdf }

    public let form: Form
    private let lines: DecompressedLines
    let layout: TableLayout?
    private(set) var records: RecordCutter?
    private var rowCount = 0

    /// - Parameters:
    ///   - path: a file, or "-" for standard input.
    ///   - column: the heading or the number of the column of structures; recognised by content without it.
    /// - Throws: `FileError`, or ``MoleculeFileError`` when it is no file of molecules.
    public init(path: String, column: String? = nil) throws {
        lines = try DecompressedLines(path: path)
        var sample: [DecompressedLines.Line] = []
        var failure: FileError?
        while sample.count(where: { !$0.isBlank }) < TableLayout.sampleSize, sample.count < 1000 {
            do {
                guard let line = try lines.next() else { break }
                sample.append(line)
            } catch {
                failure = error
                break
            }
        }
        // The rows before damage are delivered; then the same error comes again.
        if let failure, sample.isEmpty { throw failure }
        lines.giveBack(sample)
        let filled = sample.filter { !$0.isBlank }.map(\.bytes)
        if filled.isEmpty { throw MoleculeFileError(file: lines.name, reason: .empty) }
        switch FileKind(filled) {
        case .sdf?:
            (form, layout) = (.sdf, nil)
            records = RecordCutter(lines)
            return
        case let kind?: throw MoleculeFileError(file: lines.name, reason: .foreign(kind.name))
        case nil: break
        }
        do throws(MoleculeFileError.Reason) {
            let layout = try TableLayout(filled, column: column)
            self.layout = layout
            form = layout.cells == .blanks ? .smiles : .table
        } catch {
            throw MoleculeFileError(file: lines.name, reason: error)
        }
        if layout?.hasHeadings == true { try skipHeadings() }
    }

    /// The path, or "standard input".
    public var name: String { lines.name }

    /// The headings of the other columns of a table; those of SDF are with each row.
    public var columns: [String] {
        guard let layout else { return [] }
        return layout.headings.indices.filter { $0 != layout.structure && $0 != layout.name }
            .map { layout.headings[$0] }
    }

    /// The next row; nil at the end.
    /// - Throws: `FileError` for damage, after the rows before it.
    public func next() throws(FileError) -> MoleculeRow? {
        if records != nil {
            guard let record = try records?.next() else { return nil }
            rowCount += 1
            return record.row(file: name, number: rowCount)
        }
        guard let layout else { return nil }
        while let line = try lines.next() {
            // A blank line at the end is no row; between rows it is none either.
            if line.isBlank { continue }
            rowCount += 1
            return try layout.row(line, from: lines, number: rowCount)
        }
        return nil
    }

    /// Up to `count` rows; empty at the end.
    /// - Throws: `FileError` for damage, in the call after that which returns the last rows before it.
    public func next(_ count: Int) throws(FileError) -> [MoleculeRow] {
        var rows: [MoleculeRow] = []
        while rows.count < count {
            do throws(FileError) {
                guard let row = try next() else { break }
                rows.append(row)
            } catch {
                // The same error comes again.
                if rows.isEmpty { throw error }
                break
            }
        }
        return rows
    }

    private func skipHeadings() throws(FileError) {
        while let line = try lines.next(), line.isBlank {}
    }
}
