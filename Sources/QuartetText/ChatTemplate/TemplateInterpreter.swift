/// Does the statements of a template.
///
/// A template comes with a file from elsewhere, so its work is bounded: every step and every scalar or item that it
/// goes through costs one unit, a million and a hundred times the conversation are allowed, and macros cannot call one
/// another without end.
final class TemplateInterpreter {
    let source: String
    /// What `strftime_now` writes, by its format.
    let now: (String) -> String
    private var globals: [String: TemplateValue]
    /// The variables of the macro and of the loops that are running, the innermost last.
    private var scopes: [[String: TemplateValue]] = []
    private var output = TemplateText("")
    private var work = 0
    private var mostWork = Int.max / 2
    private var depth = 0
    /// The line of the statement or expression that is being done.
    private var line = 1

    private static let deepest = 250
    private static let deepestValue = 20

    /// How a list of statements ended.
    private enum Flow {
        case normal, leaveLoop, nextItem
    }

    init(_ source: String, variables: [String: TemplateValue], now: @escaping (String) -> String) {
        (self.source, globals, self.now) = (source, variables, now)
        for function in TemplateFunction.allCases { globals[function.rawValue] = .function(function) }
    }

    /// The text that a template writes.
    func text(of statements: [TemplateStatement]) throws(TemplateError) -> TemplateText {
        do {
            for value in globals.values { try weigh(value) }
            mostWork = 1_000_000 + 100 * work
            if try run(statements) != .normal {
                throw TemplateFault("{% break %} and {% continue %} belong in a loop")
            }
            return output
        } catch let fault as TemplateFault {
            throw TemplateError(source, line: line, fault.reason, isRefusal: fault.isRefusal)
        } catch {
            fatalError("TemplateInterpreter: \(error)")
        }
    }

    func spend(_ units: Int) throws {
        work += min(units, mostWork + 1)
        if work > mostWork { throw TemplateFault("the template takes more than \(mostWork) steps") }
    }

    /// Spends the work of writing something so many times, before it takes memory.
    func spend(_ count: Int, times size: Int) throws {
        let (all, isTooLarge) = count.multipliedReportingOverflow(by: size)
        try spend(isTooLarge ? .max : all)
    }

    /// Spends the work of going through a value.
    ///
    /// - Throws: when lists and mappings are nested deeply, or hold what refers to other values. Both would make the
    ///   stack a matter of the template.
    func weigh(_ value: TemplateValue, inside depth: Int = 0) throws {
        try spend(1)
        if depth > Self.deepestValue {
            throw TemplateFault("a value is nested more than \(Self.deepestValue) deep")
        }
        switch value {
        case .text(let text): try spend(text.count)
        case .list(let items): for item in items { try weigh(item, inside: depth + 1) }
        case .mapping(let mapping):
            for (key, value) in mapping.entries {
                try spend(key.count)
                try weigh(value, inside: depth + 1)
            }
        case .namespace where depth > 0, .loop where depth > 0:
            throw TemplateFault("\(value.kind) cannot be part of another value")
        default: break
        }
    }

    /// Does something one level deeper, at a line.
    func deeper<Result>(at line: Int, _ act: () throws -> Result) throws -> Result {
        try spend(1)
        if depth >= Self.deepest {
            throw TemplateFault("the template's calls are nested more than \(Self.deepest) deep")
        }
        depth += 1
        let before = self.line
        self.line = line
        let result = try act()
        self.line = before
        depth -= 1
        return result
    }

    // MARK: Variables

    func variable(_ name: String) -> TemplateValue {
        for scope in scopes.reversed() {
            if let value = scope[name] { return value }
        }
        return globals[name] ?? .undefined("`\(name)`")
    }

    private func set(_ name: String, _ value: TemplateValue) {
        if scopes.isEmpty { globals[name] = value } else { scopes[scopes.count - 1][name] = value }
    }

