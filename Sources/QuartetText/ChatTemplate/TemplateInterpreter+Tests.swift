/// Tests, `value is name`, and methods, `value.name()`.
extension TemplateInterpreter {
    func passes(_ value: TemplateValue, _ name: String, _ given: [TemplateValue]) throws -> Bool {
        if let symbol = Self.comparisons[name] {
            guard let other = given.first else { throw TemplateFault("the test `\(name)` needs a value") }
            try weigh(value)
            try weigh(other)
            return try symbol.applied(value, other).isTrue
        }
        switch (name, value) {
        case ("undefined", .undefined), ("none", .none), ("boolean", .bool), ("integer", .integer),
            ("float", .number),
            ("string", .text), ("mapping", .mapping), ("sequence", .list), ("sequence", .mapping),
            ("sequence", .text),
            ("callable", .macro), ("callable", .function):
            return true
        case ("defined", .undefined): return false
        case ("defined", _): return true
        case ("true", .bool(let value)): return value
        case ("false", .bool(let value)): return !value
        case ("iterable", _): return value.items != nil
        case ("number", _): return value.double != nil
        case ("odd", _), ("even", _):
            guard let whole = value.whole else { throw TemplateFault("the test `\(name)` of \(value.kind)") }
            return (whole % 2 == 0) == (name == "even")
        case ("divisibleby", _):
            guard let whole = value.whole, let divisor = given.first?.whole, divisor != 0 else {
                throw TemplateFault("the test `divisibleby` needs whole numbers")
            }
            return divisor == -1 || whole % divisor == 0
        case ("lower", .text(let text)): return text == text.lowercased() && text != text.uppercased()
        case ("upper", .text(let text)): return text == text.uppercased() && text != text.lowercased()
        default:
            if !Self.otherTests.contains(name) { throw TemplateFault("the test `\(name)` is not supported") }
            return false
        }
    }

    private static let comparisons: [String: TemplateOperator] = [
        "equalto": .equal, "eq": .equal, "==": .equal, "ne": .notEqual, "!=": .notEqual, "lt": .less,
        "<": .less,
        "lessthan": .less, "gt": .greater, ">": .greater, "greaterthan": .greater, "le": .lessOrEqual,
        "<=": .lessOrEqual, "ge": .greaterOrEqual, ">=": .greaterOrEqual, "in": .contained,
    ]

    private static let otherTests: Set = [
        "undefined", "none", "boolean", "integer", "float", "string", "mapping", "sequence", "callable",
        "true", "false",
        "lower", "upper",
    ]

    /// The result of a method; nil if the value has no such method.
    func method(_ name: String, of object: TemplateValue, _ given: Given) throws -> TemplateValue? {
        try weigh(object)
        for value in given.all { try weigh(value) }
        switch object {
        case .text(let text): return try method(name, of: text, given)
        case .mapping(let mapping):
            switch name {
            case "items": return .list(mapping.pairs)
            case "keys": return .list(mapping.entries.map { .text($0.key) })
            case "values": return .list(mapping.entries.map(\.value))
            case "get":
                guard case .text(let key)? = given.places.first else {
                    throw TemplateFault("`.get()` needs a key")
                }
                return mapping[key] ?? given.value(1, "default") ?? TemplateValue.none
            default: return nil
            }
        default: return nil
        }
    }

    private func method(_ name: String, of text: TemplateText, _ given: Given) throws -> TemplateValue? {
        func argument(_ place: Int) throws -> TemplateText? {
            switch given.value(place, place == 0 ? "sep" : "") {
            case .text(let text)?: return text
            case nil, TemplateValue.none?: return nil
            case let other?: throw TemplateFault("`.\(name)()` takes a string, not \(other.kind)")
            }
        }
        func needed(_ place: Int) throws -> TemplateText {
            guard let text = try argument(place) else { throw TemplateFault("`.\(name)()` needs a string") }
            return text
        }
        switch name {
        case "strip": return .text(text.trimmed(try argument(0)))
        case "lstrip": return .text(text.trimmed(try argument(0), right: false))
        case "rstrip": return .text(text.trimmed(try argument(0), left: false))
        case "upper": return .text(text.uppercased())
        case "lower": return .text(text.lowercased())
        case "title": return .text(text.titled())
        case "capitalize": return .text(text.capitalized())
        case "startswith", "endswith":
            // One string, or one of a list.
            let choices: [TemplateValue] =
                if case .list(let items)? = given.places.first { items } else { [.text(try needed(0))] }
            return .bool(
                choices.contains { choice in
                    guard case .text(let part) = choice else { return false }
                    return name == "startswith" ? text.starts(with: part) : text.ends(with: part)
                })
        case "split":
            let limit = given.value(1, "maxsplit")?.whole.map { $0 < 0 ? .max : $0 } ?? .max
            guard let separator = try argument(0) else { return .list(text.words().map { .text($0) }) }
            if separator.isEmpty { throw TemplateFault("`.split()` with an empty separator") }
            return .list(text.split(by: separator, atMost: limit).map { .text($0) })
        case "splitlines": return .list(text.lines().map { .text($0) })
        case "replace":
            return .text(
                try replaced(text, try needed(0), try needed(1), count: given.value(2, "count")?.whole))
        case "find": return .integer(text.places(of: try needed(0), atMost: 1).first ?? -1)
        case "count": return .integer(text.places(of: try needed(0)).count)
        case "join":
            guard let items = given.places.first?.items else { throw TemplateFault("`.join()` needs a list") }
            try spend(items.count, times: text.count)
            return .text(.joined(items.map(\.written), by: text))
        default: return nil
        }
    }
}
