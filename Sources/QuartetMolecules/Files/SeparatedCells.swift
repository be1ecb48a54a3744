/// Cuts a line of a table into cells.
enum SeparatedCells: Sendable, Equatable {
    /// A SMILES, blanks, and a name up to the end of the line (Daylight's `.smi`).
    case blanks
    /// Cells between separators. Quotes around a cell may hide separators, and line ends where it is no tab (RFC 4180).
    case separated(UInt8)

    private static let quote = UInt8(ascii: "\"")

    /// The cells of a record; nil when a quote is left open or followed by more text.
    func cells(_ bytes: [UInt8]) -> [String]? {
        switch self {
        case .blanks: return Self.named(bytes)
        case .separated(let separator):
            if separator == UInt8(ascii: "\t") {
                return bytes.split(separator: separator, omittingEmptySubsequences: false).map(Self.unquoted)
            }
            return Self.quoted(bytes, separator)
        }
    }

    /// Whether a cell may go on in the next line.
    var spansLines: Bool {
        if case .separated(let separator) = self { separator != UInt8(ascii: "\t") } else { false }
    }

    private static func text(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: Array(bytes), as: UTF8.self)
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    private static func named(_ bytes: [UInt8]) -> [String] {
        let line = bytes.drop(while: isBlank)
        let structure = line.prefix { !isBlank($0) }
        var name = text(line[structure.endIndex...].drop(while: isBlank))
        while name.last?.isWhitespace == true { name.removeLast() }
        // ChemAxon's extension stands between bars, before the name.
        if name.hasPrefix("|"), let end = name.dropFirst().firstIndex(of: "|") {
            name = String(name[name.index(after: end)...].drop(while: \.isWhitespace))
        }
        return name.isEmpty ? [text(structure)] : [text(structure), name]
    }

    private static func unquoted(_ cell: ArraySlice<UInt8>) -> String {
        guard cell.count >= 2, cell.first == quote, cell.last == quote else { return text(cell) }
        return text(cell.dropFirst().dropLast()).replacing("\"\"", with: "\"")
    }

    private static func quoted(_ bytes: [UInt8], _ separator: UInt8) -> [String]? {
        var cells: [String] = []
        var index = 0
        while true {
            var cell: [UInt8] = []
            if index < bytes.count, bytes[index] == quote {
                index += 1
                while true {
                    guard let end = bytes[index...].firstIndex(of: quote) else { return nil }
                    cell += bytes[index..<end]
                    index = end + 1
                    guard index < bytes.count, bytes[index] == quote else { break }
                    // Two quotes are one inside the text.
                    cell.append(quote)
                    index += 1
                }
                if index < bytes.count, bytes[index] != separator { return nil }
            } else {
                let end = bytes[index...].firstIndex(of: separator) ?? bytes.count
                cell = Array(bytes[index..<end])
                index = end
            }
            cells.append(text(cell))
            if index >= bytes.count { return cells }
            index += 1
        }
    }
}
