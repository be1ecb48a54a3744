/// The language that a text seems to be in, for messages of a few words.
///
/// The writing system decides where it can. English, German, French and Spanish are told apart by the n-grams of
/// ``LanguageTable``, which also knows what speaks for another language; common words and letters then name it: Italian,
/// Portuguese, Dutch, Polish, Swedish, Danish, Norwegian, Finnish, Czech, Turkish, Romanian, Hungarian, Vietnamese or
/// Indonesian. Codes, numbers and addresses of mailboxes and pages are passed over; of long texts the beginning is read.
public struct LanguageGuess: Sendable, Equatable {
    /// The primary subtag of BCP 47, such as `en`.
    public let language: String
    /// From 0 to 1. From 0.9 on hardly a guess is wrong. A single word reaches 0.5 at most, two words 0.7 and three 0.85,
    /// because names of products and people are the same in many languages.
    public let confidence: Double

    init(language: String, confidence: Double) {
        (self.language, self.confidence) = (language, confidence)
    }

    /// - Returns: nil when nothing in the text speaks for a language.
    public init?(_ text: String) {
        let start = String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.longest)))
        if let guess = WritingSystem.guess(start) {
            self = guess
            return
        }
        let words = Self.words(of: start)
        let shares = LanguageTable.shares(of: words)
        guard let best = shares.indices.max(by: { shares[$0] < shares[$1] }), shares[best] >= 0.5 else {
            return nil
        }
        let count = words.count { $0.unicodeScalars.count > 1 }
        let limit = count < Self.limits.count ? Self.limits[count] : 1
        if best < LanguageTable.languages.count {
            self.init(language: LanguageTable.languages[best], confidence: min(shares[best], limit))
        } else if let (language, share) = LanguageWords.language(of: words) {
            self.init(language: language, confidence: min(shares[best] * share, limit))
        } else {
            return nil
        }
    }

    /// Characters (Unicode scalars) that are read.
    private static let longest = 4_000
    /// The highest confidence of no, one, two and three words of two letters or more.
    private static let limits = [0.5, 0.5, 0.7, 0.85]

    /// The words in small letters, without codes and addresses.
    static func words(of text: String) -> [String] {
        var words: [String] = []
        for token in UnicodeForm.nfc(text.lowercased()).split(whereSeparator: \.isWhitespace) {
            let scalars = token.unicodeScalars
            let isCode = scalars.contains { $0 == "@" || $0 == "/" || ScalarClass.of($0).contains(.numeric) }
            if isCode { continue }
            var word = String.UnicodeScalarView()
            func end() {
                while let last = word.last, last == "'" { word.removeLast() }
                if !word.isEmpty { words.append(String(word)) }
                word.removeAll()
            }
            for scalar in scalars {
                if !ScalarClass.of(scalar).isDisjoint(with: [.letter, .mark]) {
                    word.append(scalar)
                } else if (scalar == "'" || scalar == "’") && !word.isEmpty && word.last != "'" {
                    word.append("'")
                } else {
                    end()
                }
            }
            end()
        }
        return words
    }
}
