/// Refuses the texts on which cmark-gfm 0.29 takes time or memory that grows as the square of their length: containers
/// thousands deep, a wide table's head above many short rows, links that repeat one long address, `<?` without an end.
/// People write no such texts.
struct MarkdownLimits {
    /// Quotes and lists around a line.
    static let depth = 200
    /// Containers to look at, over all lines.
    static let containerVisits = 20_000_000
    /// Bytes that are read again, for the heads of tables and for ends of markup.
    static let rereadBytes = 20_000_000
    /// Bytes of addresses and titles that links repeat.
    static let repeatedBytes = 64_000_000
    static let cells = 1_000_000

    private var (line, deepest, cells, rereadBytes) = (0, 0, 0, 0)
    private var block = Block()
    private var (longestDefinition, brackets, definitionLine) = (0, 0, 0)

    /// Lines without an empty one between them, which can be one paragraph or one table.
    private struct Block {
        var (start, bytes, columns, openings) = (0, 0, 0, 0)
        /// Bytes since a line that may define the address of a link; nil before one.
        var definition: Int?
    }

    static func check(_ text: [UInt8]) throws(TextFault) {
        var limits = MarkdownLimits()
        var start = 0
        while start < text.count {
            let end = text[start...].firstIndex(of: 0x0A) ?? text.count
            try limits.pass(text[start..<end])
            start = end + 1
        }
        try limits.endBlock()
        guard limits.longestDefinition * limits.brackets <= repeatedBytes else {
            throw TextFault(
                line: limits.definitionLine, "an address of \(limits.longestDefinition) bytes for many links",
                "write it where it is needed")
        }
    }

    private mutating func pass(_ text: ArraySlice<UInt8>) throws(TextFault) {
        line += 1
        try count(containers: Self.containers(text))
        guard text.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return try endBlock() }
        if block.bytes == 0 { block.start = line }
        block.bytes += text.count
        let counts = LineCounts(text)
        brackets += counts.brackets
        block.openings += counts.openings
        if counts.isRule { rereadBytes += block.bytes }
        block.columns = max(block.columns, counts.bars + 1)
        if block.columns > 1 { cells += block.columns }
        if counts.defines {
            endDefinition()
            block.definition = 0
        }
        if block.definition != nil { block.definition? += text.count }
        guard cells <= Self.cells else {
            throw TextFault(
                line: block.start, "tables of more than \(Self.cells) cells", "write several articles")
        }
    }

    private mutating func count(containers: Int) throws(TextFault) {
        deepest = max(deepest, containers)
        guard deepest <= Self.depth, deepest * line <= Self.containerVisits || deepest < 8 else {
            throw TextFault(
                line: line, "quotes or lists nested \(deepest) deep", "write them beside each other")
        }
    }

    private mutating func endBlock() throws(TextFault) {
        endDefinition()
        rereadBytes += block.openings * block.bytes / 25
        guard rereadBytes <= Self.rereadBytes else {
            throw TextFault(
                line: block.start, "a paragraph that is full of unfinished markup or rules of tables",
                "separate its parts by empty lines")
        }
        block = Block()
    }

    private mutating func endDefinition() {
        if let bytes = block.definition, bytes > longestDefinition {
            (longestDefinition, definitionLine) = (bytes, block.start)
        }
        block.definition = nil
    }

    /// The quotes and lists that a line opens or goes on with. Two spaces before a sign can be a list around it.
    private static func containers(_ line: ArraySlice<UInt8>) -> Int {
        var (index, count, spaces) = (line.startIndex, 0, 0)
        func isGap(_ index: Int) -> Bool {
            index >= line.endIndex || line[index] == 0x20 || line[index] == 0x09
        }
        scan: while index < line.endIndex {
            switch line[index] {
            case 0x20: spaces += 1
            case 0x09: spaces += 4
            case UInt8(ascii: ">"): count += 1
            case UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "*"):
                if !isGap(index + 1) { break scan }
                count += 1
            case 0x30...0x39:
                let digits = line[index...].prefix(10).prefix { (0x30...0x39).contains($0) }
                let sign = digits.endIndex
                guard sign < line.endIndex, line[sign] == 0x2E || line[sign] == 0x29, isGap(sign + 1) else {
                    break scan
                }
                count += 1
                index = sign
            default: break scan
            }
            index += 1
        }
        return count == 0 ? 0 : count + spaces / 2
    }
}

/// How often a line has what makes parsing slow.
private struct LineCounts {
    private(set) var (bars, brackets, openings) = (0, 0, 0)
    /// Whether a link's address may be defined in it.
    private(set) var defines = false
    /// Whether it can be the line below a table's head.
    private(set) var isRule: Bool

    init(_ line: ArraySlice<UInt8>) {
        var before: UInt8 = 0
        var (hasOnlySigns, hasDash, hasColumns) = (true, false, false)
        for byte in line {
            switch byte {
            case UInt8(ascii: "-"): hasDash = true
            case UInt8(ascii: "|"):
                bars += 1
                hasColumns = true
            case UInt8(ascii: ":"):
                if before == UInt8(ascii: "]") { defines = true }
                hasColumns = true
            case UInt8(ascii: ">"), 0x20, 0x09, 0x0D: break
            case UInt8(ascii: "["):
                brackets += 1
                hasOnlySigns = false
            case UInt8(ascii: "?"), UInt8(ascii: "!"):
                if before == UInt8(ascii: "<") { openings += 1 }
                hasOnlySigns = false
            default: hasOnlySigns = false
            }
            before = byte
        }
        isRule = hasOnlySigns && hasDash && hasColumns
    }
}
