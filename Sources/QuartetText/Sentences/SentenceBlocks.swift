/// The parts of a text that no sentence crosses: paragraphs, items of lists, and lines of their own.
enum SentenceBlocks {
    /// The blocks in bytes, without the white space around them.
    static func ranges(in bytes: [UInt8]) -> [Range<Int>] {
        var blocks: [Range<Int>] = []
        var paragraph: [Line] = []
        func endParagraph() {
            let width = paragraph.reduce(0) { max($0, $1.length) }
            for (place, line) in paragraph.enumerated() {
                if place > 0, line.continues(paragraph[place - 1], width: width), let last = blocks.popLast()
                {
                    blocks.append(last.lowerBound..<line.range.upperBound)
                } else {
                    blocks.append(line.range)
                }
            }
            paragraph.removeAll(keepingCapacity: true)
        }
        forEachLine(bytes) { range in
            let line = Line(bytes, range)
            if line.range.isEmpty { endParagraph() } else { paragraph.append(line) }
        }
        endParagraph()
        return blocks
    }

    private static func forEachLine(_ bytes: [UInt8], _ body: (Range<Int>) -> Void) {
        var (start, index) = (0, 0)
        while index < bytes.count {
            let length = lineEnd(bytes, at: index)
            if length > 0 {
                body(start..<index)
                start = index + length
            }
            index += max(length, 1)
        }
        body(start..<bytes.count)
    }

    /// The length of a line's end: CR, LF or both, U+0085, U+2028 or U+2029; else 0.
    private static func lineEnd(_ bytes: [UInt8], at index: Int) -> Int {
        func byte(_ offset: Int) -> UInt8 { index + offset < bytes.count ? bytes[index + offset] : 0 }
        switch bytes[index] {
        case 0x0A, 0x0B, 0x0C: return 1
        case 0x0D: return byte(1) == 0x0A ? 2 : 1
        case 0xC2: return byte(1) == 0x85 ? 2 : 0
        case 0xE2: return byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9) ? 3 : 0
        default: return 0
        }
    }
}

/// A line of a text, and what tells whether it goes on with the sentence of the line before.
private struct Line {
    /// In bytes, without white space at its ends.
    let range: Range<Int>
    /// In characters (Unicode scalars).
    private(set) var length = 0
    private var firstWord = 0
    private var isItem = false
    private var startsLowercase = false

    /// Writers who wrap their lines do it here or further right.
    private static let leastWidth = 40

    init(_ bytes: [UInt8], _ whole: Range<Int>) {
        let text = bytes.span
        range = text.trimmingSpace(whole)
        guard !range.isEmpty else { return }
        var isFirstWord = true
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] == 0x20 || bytes[index] == 0x09 { isFirstWord = false }
            if bytes[index] & 0xC0 != 0x80 {
                length += 1
                if isFirstWord { firstWord += 1 }
            }
            index += 1
        }
        isItem = Self.isItem(text, range)
        startsLowercase = text.scalar(at: range.lowerBound).scalar.properties.isLowercase
    }

    /// Whether the break before this line is the wrapping of one sentence: its first word would not have fitted on the
    /// line before.
    func continues(_ before: Line, width: Int) -> Bool {
        if isItem || before.length < Self.leastWidth { return false }
        return startsLowercase || before.length + 1 + firstWord > width
    }

    /// Whether a line begins with a bullet, a number or letter of a list, or the sign of a heading, a quotation or a table's
    /// row.
    private static func isItem(_ text: borrowing Span<UInt8>, _ range: Range<Int>) -> Bool {
        let (first, length) = text.scalar(at: range.lowerBound)
        func byte(_ offset: Int) -> UInt8 {
            range.lowerBound + offset < range.upperBound ? text[range.lowerBound + offset] : 0x20
        }
        switch first {
        case "#", "|", ">", "•", "◦", "▪", "‣", "·", "☐", "✓", "✔", "→", "➤": return true
        case "-", "*", "+", "–", "—": return byte(length) == 0x20
        default: break
        }
        var digits = 0
        while digits < 4, (0x30...0x39).contains(byte(digits)) { digits += 1 }
        let sign = digits > 0 ? digits : 1
        let isNumbered = (1...3).contains(digits) && byte(sign) == UInt8(ascii: ".")
        let isMarked = (digits > 0 || first.properties.isAlphabetic) && byte(sign) == UInt8(ascii: ")")
        return (isNumbered || isMarked) && byte(sign + 1) == 0x20
    }
}

extension Span<UInt8> {
    /// A part of the text without the white space at its ends.
    func trimmingSpace(_ part: Range<Int>) -> Range<Int> {
        var (start, end) = (part.lowerBound, part.upperBound)
        while start < end {
            let (scalar, length) = scalar(at: start)
            if !ScalarClass.of(scalar).contains(.whitespace) { break }
            start += length
        }
        while start < end {
            let (scalar, length) = scalar(before: end)
            if !ScalarClass.of(scalar).contains(.whitespace) { break }
            end -= length
        }
        return start..<end
    }
}
