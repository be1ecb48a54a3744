internal import QuartetFiles

/// Cuts an SDF file (BIOVIA, CTfile Formats) into records at `$$$$`, whether or not a blank line stands before it.
struct RecordCutter {
    /// Bytes of a record that are kept.
    private static let longest = 1 << 24

    private let lines: DecompressedLines

    init(_ lines: DecompressedLines) { self.lines = lines }

    /// A record's lines up to `$$$$`.
    struct Record {
        let firstLine: Int
        var lines: [String] = []
        /// Whether the file ends before `$$$$`.
        var isLast = false
        var isTooLong = false
    }

    /// Whether a line has the atom count, the bond count and the version of the form.
    static func isCounts(_ line: some Collection<UInt8>) -> Bool {
        let text = String(decoding: Array(line.prefix(80)), as: UTF8.self)
        return text.count >= 38 && (text.hasSuffix("V2000") || text.hasSuffix("V3000"))
    }

    /// The next record; nil at the end. Blank lines at the end of the file are none.
    mutating func next() throws(FileError) -> Record? {
        guard let first = try lines.next() else { return nil }
        var record = Record(firstLine: first.number)
        var (line, size, isFilled) = (first, 0, false)
        while !line.bytes.starts(with: "$$$$".utf8) {
            size += line.bytes.count + 1
            record.isTooLong = record.isTooLong || line.isCut || size > Self.longest
            isFilled = isFilled || !line.isBlank
            if !record.isTooLong { record.lines.append(line.text) }
            guard let next = try lines.next() else {
                record.isLast = true
                return isFilled ? record : nil
            }
            line = next
        }
        return record
    }
}

extension RecordCutter.Record {
    /// The record as a row.
    func row(file: String, number: Int) -> MoleculeRow {
        let end = lines.firstIndex { $0.hasPrefix("M  END") }
        return MoleculeRow(
            file: file, line: firstLine, number: number,
            name: lines.first?.filter { !$0.isNewline }.split(separator: " ").joined(separator: " ") ?? "",
            columns: end.map { dataItems(from: $0 + 1) } ?? [], structure: structure(end), source: lines)
    }

    /// Names of the data items.
    var itemNames: [String] {
        guard let end = lines.firstIndex(where: { $0.hasPrefix("M  END") }) else { return [] }
        return dataItems(from: end + 1).map(\.name)
    }

    private func structure(_ end: Int?) -> Result<MoleculeRow.Structure, MoleculeError> {
        func refused(
            _ reason: String, _ fault: MoleculeError.Fault = .syntax
        ) -> Result<MoleculeRow.Structure, MoleculeError> {
            .failure(MoleculeError(reason: reason, fault: fault))
        }
        if isTooLong { return refused("the record is too long", .size) }
        if lines.allSatisfy({ $0.allSatisfy(\.isWhitespace) }) {
            return refused("the record is empty", .empty)
        }
        guard let end else {
            return refused(
                isLast
                    ? "the record is cut: the file ends at line \(firstLine + lines.count - 1), before M  END"
                    : "the record has no line M  END")
        }
        if let counts = lines[..<end].firstIndex(where: { RecordCutter.isCounts($0.utf8) }), counts != 3 {
            return refused(
                "the counts line is line \(firstLine + counts), expected line \(firstLine + 3), the record's fourth"
            )
        }
        if isLast, lines[(end + 1)...].contains(where: { $0.hasPrefix(">") }),
            lines.last?.allSatisfy(\.isWhitespace) == false
        {
            // The last value may lack its end, and nothing would show that it does.
            return refused(
                "the record is cut: the file ends at line \(firstLine + lines.count - 1), in a data item, "
                    + "without a blank line and $$$$")
        }
        if lines[(end + 1)...].contains(where: { $0.hasPrefix("M  END") }) {
            return refused("two structures in one record: the line $$$$ between them is missing")
        }
        return .success(.molBlock(lines[...end].joined(separator: "\n") + "\n"))
    }

    /// `> <NAME>`, the lines of the value, a blank line. The blank line may be missing.
    private func dataItems(from start: Int) -> [MoleculeRow.Column] {
        var items: [(name: String, value: [String])] = []
        var isInside = false
        for line in lines[start...] {
            if line.hasPrefix(">"), let open = line.firstIndex(of: "<"), let close = line.lastIndex(of: ">"),
                open < close
            {
                items.append((String(line[line.index(after: open)..<close]), []))
                isInside = true
            } else if line.allSatisfy(\.isWhitespace) {
                isInside = false
            } else if isInside {
                items[items.count - 1].value.append(line)
            }
        }
        return zip(DistinctNames.of(items.map(\.name)), items).map { name, item in
            MoleculeRow.Column(name: name, value: item.value.joined(separator: "\n"))
        }
    }
}
