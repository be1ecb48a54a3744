internal import Foundation

/// A word of a prompt, and its place in the text.
struct PromptToken: Sendable, Equatable {
    /// In lower case, without compatibility forms and accents: "Ｃrêpe" is "crepe".
    var word: String
    /// The characters of the text that it was written with.
    let range: Range<Int>
    /// The punctuation behind it.
    var pause = Pause.none

    /// How much a punctuation mark separates.
    enum Pause: Comparable { case none, comma, stop }
}

/// Splits a prompt into words. Hyphens and other punctuation separate words; an apostrophe inside a word
/// stays. Signs with a meaning (an emoji, a currency) are words, so that they are reported if they are not
/// understood.
enum PromptTokens {
    /// The words of a phrase.
    static func split(_ text: String) -> [String] { tokens(Array(text)).map(\.word) }

    static func tokens(_ written: [Character]) -> [PromptToken] {
        var scanner = Scanner(written)
        return scanner.tokens().flatMap(withUnitApart)
    }

    /// "90cm" and "32in" are a number and a unit, also as they are typed.
    private static func withUnitApart(_ token: PromptToken) -> [PromptToken] {
        let number = token.word.prefix { $0.isNumber || ".,".contains($0) }
        let unit = String(token.word.dropFirst(number.count))
        guard !number.isEmpty, MeasuringUnit.isGlued(unit) else { return [token] }
        let end = token.range.lowerBound + number.count
        guard end < token.range.upperBound else { return [token] }
        return [
            PromptToken(word: String(number), range: token.range.lowerBound..<end),
            PromptToken(word: unit, range: end..<token.range.upperBound, pause: token.pause),
        ]
    }

    /// The singular of an English plural by its ending: dresses → dress, bodies → body, skirts → skirt.
    static func singular(_ word: String) -> String {
        guard word.count > 3, word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("us") else {
            return word
        }
        if word.hasSuffix("ies") { return word.dropLast(3) + "y" }
        for ending in ["sses", "shes", "ches", "xes", "zes"] where word.hasSuffix(ending) {
            return String(word.dropLast(2))
        }
        return String(word.dropLast())
    }

    /// The singular of every word of a phrase.
    static func stem(_ phrase: String) -> String {
        phrase.split(separator: " ").map { singular(String($0)) }.joined(separator: " ")
    }

    /// Lower case, in Unicode's compatibility form (NFKC) and without accents.
    private static func folded(_ character: Character) -> String {
        if character.isASCII { return character.lowercased() }
        let plain = String(character).precomposedStringWithCompatibilityMapping.lowercased()
        return character.isLetter ? plain.folding(options: .diacriticInsensitive, locale: nil) : plain
    }

    private struct Scanner {
        /// The folded characters, and the index of each one's character in the text.
        private var characters: [Character] = []
        private var places: [Int] = []
        private var found: [PromptToken] = []
        private var current = ""
        private var start = 0

        init(_ written: [Character]) {
            for (place, character) in written.enumerated() {
                for part in PromptTokens.folded(character) {
                    characters.append(part)
                    places.append(place)
                }
            }
        }

        mutating func tokens() -> [PromptToken] {
            var index = 0
            while index < characters.count {
                let character = characters[index]
                if character.isLetter || character.isNumber {
                    if current.isEmpty { start = index }
                    current.append(character)
                } else if let inner = inner(character, at: index) {
                    current.append(inner)
                } else {
                    if current == "w", character == "/" { current = isLetter(index + 1, "o") ? "" : "with" }
                    finish(before: index)
                    index += sign(character, at: index)
                }
                index += 1
            }
            finish(before: characters.count)
            return found
        }

        /// Signs that belong to the word around them: an apostrophe, a fraction's bar, a decimal point, per cent.
        private func inner(_ character: Character, at index: Int) -> Character? {
            guard !current.isEmpty else { return nil }
            if "'’‘".contains(character), isWord(index - 1), isWord(index + 1) { return "'" }
            if "/⁄".contains(character), isDigit(index - 1), isDigit(index + 1) { return "/" }
            if ".,".contains(character), isDigit(index - 1), isDigit(index + 1) { return character }
            if character == "%", isDigit(index - 1) { return "%" }
            return nil
        }

        /// Reads a sign that stands for a word, and returns the number of further characters that it took.
        private mutating func sign(_ character: Character, at index: Int) -> Int {
            switch character {
            case ",": pause(.comma)
            case ";", ":", ".", "!", "?", "(", ")", "\n", "–", "—": pause(.stop)
            case "&", "+":
                add("and", index, 1)
            case "\"" where isDigit(index - 1), "”" where isDigit(index - 1), "″" where isDigit(index - 1):
                add("inch", index, 1)
            case "/" where isLetter(index + 1, "o") && isLetter(index - 1, "w") && !isWord(index - 2):
                add("without", index - 1, 3)
                return 1
            case "#":
                for digits in [6, 3] where index + digits < characters.count {
                    let code = characters[index + 1...index + digits]
                    guard code.allSatisfy(\.isHexDigit), !isWord(index + digits + 1) else { continue }
                    add("#" + String(code), index, digits + 1)
                    return digits
                }
            case "-" where isDigit(index + 1) && !isWord(index - 1):
                start = index
                current = "-"
            default:
                guard let kind = character.unicodeScalars.first?.properties.generalCategory,
                    [.otherSymbol, .currencySymbol].contains(kind)
                else { break }
                add(String(character).replacingOccurrences(of: "\u{FE0F}", with: ""), index, 1)
            }
            return 0
        }

        private mutating func pause(_ pause: PromptToken.Pause) {
            guard let last = found.indices.last else { return }
            found[last].pause = max(found[last].pause, pause)
        }

        private mutating func add(_ word: String, _ index: Int, _ length: Int) {
            found.append(PromptToken(word: word, range: places[index]..<places[index + length - 1] + 1))
        }

        private mutating func finish(before index: Int) {
            if !current.isEmpty { add(current, start, index - start) }
            current = ""
        }

        private func isWord(_ index: Int) -> Bool {
            characters.indices.contains(index) && (characters[index].isLetter || characters[index].isNumber)
        }

        private func isDigit(_ index: Int) -> Bool {
            characters.indices.contains(index) && characters[index].isASCII && characters[index].isNumber
        }

        /// Whether a word ends with this letter at a place.
        private func isLetter(_ index: Int, _ letter: Character) -> Bool {
            characters.indices.contains(index) && characters[index] == letter && !isWord(index + 1)
        }
    }
}
