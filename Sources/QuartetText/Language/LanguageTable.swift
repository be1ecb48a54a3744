internal import Foundation

/// What parts of words say about the language of a text: a multinomial logistic regression on counts of n-grams.
///
/// The logit of a language is the sum of its weights for all n-grams of one to four letters within the words, and for
/// whole words of up to seven, of which `_` marks the ends. `scripts/fit-language-table` fits the weights.
enum LanguageTable {
    /// The languages with weights of their own; after them comes "another language".
    static let languages = ["en", "de", "fr", "es"]

    /// The probability of each of ``languages``, and at the end of another one; all equal where no n-gram is known.
    static func shares(of words: [String]) -> [Double] {
        var sums = SIMD8<Int32>()
        for word in words { add(word, to: &sums) }
        let logits = (0...languages.count).map { Double(sums[$0]) * step }
        let most = logits.max() ?? 0
        let powers = logits.map { exp($0 - most) }
        let total = powers.reduce(0, +)
        return powers.map { $0 / total }
    }

    /// A step of the weights.
    private static let step = 0.2
    private static let longestGram = 4
    private static let longestWord = 7

    /// The weights by the hash of their n-gram: a dictionary of strings would take canonically equivalent ones for one.
    private static let weights: [UInt64: SIMD8<Int8>] = {
        var weights: [UInt64: SIMD8<Int8>] = [:]
        for entry in entries.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A }) {
            let steps = entry.suffix(languages.count + 1)
            var row = SIMD8<Int8>()
            for (place, letter) in steps.enumerated() { row[place] = weight(letter) }
            weights[hash(entry.dropLast(steps.count + 1))] = row
        }
        return weights
    }()

    /// `a` to `z` are 1 to 26 steps, `A` to `Z` as many below zero, any other sign is zero.
    private static func weight(_ letter: UInt8) -> Int8 {
        switch letter {
        case 0x61...0x7A: Int8(letter - 0x60)
        case 0x41...0x5A: -Int8(letter - 0x40)
        default: 0
        }
    }

    /// FNV-1a (Fowler, Noll and Vo).
    private static func hash(_ bytes: some Sequence<UInt8>) -> UInt64 {
        bytes.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
    }

    private static func add(_ word: String, to sums: inout SIMD8<Int32>) {
        let bytes = Array("_\(word)_".utf8)
        // Where the characters begin, and the end.
        let starts = bytes.indices.filter { bytes[$0] & 0xC0 != 0x80 } + [bytes.count]
        let letters = starts.count - 3
        func add(_ first: Int, _ end: Int) {
            guard let row = weights[hash(bytes[starts[first]..<starts[end]])] else { return }
            sums &+= SIMD8(truncatingIfNeeded: row)
        }
        for first in 0...letters + 1 {
            for end in (first + 1)...min(first + longestGram, letters + 2)
            where end > first + 1 || (1...letters).contains(first) {
                add(first, end)
            }
        }
        if letters > longestGram - 2 && letters <= longestWord { add(0, letters + 2) }
    }
}
