/// The filters, `value | name(arguments)`.
extension TemplateInterpreter {
    func filtered(_ value: TemplateValue, _ name: String, _ given: Given) throws -> TemplateValue {
        try weigh(value)
        for value in given.all { try weigh(value) }
        if let result = try textFilter(value, name, given) { return .text(result) }
        if let result = try listFilter(value, name, given) { return result }
        switch name {
        case "default", "d":
            let other = given.value(0, "default_value") ?? .text("")
            if case .undefined = value { return other }
            return given.value(1, "boolean")?.isTrue == true && !value.isTrue ? other : value
        case "length", "count":
            guard let count = value.count else { throw TemplateFault("`\(name)` of \(value.kind)") }
            return .integer(count)
        case "int": return .integer(whole(value) ?? given.value(0, "default")?.whole ?? 0)
        case "float":
            let text: Double? = if case .text(let text) = value { Double(text.trimmed().string) } else { nil }
            return .number(text ?? value.double ?? given.value(0, "default")?.double ?? 0)
        case "abs":
            guard value.double != nil else { throw TemplateFault("`abs` of \(value.kind)") }
            return try value.isLess(than: .integer(0))
                ? TemplateOperator.minus.applied(.integer(0), value) : value
        case "round":
            guard let number = value.double else { throw TemplateFault("`round` of \(value.kind)") }
            let places = min(max(given.value(0, "precision")?.whole ?? 0, 0), 15)
            let scale = (0..<places).reduce(1.0) { scale, _ in scale * 10 }
            return .number((number * scale).rounded(.toNearestOrEven) / scale)
        default: throw TemplateFault("the filter `\(name)` is not supported")
        }
    }

    private func whole(_ value: TemplateValue) -> Int? {
        switch value {
        case .text(let text):
            let text = text.trimmed().string
            return Int(text) ?? Double(text).flatMap { Int(exactly: $0.rounded(.towardZero)) }
        case .number(let number): return Int(exactly: number.rounded(.towardZero))
        default: return value.whole
        }
    }

    // MARK: Texts

    /// Filters that make a text; nil for the others.
    private func textFilter(_ value: TemplateValue, _ name: String, _ given: Given) throws -> TemplateText? {
        let text = value.written
        func other(_ place: Int, _ name: String) -> TemplateText? { given.value(place, name)?.written }
        switch name {
        // Nothing is escaped: chat templates write plain text.
        case "string", "safe", "e", "escape": return text
        case "trim": return text.trimmed(other(0, "chars"))
        case "upper": return text.uppercased()
        case "lower": return text.lowercased()
        case "capitalize": return text.capitalized()
        case "title": return text.titled()
        case "replace":
            guard let old = other(0, "old"), let new = other(1, "new") else {
                throw TemplateFault("`replace` needs the old and the new text")
            }
            return try replaced(text, old, new, count: given.value(2, "count")?.whole)
        case "tojson":
            let indent = min(max(given.value(0, "indent")?.whole ?? -1, -1), 40)
            return try TemplateJSON(indent: indent, spend: spend(_:)).text(of: value)
        case "indent": return try indented(text, given)
        case "join":
            let parts = try attributes(items(of: value, name), given.value(1, "attribute")).map(\.written)
            let separator = other(0, "d") ?? TemplateText("")
            try spend(parts.count, times: separator.count)
            return .joined(parts, by: separator)
        default: return nil
        }
    }

    /// `count` replacements, or all.
    func replaced(_ text: TemplateText, _ old: TemplateText, _ new: TemplateText, count: Int?) throws
        -> TemplateText
    {
        let limit = count.map { $0 < 0 ? .max : $0 } ?? .max
        let places = old.isEmpty ? text.count + 1 : text.places(of: old, atMost: limit).count
        try spend(places, times: new.count)
        return text.replacing(old, with: new, atMost: limit)
    }

    private func indented(_ text: TemplateText, _ given: Given) throws -> TemplateText {
        let margin: TemplateText =
            if case .text(let margin)? = given.value(0, "width") { margin } else {
                TemplateText(
                    String(repeating: " ", count: min(max(given.value(0, "width")?.whole ?? 4, 0), 100)))
            }
        let (first, blank) = (
            given.value(1, "first")?.isTrue == true, given.value(2, "blank")?.isTrue == true
        )
        let lines = text.split(by: TemplateText("\n"))
        try spend(lines.count, times: margin.count)
        let indented = lines.enumerated().map { index, line in
            (index > 0 || first) && (blank || !line.isEmpty || index == 0) ? margin + line : line
        }
        return .joined(indented, by: TemplateText("\n"))
    }

    // MARK: Lists

