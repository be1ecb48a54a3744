/// The header of a Zeek log, the lines that begin with "#": separator, names and types of the columns.
struct ZeekHeader: Sendable, Equatable {
    var separator: UInt8 = 9
    var unset = "-"
    var empty = "(empty)"
    var path: String?
    var fields: [String] = []
    var types: [String] = []
    /// Whether three spaces separate the last names, as in some labelled logs.
    var hasSpacedTail = false

    /// Reads one header line.
    /// - Returns: whether the columns changed.
    mutating func take(_ line: String) -> Bool {
        if line.hasPrefix("#separator ") {
            let word = line.dropFirst(11)
            if word.hasPrefix("\\x"), let byte = UInt8(word.dropFirst(2).prefix(2), radix: 16) {
                separator = byte
            } else if let byte = word.utf8.first {
                separator = byte
            }
            return false
        }
        let mark = Character(Unicode.Scalar(separator))
        guard let end = line.firstIndex(of: mark) else { return false }
        let rest = line[line.index(after: end)...]
        switch line[..<end] {
        case "#unset_field": unset = String(rest)
        case "#empty_field": empty = String(rest)
        case "#path": path = String(rest)
        case "#fields":
            (fields, hasSpacedTail) = Self.names(rest, mark)
            types = []
            return true
        case "#types":
            types = Self.names(rest, mark).names
        default: break
        }
        return false
    }

    /// Whether lines are parsed as under another header.
    func hasColumns(of other: ZeekHeader) -> Bool {
        separator == other.separator && unset == other.unset && empty == other.empty
            && fields == other.fields && hasSpacedTail == other.hasSpacedTail
    }

    private static func names(_ text: Substring, _ mark: Character) -> (names: [String], isSpaced: Bool) {
        let names = text.split(separator: mark, omittingEmptySubsequences: false).map(String.init)
        guard let last = names.last, last.contains("   ") else { return (names, false) }
        return (names.dropLast() + last.split(separator: " ").map(String.init), true)
    }

    /// The kinds of the fields by their types, for a log that the catalog does not describe.
    func schema(missing: [String]) -> [FieldKind?] {
        fields.indices.map { index in
            switch index < types.count ? types[index] : "" {
            case "time": .time
            case "addr", "subnet": .address
            case "port": .port
            case "count", "int": .count
            case "interval": .duration
            case "double": .number
            case "bool": .flag
            case "enum": .category
            case let type where type.hasPrefix("set") || type.hasPrefix("vector"): .text
            default: nil
            }
        }
    }
}
