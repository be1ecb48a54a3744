/// Reads an ``AllowExpression`` by recursive descent over its grammar.
struct AllowExpressionParser {
    /// A mistake in a text, without the place of the text.
    struct Mistake: Error, Equatable {
        var expected: String
        var found: String
    }

    private enum Token: Equatable {
        case word(String)
        case quoted(String)
        case sign(String)

        var text: String {
            switch self {
            case .word(let text), .sign(let text): "'\(text)'"
            case .quoted(let text): "'\"\(text)\"'"
            }
        }
    }

    private var tokens: [Token]
    private var place = 0
    private var depth = 0
    /// The deepest nesting of parentheses and negations; no readable rule needs more.
    private static let deepest = 50

    static func parse(_ text: String) throws(Mistake) -> AllowExpression {
        var parser = AllowExpressionParser(tokens: try tokens(text))
        let expression = try parser.expression()
        guard let rest = parser.next else { return expression }
        throw Mistake(expected: "&&, || or the end of the expression", found: rest.text)
    }

    private init(tokens: [Token]) { self.tokens = tokens }

    private var next: Token? { place < tokens.count ? tokens[place] : nil }

    private var found: String { next?.text ?? "the end of the expression" }

    private mutating func takes(_ sign: String) -> Bool {
        guard next == .sign(sign) else { return false }
        place += 1
        return true
    }

    private mutating func expression() throws(Mistake) -> AllowExpression {
        var parts = [try conjunction()]
        while takes("||") { parts.append(try conjunction()) }
        return parts.count == 1 ? parts[0] : .either(parts)
    }

    private mutating func conjunction() throws(Mistake) -> AllowExpression {
        var parts = [try negation()]
        while takes("&&") { parts.append(try negation()) }
        return parts.count == 1 ? parts[0] : .all(parts)
    }

    private mutating func negation() throws(Mistake) -> AllowExpression {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else {
            throw Mistake(expected: "at most \(Self.deepest) nested parentheses", found: "more")
        }
        if takes("!") { return .not(try negation()) }
        guard takes("(") else { return try comparison() }
        let inner = try expression()
        guard takes(")") else { throw Mistake(expected: "&&, || or ')'", found: found) }
        return inner
    }

    private mutating func comparison() throws(Mistake) -> AllowExpression {
        guard case .word(let name) = next, let field = AllowExpression.Field(rawValue: name) else {
            let names = AllowExpression.Field.allCases.map(\.rawValue).joined(separator: ", ")
            throw Mistake(expected: "one of \(names), '!' or '('", found: found)
        }
        place += 1
        guard case .sign(let sign) = next, let comparison = AllowExpression.Comparison(rawValue: sign),
            field.comparisons.contains(comparison)
        else {
            let signs = field.comparisons.map(\.rawValue).joined(separator: " ")
            throw Mistake(expected: "one of \(signs) after \(name)", found: found)
        }
        place += 1
        let value: String
        switch next {
        case .word(let text), .quoted(let text): value = text
        default: throw Mistake(expected: "a value after \(name) \(sign)", found: found)
        }
        place += 1
        switch field.kind {
        case .text: return .text(field, comparison, value)
        case .number:
            guard let number = Double(value), number.isFinite else {
                throw Mistake(expected: "a number after \(name) \(sign)", found: "'\(value)'")
            }
            return .number(field, comparison, number)
        case .address:
            if let range = AddressRange(value) { return .address(field, comparison, range) }
            // Host names are allowed, but a typing error in an address must not become a name that never matches.
            guard value.contains(where: \.isLetter), !value.contains("/"), !value.contains(":") else {
                throw Mistake(
                    expected: "an address or a CIDR range after \(name) \(sign)", found: "'\(value)'")
            }
            return .text(field, comparison, value)
        }
    }

    /// Words end at spaces and signs.
    private static func tokens(_ text: String) throws(Mistake) -> [Token] {
        let signs = ["==", "!=", "<=", ">=", "&&", "||", "<", ">", "~", "!", "(", ")"]
        var tokens: [Token] = []
        var rest = Substring(text)
        while let first = rest.first {
            if first == " " || first == "\t" {
                rest.removeFirst()
            } else if first == "\"" {
                rest.removeFirst()
                guard let end = rest.firstIndex(of: "\"") else {
                    throw Mistake(expected: "a closing quotation mark", found: "the end of the expression")
                }
                tokens.append(.quoted(String(rest[..<end])))
                rest = rest[rest.index(after: end)...]
            } else if let sign = signs.first(where: { rest.hasPrefix($0) }) {
                tokens.append(.sign(sign))
                rest = rest.dropFirst(sign.count)
            } else if "=&|".contains(first) {
                throw Mistake(expected: first == "=" ? "'=='" : "'\(first)\(first)'", found: "'\(first)'")
            } else {
                let word = rest.prefix { !" \t\"=!<>&|~()".contains($0) }
                tokens.append(.word(String(word)))
                rest = rest.dropFirst(word.count)
            }
        }
        return tokens
    }
}