    private func set(_ target: TemplateStatement.Target, _ value: TemplateValue) throws {
        guard let attribute = target.attribute else { return set(target.name, value) }
        guard case .namespace(let namespace) = variable(target.name) else {
            throw TemplateFault("{% set \(target.name).\(attribute) %}: `\(target.name)` is not a namespace")
        }
        try weigh(value, inside: 1)
        namespace.values[attribute] = value
    }

    /// A value for each name: the value itself, or the items of a list.
    private func set(_ targets: [TemplateStatement.Target], _ value: TemplateValue) throws {
        if targets.count == 1 { return try set(targets[0], value) }
        guard let items = value.items, items.count == targets.count else {
            throw TemplateFault("expected \(targets.count) values, found \(value.kind)")
        }
        for (target, item) in zip(targets, items) { try set(target, item) }
    }

    // MARK: Statements

    private func run(_ statements: [TemplateStatement]) throws -> Flow {
        for statement in statements {
            let flow = try deeper(at: statement.line) { try run(statement.kind) }
            if flow != .normal { return flow }
        }
        return .normal
    }

    private func run(_ statement: TemplateStatement.Kind) throws -> Flow {
        switch statement {
        case .text(let text): try write(text)
        case .output(let expression):
            let value = try value(of: expression)
            try weigh(value)
            output += value.written
        case .branches(let branches):
            for (condition, body) in branches {
                if let condition, try !value(of: condition).isTrue { continue }
                return try run(body)
            }
        case .loop(let loop): try run(loop)
        case .set(let targets, let expression): try set(targets, value(of: expression))
        case .capture(let name, let body): set(name, .text(try captured { try run(body) }))
        case .macro(let macro): set(macro.name, .macro(macro))
        case .block(let body): return try run(body)
        case .leaveLoop: return .leaveLoop
        case .nextItem: return .nextItem
        }
        return .normal
    }

    private func write(_ text: TemplateText) throws {
        try spend(text.count)
        output += text
    }

    /// What is written meanwhile.
    private func captured(_ act: () throws -> Flow) throws -> TemplateText {
        let before = output
        output = TemplateText("")
        defer { output = before }
        _ = try act()
        return output
    }

    private func run(_ loop: TemplateStatement.Loop) throws {
        let all = try value(of: loop.items)
        guard var items = all.items else { throw TemplateFault("{% for %} cannot go through \(all.kind)") }
        try spend(items.count)
        let targets = loop.names.map { TemplateStatement.Target(name: $0) }
        scopes.append([:])
        defer { scopes.removeLast() }
        if let condition = loop.condition {
            items = try items.filter { item in
                try set(targets, item)
                return try value(of: condition).isTrue
            }
        }
        for (index, item) in items.enumerated() {
            scopes[scopes.count - 1] = ["loop": .loop(TemplateLoop(items: items, index: index))]
            try set(targets, item)
            if try run(loop.body) == .leaveLoop { break }
        }
        if items.isEmpty { _ = try run(loop.otherwise) }
    }

    // MARK: Macros

    func call(
        _ macro: TemplateMacro, _ places: [TemplateValue], _ names: [(name: String, value: TemplateValue)]
    )
        throws -> TemplateValue
    {
        if places.count > macro.parameters.count {
            throw TemplateFault(
                "the macro `\(macro.name)` takes \(macro.parameters.count) values, not \(places.count)")
        }
        var scope: [String: TemplateValue] = [:]
        for (parameter, value) in zip(macro.parameters, places) { scope[parameter.name] = value }
        for (name, value) in names {
            guard macro.parameters.contains(where: { $0.name == name }) else {
                throw TemplateFault("the macro `\(macro.name)` has no parameter `\(name)`")
            }
            scope[name] = value
        }
        // A macro sees its own variables and those of the whole template.
        let before = scopes
        scopes = [scope]
        defer { scopes = before }
        for parameter in macro.parameters where scopes[0][parameter.name] == nil {
            scopes[0][parameter.name] =
                try parameter.value.map { try value(of: $0) } ?? .undefined("`\(parameter.name)`")
        }
        return .text(try captured { try run(macro.body) })
    }
}
