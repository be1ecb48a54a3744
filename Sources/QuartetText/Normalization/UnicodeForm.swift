internal import Foundation

/// The normalisation forms of Unicode Standard Annex 15.
package enum UnicodeForm: String, Sendable, CaseIterable {
    case nfc = "NFC"
    case nfd = "NFD"
    case nfkc = "NFKC"
    case nfkd = "NFKD"

    package func callAsFunction(_ text: String) -> String {
        switch self {
        case .nfd: return text.decomposedStringWithCanonicalMapping
        // Foundation does not reorder what compatibility characters decompose to.
        case .nfkd: return Self.ordered(text.decomposedStringWithCompatibilityMapping)
        case .nfc, .nfkc:
            let composed =
                self == .nfc
                ? text.precomposedStringWithCanonicalMapping : text.precomposedStringWithCompatibilityMapping
            if Self.isSame(composed, text) { return text }
            // Foundation composes characters that do not compose (U+2004D with U+0307 becomes U+1E40, U+110C with
            // U+1176 a syllable), so its result must decompose to the text's own decomposition.
            let decomposed = (self == .nfc ? UnicodeForm.nfd : .nfkd)(text)
            return Self.isSame(UnicodeForm.nfd(composed), decomposed) ? composed : Self.compose(decomposed)
        }
    }

    /// Whether two texts are the same characters; Swift's `==` treats equivalent ones as equal.
    private static func isSame(_ one: String, _ other: String) -> Bool { one.utf8.elementsEqual(other.utf8) }

    /// Canonical ordering: neighbours with a combining class are sorted by it, stably.
    private static func ordered(_ text: String) -> String {
        var result: [Unicode.Scalar] = []
        var run: [(order: UInt8, place: Int, scalar: Unicode.Scalar)] = []
        func flush() {
            if run.count > 1 { run.sort { ($0.order, $0.place) < ($1.order, $1.place) } }
            result += run.lazy.map(\.scalar)
            run.removeAll(keepingCapacity: true)
        }
        for scalar in text.unicodeScalars {
            if ScalarClass.of(scalar).contains(.reorders) {
                run.append((scalar.properties.canonicalCombiningClass.rawValue, run.count, scalar))
            } else {
                flush()
                result.append(scalar)
            }
        }
        flush()
        return string(result)
    }

    private static func string(_ scalars: [Unicode.Scalar]) -> String {
        var text = ""
        text.unicodeScalars.append(contentsOf: scalars)
        return text
    }

    /// Canonical composition of a decomposed text, character by character (UAX 15, definition D117).
    private static func compose(_ decomposed: String) -> String {
        var result: [Unicode.Scalar] = []
        var starter: Int?
        var lastClass: UInt8 = 0
        for scalar in decomposed.unicodeScalars {
            let order = scalar.properties.canonicalCombiningClass.rawValue
            // A character is blocked from the starter by one between them of its own class or a higher one.
            let isAdjacent = starter == result.count - 1
            if let place = starter, isAdjacent || (lastClass < order && lastClass != 0),
                let composite = composite(result[place], scalar)
            {
                result[place] = composite
                continue
            }
            if order == 0 { starter = result.count }
            lastClass = order
            result.append(scalar)
        }
        return string(result)
    }

    /// The composition of two characters.
    private static func composite(_ first: Unicode.Scalar, _ second: Unicode.Scalar) -> Unicode.Scalar? {
        var pair = String(first)
        pair.unicodeScalars.append(second)
        let composed = pair.precomposedStringWithCanonicalMapping
        guard let single = composed.unicodeScalars.first, composed.unicodeScalars.count == 1,
            isSame(nfd(composed), nfd(pair))
        else { return nil }
        return single
    }
}

extension AlignedText {
    /// The text in a normalisation form.
    ///
    /// An ASCII character is normalised together with what follows it beyond ASCII: nothing composes across the next
    /// ASCII character, and ASCII alone never changes.
    func normalized(_ form: UnicodeForm) -> AlignedText {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return self }
        // Whether a character stands alone: ASCII before ASCII or the end.
        func isAlone(_ index: Int) -> Bool {
            bytes[index] < 0x80 && (index + 1 == bytes.count || bytes[index + 1] < 0x80)
        }
        var result = emptied()
        var start = 0
        while start < bytes.count {
            var end = start + 1
            if isAlone(start) {
                while end < bytes.count && isAlone(end) { end += 1 }
                result.append(start..<end, of: self)
            } else {
                while end < bytes.count && bytes[end] >= 0x80 { end += 1 }
                appendNormalized(start..<end, form, to: &result)
            }
            start = end
        }
        return result
    }

    private func appendNormalized(_ part: Range<Int>, _ form: UnicodeForm, to result: inout AlignedText) {
        let normalized = Array(form(String(decoding: bytes[part], as: UTF8.self)).utf8)
        if normalized.elementsEqual(bytes[part]) { return result.append(part, of: self) }
        guard isTracked else { return result.append(normalized, from: 0..<0) }
        // To keep offsets, normalise again cluster by cluster if that gives the same text; else the whole text is aligned
        // with the whole original.
        let clusters = clusters(part).map {
            ($0, Array(form(String(decoding: bytes[$0], as: UTF8.self)).utf8))
        }
        if clusters.flatMap(\.1) == normalized {
            for (cluster, text) in clusters { result.append(text, from: source(cluster)) }
        } else {
            result.append(normalized, from: source(part))
        }
    }

    /// Cuts before every character that is not a mark.
    private func clusters(_ part: Range<Int>) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var (start, index) = (part.lowerBound, part.lowerBound)
        while index < part.upperBound {
            let (scalar, length) = bytes.span.scalar(at: index)
            let joins =
                !ScalarClass.of(scalar).isDisjoint(with: [.mark, .reorders])
                || (0x1100...0x11FF).contains(scalar.value) || (0xFF9E...0xFF9F).contains(scalar.value)
            if index > start && !joins {
                result.append(start..<index)
                start = index
            }
            index += length
        }
        result.append(start..<part.upperBound)
        return result
    }
}
