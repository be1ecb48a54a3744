internal import Foundation

/// What a statement claims that can be checked word by word: numbers with their units, names, negations and conditions.
package struct StatementFacts: Sendable, Equatable {
    /// A number and what it counts: `30 day`, `£ 4.50`, `14:00`.
    package struct Quantity: Sendable, Hashable {
        package let value: String
        /// A currency, `%`, or the next word without its plural; empty when nothing follows.
        package let unit: String
    }

    package let quantities: [Quantity]
    /// Words with a capital letter that do not begin the statement, lower-cased.
    package let names: Set<String>
    /// How many words turn the meaning around.
    package let negations: Int
    /// Words that bind the claim to a condition or a bound.
    package let conditions: Set<String>
    /// Content words by their stem.
    package let stems: Set<String>

    package init(_ statement: String) {
        let tokens = Self.tokens(statement)
        var quantities: [Quantity] = []
        for (index, token) in tokens.enumerated() {
            guard let value = Self.value(token) else { continue }
            let before = index > 0 ? tokens[index - 1] : ""
            let after = index + 1 < tokens.count ? tokens[index + 1] : ""
            let unit =
                Self.currency(before) ?? Self.currency(after)
                ?? (after == "%" ? "%" : Self.unit(after, tokens, index))
            quantities.append(Quantity(value: value, unit: unit))
        }
        self.quantities = quantities
        let words = statement.split(whereSeparator: { !$0.isLetter && $0 != "'" && $0 != "’" }).map {
            String($0)
        }
        names = Set(
            words.dropFirst().filter { $0.first?.isUppercase == true && $0.count > 1 }
                .flatMap { SearchWords($0).words }.filter { !FunctionWords.english.contains($0) })
        let plain = SearchWords(statement.replacing("n't", with: " not").replacing("n’t", with: " not")).words
        negations = plain.count { Self.negators.contains($0) }
        conditions = Set(plain.compactMap { Self.conditions[$0] })
        stems = Set(plain.filter { !FunctionWords.all.contains($0) && Self.value($0) == nil }.map(Self.stem))
    }

    /// Numbers with their separators, currencies, percent signs and words, in lower case.
    private static func tokens(_ text: String) -> [String] {
        var tokens: [String] = []
        var token = ""
        func finish(_ tokens: inout [String], _ token: inout String) {
            while let last = token.last, ".,:".contains(last) { token.removeLast() }
            if !token.isEmpty { tokens.append(token.lowercased()) }
            token = ""
        }
        for character in text {
            let isDigit = character.isNumber
            let tokenIsNumber = token.first?.isNumber == true
            if isDigit, !token.isEmpty, !tokenIsNumber, token.allSatisfy(\.isLetter) {
                finish(&tokens, &token)
            }
            if isDigit || (tokenIsNumber && ".,:".contains(character)) {
                token.append(character)
            } else if character.isLetter {
                if tokenIsNumber { finish(&tokens, &token) }
                token.append(character)
            } else if "£€$%".contains(character) {
                finish(&tokens, &token)
                tokens.append(String(character))
            } else if !"'’-".contains(character) || tokenIsNumber {
                finish(&tokens, &token)
            }
        }
        finish(&tokens, &token)
        return tokens
    }

    /// A number in one form: `4.50` and `4,5` are `4.5`, `two` is `2`; nil for other words.
    private static func value(_ token: String) -> String? {
        if let word = numberWords[token] { return word }
        guard token.first?.isNumber == true else { return nil }
        if token.contains(":") { return token }
        let parts = token.split(whereSeparator: { ".,".contains($0) })
        // "1,000" and "1.000" have thousands, "4,50" and "4.5" a fraction.
        guard parts.count == 2 else { return parts.joined() }
        if parts[1].count == 3 { return parts.joined() }
        var fraction = String(parts[1])
        while fraction.last == "0" { fraction.removeLast() }
        return fraction.isEmpty ? String(parts[0]) : parts[0] + "." + fraction
    }

    private static func currency(_ token: String) -> String? {
        switch token {
        case "£", "pound", "pounds", "gbp": "£"
        case "€", "euro", "euros", "eur": "€"
        case "$", "dollar", "dollars", "usd": "$"
        default: nil
        }
    }

    /// The word that a number counts; "5 working days" counts days.
    private static func unit(_ next: String, _ tokens: [String], _ index: Int) -> String {
        let adjectives: Set<String> = ["working", "business", "calendar", "full", "more", "further", "whole"]
        let word = adjectives.contains(next) && index + 2 < tokens.count ? tokens[index + 2] : next
        guard word.first?.isLetter == true, value(word) == nil else { return "" }
        return FunctionWords.all.contains(word) ? "" : stem(word)
    }

    private static func stem(_ word: String) -> String {
        for ending in ["ing", "ies", "es", "ed", "s"]
        where word.hasSuffix(ending) && word.count > ending.count + 2 {
            let base = String(word.dropLast(ending.count))
            if ending == "ies" { return base + "y" }
            return base.last == "e" || ending != "es" ? Self.withoutFinalE(base) : Self.withoutFinalE(base)
        }
        return withoutFinalE(word)
    }

    private static func withoutFinalE(_ word: String) -> String {
        word.count > 3 && word.last == "e" ? String(word.dropLast()) : word
    }

    private static let numberWords: [String: String] = [
        "zero": "0", "one": "1", "two": "2", "three": "3", "four": "4", "five": "5", "six": "6", "seven": "7",
        "eight": "8",
        "nine": "9", "ten": "10", "eleven": "11", "twelve": "12", "fourteen": "14", "fifteen": "15",
        "twenty": "20", "thirty": "30",
        "sixty": "60", "ninety": "90", "hundred": "100", "zwei": "2", "drei": "3", "vier": "4", "deux": "2",
        "trois": "3", "dos": "2",
        "tres": "3",
    ]
    private static let negators: Set<String> = [
        "not", "no", "never", "none", "neither", "nor", "without", "cannot", "cant", "unable", "except",
        "excluding", "nicht", "kein",
        "keine", "keinen", "keiner", "nie", "ohne", "ne", "pas", "jamais", "sans", "aucun", "aucune", "nunca",
        "sin", "ningun",
        "ninguna", "excluded", "impossible", "refuse", "refused",
    ]
    /// A bound or condition and its family: "up to" and "at most" are both bounds from above.
    private static let conditions: [String: String] = [
        "before": "before", "after": "after", "until": "until", "unless": "unless", "only": "only",
        "if": "if", "within": "within",
        "over": "over", "above": "over", "under": "under", "below": "under", "least": "least", "most": "most",
        "minimum": "least",
        "maximum": "most", "more": "over", "less": "under", "fewer": "under", "every": "every",
        "both": "both", "always": "always",
        "without": "without", "except": "except", "from": "from", "since": "since", "either": "either",
        "during": "during",
        "vor": "before", "nach": "after", "bis": "until", "nur": "only", "wenn": "if", "ab": "from",
        "avant": "before", "apres": "after",
        "seulement": "only", "si": "if", "antes": "before", "despues": "after", "solo": "only",
        "hasta": "until",
    ]
}
