/// The values that a RELAX NG schema allows for an attribute or a text, as far as they can be described.
indirect enum ValuePattern: CustomStringConvertible {
    /// Any text.
    case any
    /// One of these words.
    case words([String])
    /// A number, whole or not, between two bounds.
    case number(whole: Bool, lowest: Double?, highest: Double?)
    /// Text that follows a regular expression, or any that is not empty.
    case matching(String)
    /// White-space separated values.
    case list(ValuePattern)

    init(_ pattern: CatalogElement?, definitions: [String: [CatalogElement]], depth: Int = 0) {
        self = .any
        guard let pattern, depth < 32 else { return }
        switch pattern.name {
        case "value": self = .words([pattern.text])
        case "choice":
            let words = pattern.children.filter { $0.name == "value" }.map(\.text)
            if words.count == pattern.children.count { self = .words(words) }
        case "data": self = Self.data(pattern)
        case "ref":
            let parts = definitions[pattern.attributes["name"] ?? ""] ?? []
            if parts.count == 1 { self = ValuePattern(parts[0], definitions: definitions, depth: depth + 1) }
        case "list", "oneOrMore", "zeroOrMore":
            let inner = ValuePattern(pattern.children.first, definitions: definitions, depth: depth + 1)
            if case .list = inner { self = inner } else { self = .list(inner) }
        default: break
        }
    }

    private static func data(_ pattern: CatalogElement) -> ValuePattern {
        func parameter(_ names: String...) -> String? {
            pattern.children("param").first { names.contains($0.attributes["name"] ?? "") }?.text
        }
        let lowest = parameter("minInclusive", "minExclusive").flatMap(Double.init)
        let highest = parameter("maxInclusive", "maxExclusive").flatMap(Double.init)
        switch pattern.attributes["type"] {
        case "decimal", "double", "float":
            return .number(whole: false, lowest: lowest, highest: highest)
        case "integer", "int", "long":
            return .number(whole: true, lowest: lowest, highest: highest)
        case "nonNegativeInteger":
            return .number(whole: true, lowest: lowest ?? 0, highest: highest)
        case "positiveInteger":
            return .number(whole: true, lowest: lowest ?? 1, highest: highest)
        case "boolean": return .words(["true", "false", "1", "0"])
        default:
            if let expression = parameter("pattern") { return .matching(expression) }
            return parameter("minLength") == nil ? .any : .matching(".+")
        }
    }

    /// What is expected instead of `value`; nil when the value fits.
    func refusal(of value: String) -> String? {
        switch self {
        case .any: return nil
        case .words(let words): return words.contains(value) ? nil : description
        case .number(let whole, let lowest, let highest):
            guard let number = Double(value), number.isFinite, !whole || Int(value) != nil else {
                return description
            }
            if let lowest, number < lowest { return description }
            if let highest, number > highest { return description }
            return nil
        case .matching(let expression):
            guard let regex = try? Regex(expression) else { return nil }
            return (try? regex.wholeMatch(in: value)) == nil ? description : nil
        case .list(let item):
            for part in value.split(whereSeparator: \.isWhitespace)
            where item.refusal(of: String(part)) != nil {
                return description
            }
            return nil
        }
    }

    var description: String {
        switch self {
        case .any: return "text"
        case .words(let words):
            return words.count == 1 ? words[0] : "one of: " + words.joined(separator: ", ")
        case .number(let whole, let lowest, let highest):
            let kind = whole ? "a whole number" : "a number"
            switch (lowest, highest) {
            case (let low?, let high?): return "\(kind) from \(brief(low)) to \(brief(high))"
            case (let low?, nil): return "\(kind), at least \(brief(low))"
            case (nil, let high?): return "\(kind), at most \(brief(high))"
            case (nil, nil): return kind
            }
        case .matching(let expression):
            return expression == ".+" ? "text that is not empty" : "text of the form \(expression)"
        case .list(let item): return "a list of: \(item.description)"
        }
    }

    private func brief(_ number: Double) -> String {
        number == number.rounded() && abs(number) < 1e15 ? String(Int(number)) : String(number)
    }
}
