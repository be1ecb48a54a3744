/// Puts a backslash before what Markdown would read as markup, and before nothing else where that is clear: the files
/// are read by people, too.
enum MarkdownEscape {
    /// The lines of a paragraph or an item.
    static func lines(_ text: String) -> [String] {
        text.split(separator: "\n").map { line in
            let bytes = Array(line.utf8)
            return string(escaped(bytes, signs: lineSigns(bytes)))
        }
    }

    static func heading(_ text: String) -> String {
        let bytes = Array(text.utf8)
        // A run of # at the end would close the heading.
        var end = bytes.count
        while end > 0, bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
        return string(escaped(bytes, signs: end < bytes.count ? [end] : []))
    }

    static func cell(_ text: String) -> String { string(escaped(Array(text.utf8), signs: [], inCell: true)) }

    private static func string(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

    /// - Parameter signs: places of signs that are markup only where they stand.
    private static func escaped(_ bytes: [UInt8], signs: Set<Int>, inCell: Bool = false) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + bytes.count / 16)
        for (index, byte) in bytes.enumerated() {
            if signs.contains(index) || isMarkup(byte, at: index, bytes, inCell) {
                result.append(UInt8(ascii: "\\"))
            }
            result.append(byte)
        }
        return result
    }

    private static func isMarkup(_ byte: UInt8, at index: Int, _ bytes: [UInt8], _ inCell: Bool) -> Bool {
        let next = index + 1 < bytes.count ? bytes[index + 1] : 0x20
        switch byte {
        case UInt8(ascii: "\\"), UInt8(ascii: "`"), UInt8(ascii: "*"), UInt8(ascii: "["), UInt8(ascii: "]"),
            UInt8(ascii: "~"):
            return true
        case UInt8(ascii: "|"): return inCell
        case UInt8(ascii: "_"): return !(isWord(next) && index > 0 && isWord(bytes[index - 1]))
        case UInt8(ascii: "<"): return isLetter(next) || next == 0x21 || next == 0x2F || next == 0x3F
        case UInt8(ascii: "&"): return beginsEntity(bytes, at: index)
        default: return false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
    private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
    private static func isWord(_ byte: UInt8) -> Bool { isLetter(byte) || isDigit(byte) }

    /// `&amp;` and `&#38;`: letters and digits up to a semicolon.
    private static func beginsEntity(_ bytes: [UInt8], at start: Int) -> Bool {
        var index = start + 1
        if index < bytes.count, bytes[index] == UInt8(ascii: "#") { index += 1 }
        let first = index
        while index < bytes.count, index - first < 40, isWord(bytes[index]) { index += 1 }
        return index > first && index < bytes.count && bytes[index] == UInt8(ascii: ";")
    }

    /// What is markup because a line begins with it.
    private static func lineSigns(_ line: [UInt8]) -> Set<Int> {
        guard let first = line.first else { return [] }
        func isGap(_ index: Int) -> Bool { index >= line.count || line[index] == 0x20 }
        // Rules, underlines of headings, and the second row of a table.
        if line.allSatisfy({ "-=:| ".utf8.contains($0) }) { return [0] }
        switch first {
        case UInt8(ascii: ">"): return [0]
        case UInt8(ascii: "-"), UInt8(ascii: "+"): return isGap(1) ? [0] : []
        case UInt8(ascii: "#"):
            let count = line.prefix { $0 == first }.count
            return count <= 6 && isGap(count) ? [0] : []
        default:
            let digits = line.prefix { isDigit($0) }.count
            guard (1...9).contains(digits), digits < line.count, isGap(digits + 1) else { return [] }
            return line[digits] == UInt8(ascii: ".") || line[digits] == UInt8(ascii: ")") ? [digits] : []
        }
    }
}
