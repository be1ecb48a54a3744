/// Expressions, by precedence: conditional, `or`, `and`, `not`, comparisons, sums, `~`, products, powers, signs; then
/// filters, tests, calls and items, which bind tightest.
extension TemplateParser {
    /// Operators, items and filters in a row of one expression. It bounds the depth of the tree.
    private static var longest: Int { 60 }

    mutating func expression(isConditional: Bool = true) throws(TemplateError) -> TemplateExpression {
        try nested { (parser) throws(TemplateError) in
            let value = try parser.operation(above: 0)
            guard isConditional else { return value }
            return try parser.conditional(value)
        }
    }

    private mutating func conditional(_ value: TemplateExpression) throws(TemplateError) -> TemplateExpression
    {
        let line = next.line
        guard passes(.name("if")) else { return value }
        let condition = try operation(above: 0)
        let otherwise: TemplateExpression? = passes(.name("else")) ? try expression() : nil
        return TemplateExpression(
            line: line, kind: .conditional(value, condition: condition, otherwise: otherwise))
    }

    /// An operation whose operators bind tighter than a precedence.
    private mutating func operation(above precedence: Int) throws(TemplateError) -> TemplateExpression {
        var left = try nested { (parser) throws(TemplateError) in try parser.operand() }
        var count = 0
        while let symbol = nextOperator, symbol.precedence > precedence {
            count += 1
            if count > Self.longest { throw fault("an expression has more than \(Self.longest) operators") }
            let line = next.line
            advance()
            if symbol == .notContained { advance() }
            let right = try operation(above: symbol.precedence)
            left = TemplateExpression(line: line, kind: .binary(symbol, left, right))
        }
        return left
    }

    private var nextOperator: TemplateOperator? {
        switch next.kind {
        case .symbol(let symbol): TemplateOperator(rawValue: symbol)
        case .name("not"): following.kind == .name("in") ? .notContained : nil
        case .name(let name): TemplateOperator(rawValue: name)
        default: nil
        }
    }

    private mutating func operand() throws(TemplateError) -> TemplateExpression {
        let line = next.line
        if passes(.name("not")) {
            let value = try operation(above: TemplateOperator.notPrecedence)
            return TemplateExpression(line: line, kind: .not(value))
        }
        return try filtered(try signed())
    }

    /// A value without filters, which apply to the value with its sign.
    private mutating func signed() throws(TemplateError) -> TemplateExpression {
        let line = next.line
        guard passes(.symbol("-")) else { return try accessed(try primary()) }
        let value = try nested { (parser) throws(TemplateError) in try parser.signed() }
        return TemplateExpression(line: line, kind: .negative(value))
    }

    // MARK: Items, calls, filters and tests

    private mutating func accessed(_ first: TemplateExpression) throws(TemplateError) -> TemplateExpression {
        var value = first
        for _ in 0..<Self.longest {
            let line = next.line
            if passes(.symbol(".")) {
                if case .integer(let place) = next.kind {
                    advance()
                    let item = TemplateExpression(line: line, kind: .literal(.integer(place)))
                    value = TemplateExpression(line: line, kind: .item(value, item))
                } else {
                    value = TemplateExpression(line: line, kind: .attribute(value, try name()))
                }
            } else if passes(.symbol("[")) {
                value = TemplateExpression(line: line, kind: try item(of: value))
            } else if next.kind == .symbol("(") {
                value = TemplateExpression(line: line, kind: .call(value, try arguments()))
            } else {
                return value
            }
        }
        throw fault("an expression has more than \(Self.longest) items and calls in a row")
    }

    private mutating func item(of value: TemplateExpression) throws(TemplateError) -> TemplateExpression.Kind
    {
        func isPartEnd(_ kind: TemplateToken.Kind) -> Bool { kind == .symbol(":") || kind == .symbol("]") }
        let start: TemplateExpression? = isPartEnd(next.kind) ? nil : try expression()
        if let start, passes(.symbol("]")) { return .item(value, start) }
        try expect(.symbol(":"))
        let end: TemplateExpression? = isPartEnd(next.kind) ? nil : try expression()
        var step: TemplateExpression?
        if passes(.symbol(":")), next.kind != .symbol("]") { step = try expression() }
        try expect(.symbol("]"))
        return .slice(value, start: start, end: end, step: step)
    }

