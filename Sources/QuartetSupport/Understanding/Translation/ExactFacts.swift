/// What a translation must not change: numbers, prices, and codes such as those of orders and articles.
package struct ExactFacts: Sendable, Equatable {
    private let numbers: [String]
    private let codes: [String]

    /// Numbers keep their order; what they count is not compared, nor is a negation.
    ///
    /// - Parameter readsWords: whether facts that are written in letters count as well: "two", "euros" and "DHL". Another
    ///   language may write them otherwise, so that some right translations have other facts.
    package init(_ text: String, readsWords: Bool) {
        let words = text.split(whereSeparator: \.isWhitespace).map { word in
            word.trimming { !$0.isLetter && !$0.isNumber }
        }
        codes = words.filter { Self.isCode($0, readsWords: readsWords) }.map { String($0) }.sorted()
        let read = readsWords ? text : String(text.map { $0.isLetter ? " " : $0 })
        numbers = StatementFacts(read).quantities.map { quantity in
            readsWords && Self.currencies.contains(quantity.unit)
                ? quantity.value + quantity.unit : quantity.value
        }
    }

    /// Letters and digits, as in "BR-104-2217"; an address; with words, capital letters alone.
    private static func isCode(_ word: Substring, readsWords: Bool) -> Bool {
        if word.contains("@") || word.contains("://") || word.hasPrefix("www.") { return true }
        let letters = word.count { $0.isLetter }
        guard letters > 0, !word.contains(where: { $0.isLetter && !$0.isUppercase }) else { return false }
        return word.contains { $0.isNumber } || (readsWords && letters > 1)
    }

    private static let currencies: Set<String> = ["£", "€", "$", "%"]
}

extension Substring {
    /// Without the characters at both ends that match.
    fileprivate func trimming(_ isTrimmed: (Character) -> Bool) -> Substring {
        var text = drop(while: isTrimmed)
        while let last = text.last, isTrimmed(last) { text.removeLast() }
        return text
    }
}
