/// The words that BLEU counts: NIST's `mteval-v13a`, as the public tool sacrebleu implements it.
///
/// ASCII punctuation and symbols are words of their own, except for full stops and commas within numbers, and
/// apostrophes and hyphens between letters. The four entities of SGML are decoded.
enum MTEvalWords {
    static func split(_ text: String) -> [[UInt32]] {
        var line = Array(text.unicodeScalars.map(\.value))
        while let last = line.last, isSpace(last) { line.removeLast() }
        line = replacing("<skipped>", "", in: line)
        line = replacing("-\n", "", in: line)
        line = replacing("\n", " ", in: line)
        for (entity, character) in [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")] {
            line = replacing(entity, character, in: line)
        }
        line = [space] + line + [space]
        line = line.flatMap { isSymbol($0) ? [space, $0, space] : [$0] }
        // Full stops and commas, unless a digit comes before, then unless one comes after.
        line = pairs(line, { !isDigit($0) && isPoint($1) }, { [$0, space, $1, space] })
        line = pairs(line, { isPoint($0) && !isDigit($1) }, { [space, $0, space, $1] })
        line = pairs(line, { isDigit($0) && $1 == 0x2D }, { [$0, space, $1, space] })
        return line.split(whereSeparator: isSpace).map(Array.init)
    }

    private static let space: UInt32 = 0x20

    /// White space as Python defines it: Unicode's, and four control characters.
    static func isSpace(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x09...0x0D, 0x1C...0x20, 0x85, 0xA0, 0x1680, 0x2000...0x200A, 0x2028, 0x2029, 0x202F, 0x205F,
            0x3000:
            true
        default: false
        }
    }

    private static func isDigit(_ scalar: UInt32) -> Bool { (0x30...0x39).contains(scalar) }

    private static func isPoint(_ scalar: UInt32) -> Bool { scalar == 0x2E || scalar == 0x2C }

    /// `[\{-\~\[-\` -\&\(-\+\:-\@\/]`.
    private static func isSymbol(_ scalar: UInt32) -> Bool {
        switch scalar {
        case 0x7B...0x7E, 0x5B...0x60, 0x20...0x26, 0x28...0x2B, 0x3A...0x40, 0x2F: true
        default: false
        }
    }

    /// Replaces neighbours from the left; replaced text is not examined again.
    private static func pairs(
        _ line: [UInt32], _ isMatch: (UInt32, UInt32) -> Bool, _ replace: (UInt32, UInt32) -> [UInt32]
    ) -> [UInt32] {
        var result: [UInt32] = []
        result.reserveCapacity(line.count)
        var index = 0
        while index < line.count {
            if index + 1 < line.count && isMatch(line[index], line[index + 1]) {
                result += replace(line[index], line[index + 1])
                index += 2
            } else {
                result.append(line[index])
                index += 1
            }
        }
        return result
    }

    private static func replacing(_ text: String, _ content: String, in line: [UInt32]) -> [UInt32] {
        let needle = text.unicodeScalars.map(\.value)
        guard line.contains(needle[0]) else { return line }
        var result: [UInt32] = []
        var index = 0
        while index < line.count {
            if line[index] == needle[0] && line[index...].starts(with: needle) {
                result += content.unicodeScalars.map(\.value)
                index += needle.count
            } else {
                result.append(line[index])
                index += 1
            }
        }
        return result
    }
}
