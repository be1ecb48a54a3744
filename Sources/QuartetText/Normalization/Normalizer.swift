internal import Foundation

/// How text is rewritten before it is split: the `normalizer` of a `tokenizer.json`.
indirect enum Normalizer: Sendable, Equatable {
    case bert(BertNormalization)
    case unicode(UnicodeForm)
    case lowercase
    /// Removes every mark.
    case stripAccents
    /// Removes white space at the ends.
    case strip(left: Bool, right: Bool)
    case replace(TextPattern, with: String)
    /// Prepends to every non-empty text.
    case prepend(String)
    case characterMap(CharacterMap)
    case sequence([Normalizer])

    func callAsFunction(_ text: AlignedText, _ decompositions: inout DecompositionCache) -> AlignedText {
        switch self {
        case .bert(let normalization): return normalization(text, &decompositions)
        case .unicode(let form): return text.normalized(form)
        case .lowercase:
            return map(text) { scalar, source, result in
                for lower in scalar.properties.lowercaseMapping.unicodeScalars {
                    result.append(lower, from: source)
                }
            }
        case .stripAccents:
            return map(text) { scalar, source, result in
                if !ScalarClass.of(scalar).contains(.mark) { result.append(scalar, from: source) }
            }
        case .strip(let left, let right): return strip(text, left: left, right: right)
        case .replace(let pattern, let content): return replace(text, pattern, with: Array(content.utf8))
        case .prepend(let content):
            guard !text.bytes.isEmpty else { return text }
            return text.prepending(content.utf8)
        case .characterMap(let map): return map(text)
        case .sequence(let parts): return parts.reduce(text) { $1($0, &decompositions) }
        }
    }

    /// The most bytes that a byte of text can become; `prepend` adds to a whole text only.
    var growth: Double {
        switch self {
        case .bert: 6
        // U+FDFA, of three bytes, decomposes into eighteen characters.
        case .unicode: 12
        case .lowercase: 3
        case .stripAccents, .strip, .prepend: 1
        case .replace(let pattern, let content): pattern.growth(replacedBy: content)
        case .characterMap(let map): Double(max(1, map.longest))
        case .sequence(let parts): parts.reduce(1) { $0 * $1.growth }
        }
    }

    private func map(
        _ text: AlignedText, _ body: (Unicode.Scalar, Range<Int>, inout AlignedText) -> Void
    ) -> AlignedText {
        var result = text.emptied()
        let bytes = text.bytes.span
        var index = 0
        while index < bytes.count {
            let (scalar, length) = bytes.scalar(at: index)
            body(scalar, text.source(index..<index + length), &result)
            index += length
        }
        return result
    }

    private func strip(_ text: AlignedText, left: Bool, right: Bool) -> AlignedText {
        let bytes = text.bytes.span
        var (start, end) = (0, bytes.count)
        while left && start < end {
            let (scalar, length) = bytes.scalar(at: start)
            guard ScalarClass.of(scalar).contains(.whitespace) else { break }
            start += length
        }
        while right && end > start {
            let (scalar, length) = bytes.scalar(before: end)
            guard ScalarClass.of(scalar).contains(.whitespace) else { break }
            end -= length
        }
        return text.part(start..<end)
    }

    private func replace(_ text: AlignedText, _ pattern: TextPattern, with content: [UInt8]) -> AlignedText {
        let matches = pattern.matches(in: text.bytes, 0..<text.bytes.count)
        guard !matches.isEmpty else { return text }
        var result = text.emptied()
        var start = 0
        for match in matches {
            result.append(start..<match.lowerBound, of: text)
            result.append(content, from: text.source(match))
            start = match.upperBound
        }
        result.append(start..<text.bytes.count, of: text)
        return result
    }
}

/// Canonical decompositions of characters, each computed once: Foundation takes 0.7 µs for one.
struct DecompositionCache: Sendable {
    private var known: [Unicode.Scalar: [Unicode.Scalar]] = [:]

    subscript(scalar: Unicode.Scalar) -> [Unicode.Scalar] {
        mutating get {
            if let found = known[scalar] { return found }
            let parts = Array(String(scalar).decomposedStringWithCanonicalMapping.unicodeScalars)
            // The text is untrusted, so the cache is limited.
            if known.count < 20_000 { known[scalar] = parts }
            return parts
        }
    }
}
