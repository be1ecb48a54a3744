internal import Foundation

/// A text as the words that the full-text index knows: lower case, without diacritics, split at everything that is
/// neither a letter nor a digit. SQLite's `unicode61` with `remove_diacritics 2` splits in the same places.
package struct SearchWords: Sendable, Equatable {
    package let words: [String]

    package init(_ text: String) {
        var words: [String] = []
        var word = String.UnicodeScalarView()
        func finish() {
            if !word.isEmpty { words.append(String(word)) }
            word.removeAll()
        }
        for scalar in text.decomposedStringWithCanonicalMapping.lowercased().unicodeScalars {
            switch scalar.properties.generalCategory {
            case .nonspacingMark: continue
            case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter,
                .decimalNumber, .letterNumber, .otherNumber, .privateUse, .spacingMark:
                word.append(scalar)
            default: finish()
            }
        }
        finish()
        self.words = words
    }

    /// Each word once, in its first place.
    package var distinct: [String] {
        var seen: Set<String> = []
        return words.filter { seen.insert($0).inserted }
    }

    /// The words that carry a meaning of their own.
    package var content: [String] { distinct.filter { !FunctionWords.all.contains($0) } }
}