    private mutating func arguments() throws(TemplateError) -> TemplateExpression.Arguments {
        var arguments = TemplateExpression.Arguments()
        try expect(.symbol("("))
        while !passes(.symbol(")")) {
            if !arguments.places.isEmpty || !arguments.names.isEmpty {
                try expect(.symbol(","))
                if passes(.symbol(")")) { break }
            }
            if case .name(let name) = next.kind, following.kind == .symbol("=") {
                advance()
                advance()
                arguments.names.append((name, try expression()))
            } else {
                arguments.places.append(try expression())
            }
        }
        return arguments
    }

    private mutating func filtered(_ first: TemplateExpression) throws(TemplateError) -> TemplateExpression {
        var value = first
        for _ in 0..<Self.longest {
            let line = next.line
            if passes(.symbol("|")) {
                let name = try name()
                let arguments = next.kind == .symbol("(") ? try arguments() : TemplateExpression.Arguments()
                value = TemplateExpression(line: line, kind: .filter(value, name, arguments))
            } else if passes(.name("is")) {
                let isNegated = passes(.name("not"))
                let name = try name()
                let given = try testArguments()
                value = TemplateExpression(line: line, kind: .test(value, name, given, isNegated: isNegated))
            } else {
                return value
            }
        }
        throw fault("an expression has more than \(Self.longest) filters and tests in a row")
    }

    /// The argument of a test, in parentheses or without.
    private mutating func testArguments() throws(TemplateError) -> [TemplateExpression] {
        if next.kind == .symbol("(") { return try arguments().places }
        switch next.kind {
        case .name(let name) where ["if", "else", "or", "and", "is", "not", "in"].contains(name): return []
        case .name, .string, .integer, .number, .symbol("["), .symbol("{"):
            return [try accessed(try primary())]
        default: return []
        }
    }

    // MARK: Literals

    private mutating func primary() throws(TemplateError) -> TemplateExpression {
        let token = next
        advance()
        func made(_ kind: TemplateExpression.Kind) -> TemplateExpression {
            TemplateExpression(line: token.line, kind: kind)
        }
        switch token.kind {
        case .name("true"), .name("True"): return made(.literal(.bool(true)))
        case .name("false"), .name("False"): return made(.literal(.bool(false)))
        case .name("none"), .name("None"): return made(.literal(.none))
        case .name(let name): return made(.name(name))
        case .integer(let value): return made(.literal(.integer(value)))
        case .number(let value): return made(.literal(.number(value)))
        case .string(var text):
            // Neighbouring strings are one.
            while case .string(let more) = next.kind {
                text += more
                advance()
            }
            return made(.literal(.text(text)))
        case .symbol("("): return try parenthesis(line: token.line)
        case .symbol("["): return made(.list(try list(until: "]")))
        case .symbol("{"): return made(.mapping(try mapping()))
        default: throw fault("expected a value, found `\(token.written)`", line: token.line)
        }
    }

    /// One value in parentheses, or a list.
    private mutating func parenthesis(line: Int) throws(TemplateError) -> TemplateExpression {
        if passes(.symbol(")")) { return TemplateExpression(line: line, kind: .list([])) }
        let first = try expression()
        if passes(.symbol(")")) { return first }
        try expect(.symbol(","))
        return TemplateExpression(line: line, kind: .list([first] + (try list(until: ")"))))
    }

    private mutating func list(until end: String) throws(TemplateError) -> [TemplateExpression] {
        var items: [TemplateExpression] = []
        while !passes(.symbol(end)) {
            items.append(try expression())
            if passes(.symbol(end)) { break }
            try expect(.symbol(","))
        }
        return items
    }

    private mutating func mapping() throws(TemplateError) -> [(
        key: TemplateExpression, value: TemplateExpression
    )] {
        var entries: [(key: TemplateExpression, value: TemplateExpression)] = []
        while !passes(.symbol("}")) {
            let key = try expression()
            try expect(.symbol(":"))
            entries.append((key, try expression()))
            if passes(.symbol("}")) { break }
            try expect(.symbol(","))
        }
        return entries
    }
}
