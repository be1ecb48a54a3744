internal import Foundation

/// The opposite of an English statement, to train a check on: "You can return it" becomes "You cannot return it", and the
/// other way round.
package enum NegatedStatement {
    /// - Returns: nil for a statement that none of the rules fits, such as an order: "Fold it."
    package static func opposite(of statement: String) -> String? {
        for rule in rules {
            guard let match = statement.range(of: rule.pattern, options: [.regularExpression]) else {
                continue
            }
            let changed = statement[match].replacingOccurrences(
                of: rule.pattern, with: rule.template, options: .regularExpression)
            return statement.replacingCharacters(in: match, with: changed)
        }
        return nil
    }

    /// The first that fits is applied once: negations are taken away before one is put in.
    private static let rules: [(pattern: String, template: String)] = [
        (#"\b([Cc]an)(not|'t)\b"#, "$1"),
        (#"\b([Ww])on't\b"#, "$1ill"),
        (#"\b([Dd]oes|[Dd]id|[Ii]s|[Aa]re|was|were|has|have|would|must|should|could|need)n't\b"#, "$1"),
        (#"\bD(o not|on't) (\w+)"#, "Please $2"),
        (#"\bd(o not|on't) (\w+)"#, "$2"),
        (#"\b(does|did|is|are|was|were|has|have|will|would|may|must|should|can|could|need) not\b"#, "$1"),
        (
            #"\b(has|have|make|makes|offer|send|take|need|needs|charge|sell|is|are|with|get|gets) no\b"#,
            "$1 some"
        ),
        (#"\bNever\b"#, "Always"),
        (#"\bnever\b"#, "always"),
        (#"\bwithout\b"#, "with"),
        (#"(?<!\b[Aa] )\b([Cc]an)\b"#, "$1not"),
        (#"\b(is|are|was|were|will|may|must|should)\b"#, "$1 not"),
        (#"^(You|We|They) (?!have\b|had\b)(\w+)"#, "$1 do not $2"),
    ]
}
