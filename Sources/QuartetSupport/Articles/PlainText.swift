/// The plain form of an article's texts: no markup, no white space but single spaces and line breaks, and nothing that
/// cannot be seen. Invisible characters could hide words from a reader that a program still reads.
package enum PlainText {
    /// A text as one line.
    package static func line(_ text: some StringProtocol) -> String { plain(text, keepsLines: false) }

    /// A text whose lines stay apart. Lines without a visible character are dropped.
    package static func lines(_ text: some StringProtocol) -> String { plain(text, keepsLines: true) }

    private enum Gap { case none, space, line }

    private static func plain(_ text: some StringProtocol, keepsLines: Bool) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count)
        var gap = Gap.none
        for scalar in text.unicodeScalars {
            if isSpace(scalar) {
                let breaks = keepsLines && isBreak(scalar)
                if breaks { gap = .line } else if gap == .none { gap = .space }
                continue
            }
            if isInvisible(scalar) { continue }
            if gap != .none, !bytes.isEmpty { bytes.append(gap == .line ? 0x0A : 0x20) }
            gap = .none
            if scalar.isASCII {
                bytes.append(UInt8(truncatingIfNeeded: scalar.value))
            } else {
                bytes.append(contentsOf: UTF8.encode(scalar) ?? UTF8.encodedReplacementCharacter)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isSpace(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value == 0x20 || (0x09...0x0D).contains(scalar.value) }
        return scalar.properties.isWhitespace
    }

    private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x0A...0x0D, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Controls and formats: direction marks, soft hyphens, tags. The joiners of emoji and of many scripts stay.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
        if scalar.value == 0x200C || scalar.value == 0x200D { return false }
        switch scalar.properties.generalCategory {
        case .control, .format: return true
        default: return false
        }
    }
}
