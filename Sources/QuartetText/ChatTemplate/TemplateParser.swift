/// Turns the tokens of a template into a tree: its statements. Expressions are in `TemplateParser+Expressions`.
struct TemplateParser {
    let source: String
    private let tokens: [TemplateToken]
    private var index = 0
    /// Statements and expressions around the present one.
    private var depth = 0
    private static let deepest = 60

    static func statements(of text: String, from source: String) throws(TemplateError) -> [TemplateStatement]
    {
        var parser = TemplateParser(source, try TemplateLexer.tokens(of: text, from: source))
        let statements = try parser.body(until: [], of: "")
        return statements
    }

    private init(_ source: String, _ tokens: [TemplateToken]) {
        (self.source, self.tokens) = (source, tokens)
    }

    // MARK: Tokens

    /// The token to be read next; after the last one, the end.
    var next: TemplateToken { tokens[min(index, tokens.count - 1)] }
    var following: TemplateToken { tokens[min(index + 1, tokens.count - 1)] }

    func fault(_ reason: String, line: Int? = nil) -> TemplateError {
        TemplateError(source, line: line ?? next.line, reason)
    }

    mutating func advance() { index += 1 }

    mutating func passes(_ kind: TemplateToken.Kind) -> Bool {
        guard next.kind == kind else { return false }
        advance()
        return true
    }

    mutating func expect(_ kind: TemplateToken.Kind) throws(TemplateError) {
        if !passes(kind) {
            let wanted = TemplateToken(kind: kind, line: 0).written
            throw fault("expected `\(wanted)`, found `\(next.written)`")
        }
    }

    mutating func name() throws(TemplateError) -> String {
        guard case .name(let name) = next.kind else {
            throw fault("expected a name, found `\(next.written)`")
        }
        advance()
        return name
    }

    /// Refuses a template that is nested so deeply that reading it would exhaust the stack.
    mutating func nested<Result>(
        _ read: (inout TemplateParser) throws(TemplateError) -> Result
    ) throws(TemplateError) -> Result {
        if depth >= Self.deepest { throw fault("the template is nested more than \(Self.deepest) deep") }
        depth += 1
        defer { depth -= 1 }
        return try read(&self)
    }

    // MARK: Statements

    /// The statements up to a block of one of the names, which is the next token.
    private mutating func body(until ends: [String], of construct: String) throws(TemplateError)
        -> [TemplateStatement]
    {
        let first = next.line
        var statements: [TemplateStatement] = []
        while true {
            let line = next.line
            switch next.kind {
            case .text(let text):
                advance()
                statements.append(TemplateStatement(line: line, kind: .text(TemplateText(text))))
            case .outputStart:
                advance()
                statements.append(TemplateStatement(line: line, kind: .output(try expression())))
                try expect(.outputEnd)
            case .blockStart:
                if case .name(let name) = following.kind, ends.contains(name) {
                    advance()
                    return statements
                }
                advance()
                let kind = try nested { (parser) throws(TemplateError) in try parser.block() }
                statements.append(TemplateStatement(line: line, kind: kind))
            default:
                if ends.isEmpty { return statements }
                throw fault("{% \(construct) %} has no {% \(ends[ends.count - 1]) %}", line: first)
            }
        }
    }

    private mutating func block() throws(TemplateError) -> TemplateStatement.Kind {
        let line = next.line
        let name = try name()
        switch name {
        case "if": return try branches()
        case "for": return try loop()
        case "set": return try assignment()
        case "macro": return try macro()
        case "generation":
            try expect(.blockEnd)
            return .block(try ended("generation"))
        case "break", "continue":
            try expect(.blockEnd)
            return name == "break" ? .leaveLoop : .nextItem
        default:
            throw fault("the block {% \(name) %} is not supported", line: line)
        }
    }

    /// A body and the block that ends it.
    private mutating func ended(_ construct: String) throws(TemplateError) -> [TemplateStatement] {
        let body = try body(until: ["end" + construct], of: construct)
        advance()
        try expect(.blockEnd)
        return body
    }

    private mutating func branches() throws(TemplateError) -> TemplateStatement.Kind {
        var branches: [(condition: TemplateExpression?, body: [TemplateStatement])] = []
        var condition: TemplateExpression? = try expression()
        while true {
            try expect(.blockEnd)
            let isLast = condition == nil
            branches.append(
                (condition, try body(until: isLast ? ["endif"] : ["elif", "else", "endif"], of: "if")))
            let end = try name()
            if end == "endif" { break }
            condition = end == "elif" ? try expression() : nil
        }
        try expect(.blockEnd)
        return .branches(branches)
    }

    private mutating func loop() throws(TemplateError) -> TemplateStatement.Kind {
        let isInParentheses = passes(.symbol("("))
        var names = [try name()]
        while passes(.symbol(",")) { names.append(try name()) }
        if isInParentheses { try expect(.symbol(")")) }
        try expect(.name("in"))
        // Without conditional expressions: `if` begins the filter of the loop.
        let items = try expression(isConditional: false)
        let condition: TemplateExpression? = passes(.name("if")) ? try expression() : nil
        if next.kind == .name("recursive") { throw fault("a recursive {% for %} is not supported") }
        try expect(.blockEnd)
        let body = try body(until: ["else", "endfor"], of: "for")
        var otherwise: [TemplateStatement] = []
        if try name() == "else" {
            try expect(.blockEnd)
            otherwise = try self.body(until: ["endfor"], of: "for")
            advance()
        }
        try expect(.blockEnd)
        return .loop(
            .init(names: names, items: items, condition: condition, body: body, otherwise: otherwise))
    }

    private mutating func assignment() throws(TemplateError) -> TemplateStatement.Kind {
        var targets: [TemplateStatement.Target] = []
        repeat {
            var target = TemplateStatement.Target(name: try name())
            if passes(.symbol(".")) { target.attribute = try name() }
            targets.append(target)
        } while passes(.symbol(","))
        if passes(.symbol("=")) {
            let first = try expression()
            var values = [first]
            while passes(.symbol(",")) { values.append(try expression()) }
            try expect(.blockEnd)
            let value =
                values.count == 1 ? first : TemplateExpression(line: first.line, kind: .list(values))
            return .set(targets, value)
        }
        guard targets.count == 1, targets[0].attribute == nil, next.kind == .blockEnd else {
            throw fault("{% set %}: expected `=`, found `\(next.written)`")
        }
        advance()
        return .capture(targets[0].name, try ended("set"))
    }

    private mutating func macro() throws(TemplateError) -> TemplateStatement.Kind {
        let macro = try name()
        var parameters: [(name: String, value: TemplateExpression?)] = []
        try expect(.symbol("("))
        while !passes(.symbol(")")) {
            if !parameters.isEmpty { try expect(.symbol(",")) }
            let parameter = try name()
            parameters.append((parameter, passes(.symbol("=")) ? try expression() : nil))
        }
        try expect(.blockEnd)
        return .macro(TemplateMacro(name: macro, parameters: parameters, body: try ended("macro")))
    }
}
