/// A yes or no at the beginning of an answer belongs to the way a question was put, not to the passage: no check against
/// the passage can tell whether it is right.
package enum YesOrNo {
    /// The answer without it: "No, it costs £5." becomes "It costs £5."
    package static func removed(from answer: String) -> String {
        let text = answer.drop { $0.isWhitespace }
        guard let word = words.first(where: { text.prefix($0.count).lowercased() == $0 }) else {
            return String(text)
        }
        let rest = text.dropFirst(word.count)
        guard rest.drop(while: \.isWhitespace).first.map({ ",.;:!–—".contains($0) }) ?? true else {
            return String(text)
        }
        let statement = rest.drop { !$0.isLetter && !$0.isNumber && !"£€$\"“".contains($0) }
        return statement.prefix(1).uppercased() + statement.dropFirst()
    }

    /// The longer ones first: "non" begins with "no".
    private static let words = ["nein", "yes", "non", "oui", "no", "ja", "sí", "si"]
}
