internal import QuartetFiles

extension TableLayout {
    /// Lines that one record may span.
    private static let longestRecord = 20

    /// The row that begins with a line; more lines are taken when a quoted cell goes on in them.
    func row(
        _ line: DecompressedLines.Line, from lines: DecompressedLines, number: Int
    ) throws(FileError) -> MoleculeRow {
        func refused(_ reason: String, _ fault: MoleculeError.Fault = .syntax) -> MoleculeRow {
            MoleculeRow(
                file: lines.name, line: line.number, number: number, name: "",
                structure: .failure(MoleculeError(reason: reason, fault: fault)), source: [line.text])
        }
        if line.isCut { return refused("the line is longer than \(line.bytes.count) bytes", .size) }
        guard let (cells, source) = try record(line, from: lines) else {
            return refused("a quote is left open, or text follows the closing one")
        }
        let extra = cells.dropFirst(headings.count)
        if !extra.allSatisfy(\.isEmpty) {
            return refused(
                "the row has \(cells.count) columns, expected \(headings.count); a cell with a separator needs quotes"
            )
        }
        func cell(_ index: Int) -> String {
            index < cells.count ? cells[index].trimmed : ""
        }
        let text = cell(structure)
        let others = headings.indices.filter { $0 != structure && $0 != name }
        return MoleculeRow(
            file: lines.name, line: line.number, number: number, name: name.map(cell) ?? "",
            columns: others.map { MoleculeRow.Column(name: headings[$0], value: cell($0)) },
            structure: text.isEmpty
                ? .failure(
                    MoleculeError(reason: "the row has no structure: the cell is empty", fault: .empty))
                : .success(.smiles(text)), source: source)
    }

    /// The cells, and the lines that they stand in. A quote that is never closed costs only its own line.
    private func record(
        _ line: DecompressedLines.Line, from lines: DecompressedLines
    ) throws(FileError) -> (cells: [String], source: [String])? {
        if let cells = cells.cells(line.bytes) { return (cells, [line.text]) }
        guard cells.spansLines else { return nil }
        var bytes = line.bytes
        var more: [DecompressedLines.Line] = []
        while more.count < Self.longestRecord, bytes.count < 1 << 20 {
            guard let next = try? lines.next() else { break }
            more.append(next)
            bytes += [0x0A] + next.bytes
            if next.bytes.contains(UInt8(ascii: "\"")), let cells = cells.cells(bytes) {
                return (cells, [line.text] + more.map(\.text))
            }
        }
        lines.giveBack(more)
        return nil
    }
}

extension String {
    /// Without white space around it.
    var trimmed: String {
        guard first?.isWhitespace == true || last?.isWhitespace == true else { return self }
        var text = drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text.removeLast() }
        return String(text)
    }
}