    private func items(of value: TemplateValue, _ filter: String) throws -> [TemplateValue] {
        guard let items = value.items else {
            throw TemplateFault("`\(filter)` cannot go through \(value.kind)")
        }
        return items
    }

    /// Filters of lists and mappings; nil for the others.
    private func listFilter(_ value: TemplateValue, _ name: String, _ given: Given) throws -> TemplateValue? {
        switch name {
        case "list": return .list(try items(of: value, name))
        case "first": return try items(of: value, name).first ?? .undefined("the first item of nothing")
        case "last": return try items(of: value, name).last ?? .undefined("the last item of nothing")
        case "min", "max":
            let items = try items(of: value, name)
            let sorted = try sorted(items, by: \.self)
            return (name == "min" ? sorted.first : sorted.last) ?? .undefined("`\(name)` of nothing")
        case "sum":
            return try attributes(items(of: value, name), given.value(0, "attribute"))
                .reduce(.integer(0)) { try TemplateOperator.plus.applied($0, $1) }
        case "reverse":
            if case .text(let text) = value { return .text(text.picking((0..<text.count).reversed())) }
            return .list(try items(of: value, name).reversed())
        case "items", "dictsort":
            guard case .mapping(let mapping) = value else {
                if case .undefined = value { return .list([]) }
                throw TemplateFault("`\(name)` of \(value.kind)")
            }
            let pairs = mapping.pairs
            return .list(name == "items" ? pairs : try sorted(pairs) { $0.items?.first ?? $0 })
        case "sort":
            let items = try items(of: value, name)
            let keys = try attributes(items, given.value(2, "attribute"))
            let places = try sorted(items.indices.map { TemplateValue.integer($0) }) { keys[$0.whole ?? 0] }
            let result = places.map { items[$0.whole ?? 0] }
            return .list(given.value(0, "reverse")?.isTrue == true ? result.reversed() : result)
        case "unique":
            var found: [TemplateValue] = []
            for item in try items(of: value, name) {
                for other in found { try weigh(other) }
                if !found.contains(item) { found.append(item) }
            }
            return .list(found)
        case "map":
            let items = try items(of: value, name)
            if let attribute = given.value(.max, "attribute") {
                return .list(try attributes(items, attribute))
            }
            let filter = try self.name(given, "map")
            let rest = Given(places: Array(given.places.dropFirst()), names: given.names)
            return .list(try items.map { try filtered($0, filter, rest) })
        case "select", "reject":
            let test = given.places.isEmpty ? nil : try self.name(given, name)
            return .list(
                try items(of: value, name).filter { item in
                    let holds =
                        try test.map { try passes(item, $0, Array(given.places.dropFirst())) } ?? item.isTrue
                    return holds == (name == "select")
                })
        case "selectattr", "rejectattr":
            let path = try self.name(given, name)
            let test = given.places.count > 1 ? given.places[1].written.string : nil
            return .list(
                try items(of: value, name).filter { item in
                    let part = try attribute(path: path, of: item)
                    let holds =
                        try test.map { try passes(part, $0, Array(given.places.dropFirst(2))) } ?? part.isTrue
                    return holds == (name == "selectattr")
                })
        default: return nil
        }
    }

    /// The first argument, the name of a filter, a test or an attribute.
    private func name(_ given: Given, _ filter: String) throws -> String {
        guard case .text(let name)? = given.places.first else {
            throw TemplateFault("`\(filter)` needs a name")
        }
        return name.string
    }

    /// An attribute of each item, or the items themselves.
    private func attributes(_ items: [TemplateValue], _ attribute: TemplateValue?) throws -> [TemplateValue] {
        guard let path = attribute?.written.string else { return items }
        return try items.map { try self.attribute(path: path, of: $0) }
    }

    /// An attribute of an attribute, with points between them.
    private func attribute(path: String, of value: TemplateValue) throws -> TemplateValue {
        try path.split(separator: ".").reduce(value) { value, part in
            if let place = Int(part), case .list(let items) = value {
                return items.indices.contains(place) ? items[place] : .undefined("item \(place)")
            }
            return try attribute(String(part), of: value)
        }
    }

    private func sorted(_ items: [TemplateValue], by key: (TemplateValue) -> TemplateValue) throws
        -> [TemplateValue]
    {
        try items.sorted { one, other in
            try spend(1)
            let (first, second) = (key(one), key(other))
            // Without regard to capitals, as Jinja sorts.
            if case .text(let first) = first, case .text(let second) = second {
                try spend(first.count)
                return first.lowercased().isLess(than: second.lowercased())
            }
            return try first.isLess(than: second)
        }
    }
}

extension TemplateMapping {
    /// Lists of a key and its value.
    var pairs: [TemplateValue] { entries.map { .list([.text($0.key), $0.value]) } }
}
