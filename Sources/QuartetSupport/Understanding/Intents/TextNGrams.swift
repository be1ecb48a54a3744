internal import Foundation
internal import QuartetFiles

/// The n-grams of a text, as numbers: one and two words in a row, and two to five characters in a row within a word and
/// the spaces around it. Case and diacritics do not count.
struct TextNGrams: Sendable {
    /// N-grams with how often the text has them, in the order of their numbers.
    typealias Counts = [(gram: UInt64, count: Int)]

    let words, characters: Counts

    /// Characters of a text that count: what follows does not change its subject.
    private static let longest = 4096
    private static let space: Unicode.Scalar = " "

    init(_ text: String) {
        let scalars = Self.folded(text)
        words = Self.counts(Self.wordGrams(scalars))
        characters = Self.counts(Self.characterGrams(scalars))
    }

    /// Lower-case scalars without marks.
    private static func folded(_ text: String) -> [Unicode.Scalar] {
        let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(longest)))
        let lower = start.lowercased()
        if lower.utf8.allSatisfy({ $0 < 0x80 }) { return Array(lower.unicodeScalars) }
        return lower.decomposedStringWithCanonicalMapping.unicodeScalars
            .filter { $0.properties.generalCategory != .nonspacingMark }
    }

    private static func wordGrams(_ scalars: [Unicode.Scalar]) -> [UInt64] {
        let words = scalars.split { !$0.isWordPart }
        var grams: [UInt64] = []
        var before: Fingerprint?
        for word in words {
            var own = Fingerprint("w")
            own.add(word)
            grams.append(own.value)
            if var pair = before {
                pair.add(CollectionOfOne(space))
                pair.add(word)
                grams.append(pair.value)
            }
            before = own
        }
        return grams
    }

    private static func characterGrams(_ scalars: [Unicode.Scalar]) -> [UInt64] {
        var grams: [UInt64] = []
        for word in scalars.split(whereSeparator: \.properties.isWhitespace) {
            let padded = [space] + word + [space]
            for start in padded.indices.dropLast() {
                var gram = Fingerprint("c")
                for end in start..<min(start + 5, padded.count) {
                    gram.add(CollectionOfOne(padded[end]))
                    if end > start { grams.append(gram.value) }
                }
            }
        }
        return grams
    }

    private static func counts(_ grams: [UInt64]) -> Counts {
        var counts: Counts = []
        for gram in grams.sorted() {
            if counts.last?.gram == gram {
                counts[counts.count - 1].count += 1
            } else {
                counts.append((gram, 1))
            }
        }
        return counts
    }
}

extension Unicode.Scalar {
    /// A letter, a digit, or what joins them in a word.
    fileprivate var isWordPart: Bool {
        if isASCII { return ("a"..."z").contains(self) || ("0"..."9").contains(self) || self == "_" }
        return properties.isAlphabetic || properties.numericType != nil
    }
}

extension Fingerprint {
    fileprivate mutating func add(_ scalars: some Sequence<Unicode.Scalar>) {
        for scalar in scalars { add(UInt64(scalar.value)) }
    }
}
