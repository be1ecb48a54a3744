/// What a customer reads of a tool's values. A tool is another program, which may answer anything.
package enum ToolAnswer: Equatable {
    case sentence(String)
    /// The reason is for the desk.
    case failed(String)

    /// The longest value that is shown, in characters.
    private static let longest = 300

    /// - Parameters:
    ///   - form: a sentence with places such as `{status}`.
    ///   - need: what was asked for, such as the order's number, which the answer must not contradict.
    package init(
        _ form: String, _ values: [String: String], asked value: String, for need: ToolDeclaration.Need
    ) {
        if let other = values[need.rawValue], Self.letters(other) != Self.letters(value) {
            self = .failed("the look-up of \(need.rawValue) \(value) answered for another one")
            return
        }
        var sentence = ""
        var rest = form[...]
        while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
            sentence += rest[..<open]
            let name = String(rest[rest.index(after: open)..<close])
            guard let text = name == need.rawValue ? value : values[name].map(Self.shown)
            else {
                self = .failed("the look-up of \(need.rawValue) \(value) gave no \(name)")
                return
            }
            sentence += text
            rest = rest[close...].dropFirst()
        }
        self = .sentence(sentence + rest)
    }

    /// One line without what acts on a terminal; a dash where there is nothing yet, such as the carrier of an order that
    /// was not sent.
    private static func shown(_ value: String) -> String {
        let words = SafeMessage(value).text.split(whereSeparator: \.isWhitespace)
        return words.isEmpty ? "–" : String(words.joined(separator: " ").prefix(longest))
    }

    private static func letters(_ text: String) -> String {
        text.lowercased().filter { $0.isLetter || $0.isNumber }
    }
}
