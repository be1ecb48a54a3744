/// Reads a regular expression in the syntax that public tokenizers use (Oniguruma's).
///
/// What needs unbounded work is refused: references to groups, atomic groups, lookbehind of more than a character.
struct ExpressionParser {
    var scalars: [Unicode.Scalar]
    var index = 0
    private var ignoresCase = false
    private var depth = 0
    /// Limit on nesting, so that no walk over the tree overflows the stack.
    private static let deepest = 100
    private static let mostRepetitions = 1000

    static func parse(_ pattern: String) throws(ExpressionError) -> Expression {
        var parser = ExpressionParser(scalars: Array(pattern.unicodeScalars))
        let tree = try parser.choice()
        if parser.index < parser.scalars.count { throw parser.error("a ) that closes nothing") }
        return tree
    }

    private init(scalars: [Unicode.Scalar]) { self.scalars = scalars }

    func error(_ what: String) -> ExpressionError {
        ExpressionError(description: "a regular expression with \(what) at character \(index + 1)")
    }

    var next: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    mutating func take(_ text: String) -> Bool {
        let wanted = Array(text.unicodeScalars)
        guard index + wanted.count <= scalars.count,
            scalars[index..<index + wanted.count].elementsEqual(wanted)
        else { return false }
        index += wanted.count
        return true
    }

    /// Characters under the setting of case that holds here.
    func cased(_ set: CharacterClass) -> CharacterClass {
        guard ignoresCase else { return set }
        // What has no case of its own, such as the long s, stands for the letter that it folds to.
        if case .range(let range) = set, range.count == 1, let scalar = Unicode.Scalar(range.lowerBound) {
            return .anyCase(.union([set, .single(scalar.folded)]))
        }
        return .anyCase(set)
    }

    private mutating func choice() throws(ExpressionError) -> Expression {
        depth += 1
        guard depth <= Self.deepest else {
            throw error("more than \(Self.deepest) groups within one another")
        }
        defer { depth -= 1 }
        let outer = ignoresCase
        var alternatives = [try sequence()]
        while take("|") { alternatives.append(try sequence()) }
        ignoresCase = outer
        return alternatives.count == 1 ? alternatives[0] : .choice(alternatives)
    }

    private mutating func sequence() throws(ExpressionError) -> Expression {
        var parts: [Expression] = []
        while let scalar = next, scalar != "|", scalar != ")" {
            guard let part = try atom() else { continue }
            parts.append(try quantified(part))
        }
        return parts.count == 1 ? parts[0] : .sequence(parts)
    }

    /// nil for a setting, which matches nothing.
    private mutating func atom() throws(ExpressionError) -> Expression? {
        guard let scalar = next else { return nil }
        index += 1
        switch scalar {
        case "(": return try group()
        case "[": return .character(try characterClass())
        case ".": return .character(.inverse(.single("\n")))
        case "^": return .place(.lineStart)
        case "$": return .place(.lineEnd)
        case "*", "+", "?": throw error("nothing before the quantifier")
        case "\\": return try escape()
        default: return .character(cased(.single(scalar)))
        }
    }

    private mutating func escape() throws(ExpressionError) -> Expression {
        let places: [Unicode.Scalar: TextPlace] = [
            "b": .wordBoundary, "B": .notWordBoundary, "A": .textStart, "z": .textEnd, "Z": .lastLineEnd,
        ]
        if let scalar = next, let place = places[scalar] {
            index += 1
            return .place(place)
        }
        return .character(cased(try escapedClass()))
    }

    private mutating func group() throws(ExpressionError) -> Expression? {
        var isWanted: Bool?
        if take("?=") { isWanted = true } else if take("?!") { isWanted = false }
        if let isWanted { return .ahead(try closed(), isWanted: isWanted) }
        if take("?<=") { return try behind(isWanted: true) }
        if take("?<!") { return try behind(isWanted: false) }
        if take("?:") { return try closed() }
        if take("?<") || take("?P<") {
            while let scalar = next, scalar != ">" { index += scalar == ")" ? scalars.count : 1 }
            guard take(">") else { throw error("a name of a group that does not end") }
            return try closed()
        }
        guard next == "?" else { return try closed() }
        // A setting, for the rest of this group or for a group of its own.
        let outer = ignoresCase
        if take("?i") {
            ignoresCase = true
        } else if take("?-i") {
            ignoresCase = false
        } else {
            throw error(
                "a group that begins with (\(String(scalars[index...].prefix(3).map { Character($0) }))")
        }
        if take(")") { return nil }
        guard take(":") else { throw error("a setting other than i") }
        let inner = try closed()
        ignoresCase = outer
        return inner
    }

    private mutating func closed() throws(ExpressionError) -> Expression {
        let inner = try choice()
        guard take(")") else { throw error("a group that does not end") }
        return inner
    }

    private mutating func behind(isWanted: Bool) throws(ExpressionError) -> Expression {
        guard case .character(let set) = try closed() else {
            throw error("lookbehind of more than a character")
        }
        return .behind(set, isWanted: isWanted)
    }

    private mutating func quantified(_ part: Expression) throws(ExpressionError) -> Expression {
        var result = part
        while let (least, most, isCounted) = try quantifier() {
            if take("?") {
                result = .repeated(result, atLeast: least, atMost: most, isLazy: true)
            } else if !isCounted, take("+") {
                // A possessive one of single characters keeps as many as there are: none follows.
                guard case .character(let set) = result else {
                    throw error("a possessive quantifier of a group")
                }
                let none = Expression.ahead(result, isWanted: false)
                let greedy = Expression.repeated(result, atLeast: least, atMost: most, isLazy: false)
                result =
                    most == nil ? .sequence([greedy, none]) : .choice([.character(set), none])
            } else {
                result = .repeated(result, atLeast: least, atMost: most, isLazy: false)
            }
            depth += 1
            guard depth <= Self.deepest else { throw error("too many quantifiers on one another") }
        }
        return result
    }

    /// `*`, `+`, `?`, `{n}`, `{n,}`, `{n,m}` or `{,m}`; nil if none follows.
    private mutating func quantifier() throws(ExpressionError)
        -> (least: Int, most: Int?, isCounted: Bool)?
    {
        if take("*") { return (0, nil, false) }
        if take("+") { return (1, nil, false) }
        if take("?") { return (0, 1, false) }
        let start = index
        guard take("{") else { return nil }
        let least = number()
        let hasComma = take(",")
        let most = hasComma ? number() : least
        guard take("}"), least != nil || most != nil else {
            // Such a brace stands for itself.
            index = start
            return nil
        }
        let highest = max(least ?? 0, most ?? 0)
        guard highest <= Self.mostRepetitions, (least ?? 0) <= most ?? .max else {
            throw error(
                "a quantifier of \(highest); expected {n,m} with n up to m up to \(Self.mostRepetitions)")
        }
        return (least ?? 0, most, true)
    }

    private mutating func number() -> Int? {
        let start = index
        while let scalar = next, ("0"..."9").contains(scalar) { index += 1 }
        guard index > start else { return nil }
        // More digits than these are beyond any limit.
        return Int(String(String.UnicodeScalarView(scalars[start..<index].prefix(9))))
    }
}
