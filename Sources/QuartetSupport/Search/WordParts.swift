internal import Foundation

/// Parts of a text that an index of whole words cannot find: scripts that put no spaces between words, and codes that
/// people write with and without separators. Articles and questions are taken apart in the same way.
public enum WordParts {
    /// The parts in the order of the text.
    ///
    /// - Of a run of Chinese, Japanese, Korean, Thai, Lao, Khmer, Burmese or Tibetan: each character, and each two
    ///   neighbours. (Korean has spaces, but its words carry their particles.)
    /// - Of a code, which has letters and digits or hyphens, such as `BR-104-2217` or `ISO 8601`: the whole without
    ///   separators, in lower case and without diacritics, and each of its groups of letters or of digits.
    /// - Of two words with a hyphen between them: both as one word.
    public static func parts(of text: String) -> [String] {
        var scanner = Scanner()
        // Letters of full width become ordinary ones, katakana of half width whole ones.
        let isPlain = text.utf8.allSatisfy { $0 < 0x80 }
        for scalar in (isPlain ? text : text.precomposedStringWithCompatibilityMapping).unicodeScalars {
            scanner.read(scalar)
        }
        scanner.endRun()
        scanner.endCode()
        return scanner.parts
    }

    /// Letters of scripts without spaces, in the order of their code points.
    private static let unspaced: [ClosedRange<UInt32>] = [
        0x0E00...0x0FFF, 0x1000...0x109F, 0x1100...0x11FF, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3007,
        0x3021...0x3029, 0x3041...0x30FA, 0x30FC...0x318F, 0x31A0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF,
        0xA960...0xA97F, 0xAC00...0xD7FF, 0xF900...0xFAFF, 0x20000...0x3FFFF,
    ]

    private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value >= 0x0E00 && unspaced.contains { $0.contains(scalar.value) } && isWritten(scalar)
    }

    /// Whether it is a letter, a mark or a digit, rather than punctuation.
    private static func isWritten(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return isDigit(scalar) || (0x61...0x7A).contains(scalar.value | 0x20) }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
            .nonspacingMark,
            .spacingMark, .enclosingMark, .decimalNumber, .letterNumber, .otherNumber:
            return true
        default: return false
        }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII
            ? (0x30...0x39).contains(scalar.value) : scalar.properties.generalCategory == .decimalNumber
    }

    private struct Scanner {
        var parts: [String] = []
        /// The run of a script without spaces that is being read.
        private var run = String.UnicodeScalarView()
        private var code = Code()

        mutating func read(_ scalar: Unicode.Scalar) {
            if isUnspaced(scalar) {
                endCode()
                run.append(scalar)
                return
            }
            endRun()
            if isWritten(scalar) {
                code.append(scalar, isDigit: isDigit(scalar))
            } else if !code.join(scalar) {
                endCode()
            }
        }

        mutating func endRun() {
            if run.isEmpty { return }
            // Vowels and tones that are marks stay with their letters.
            let characters = String(run).map { String($0) }
            for (index, character) in characters.enumerated() {
                parts.append(character)
                if index + 1 < characters.count { parts.append(character + characters[index + 1]) }
            }
            run.removeAll()
        }

        mutating func endCode() { code.end(into: &parts) }
    }

    /// Groups of letters or of digits that follow one another, some with a separator between them. One is used for all
    /// words of a text, so that its arrays are made once.
    private struct Code {
        private var scalars: [Unicode.Scalar] = []
        /// Where each group begins in `scalars`.
        private var starts: [Int] = []
        private var areDigits: [Bool] = []
        /// Separators between groups.
        private var joints: [Unicode.Scalar] = []
        /// A separator after the last group.
        private var pending: Unicode.Scalar?

        /// A longer one is no code that anybody types.
        private static let longest = 64

        mutating func append(_ scalar: Unicode.Scalar, isDigit: Bool) {
            // A space joins only a number to its abbreviation.
            if pending == " ", !isDigit { clear() }
            if let joint = pending {
                joints.append(joint)
                pending = nil
            } else if areDigits.last == isDigit {
                scalars.append(scalar)
                return
            }
            starts.append(scalars.count)
            areDigits.append(isDigit)
            scalars.append(scalar)
        }

        /// Takes a separator, which may belong to the code.
        ///
        /// - Returns: false when the code ends before it.
        mutating func join(_ scalar: Unicode.Scalar) -> Bool {
            guard pending == nil, !starts.isEmpty else { return false }
            switch scalar {
            case "/", "_", ".": pending = scalar
            case _ where Self.isHyphen(scalar): pending = scalar
            // "ISO 8601": a short word in capitals, whose number follows.
            case " " where starts.count == 1 && isAbbreviation: pending = scalar
            default: return false
            }
            return true
        }

        private static func isHyphen(_ scalar: Unicode.Scalar) -> Bool {
            scalar == "-" || scalar == "\u{2010}" || scalar == "\u{2011}"
        }

        private var isAbbreviation: Bool {
            (2...5).contains(scalars.count) && scalars.allSatisfy(\.properties.isUppercase)
        }

        mutating func end(into parts: inout [String]) {
            defer { clear() }
            guard starts.count > 1 else { return }
            let names = starts.indices.map { index in
                let end = index + 1 < starts.count ? starts[index + 1] : scalars.count
                return Self.folded(String(String.UnicodeScalarView(scalars[starts[index]..<end])))
            }
            let whole = names.joined()
            let hasHyphen = joints.contains(where: Self.isHyphen)
            let isCode = areDigits.contains(false) || hasHyphen || joints.contains("/")
            if areDigits.contains(true), isCode {
                if whole.utf8.count <= Self.longest { parts.append(whole) }
                parts += names
            } else if hasHyphen, names.count == 2, whole.utf8.count <= Self.longest {
                parts.append(whole)
            }
        }

        private mutating func clear() {
            scalars.removeAll(keepingCapacity: true)
            starts.removeAll(keepingCapacity: true)
            areDigits.removeAll(keepingCapacity: true)
            joints.removeAll(keepingCapacity: true)
            pending = nil
        }

        private static func folded(_ text: String) -> String {
            let lower = text.lowercased()
            if lower.utf8.allSatisfy({ $0 < 0x80 }) { return lower }
            let scalars = lower.decomposedStringWithCanonicalMapping.unicodeScalars
            return String(
                String.UnicodeScalarView(scalars.filter { $0.properties.generalCategory != .nonspacingMark }))
        }
    }
}
