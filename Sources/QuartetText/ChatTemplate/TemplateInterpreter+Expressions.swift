/// The values of expressions.
extension TemplateInterpreter {
    func value(of expression: TemplateExpression) throws -> TemplateValue {
        try deeper(at: expression.line) {
            let value = try value(of: expression.kind)
            if expression.makesValue { try weigh(value) }
            return value
        }
    }

    private func value(of kind: TemplateExpression.Kind) throws -> TemplateValue {
        switch kind {
        case .literal(let value): return value
        case .name(let name): return variable(name)
        case .list(let items): return .list(try items.map { try value(of: $0) })
        case .mapping(let entries): return try mapping(entries)
        case .attribute(let object, let name): return try attribute(name, of: value(of: object))
        case .item(let object, let place): return try item(value(of: place), of: value(of: object))
        case .slice(let object, let start, let end, let step):
            return try slice(value(of: object), [start, end, step].map { try $0.map { try value(of: $0) } })
        case .call(let function, let arguments): return try call(function, arguments)
        case .filter(let object, let name, let arguments):
            return try filtered(value(of: object), name, values(of: arguments))
        case .test(let object, let name, let arguments, let isNegated):
            let given = try arguments.map { try value(of: $0) }
            return .bool(try passes(value(of: object), name, given) != isNegated)
        case .not(let value): return .bool(try !self.value(of: value).isTrue)
        case .negative(let value):
            return try TemplateOperator.minus.applied(.integer(0), self.value(of: value))
        case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
        case .conditional(let value, let condition, let otherwise):
            if try self.value(of: condition).isTrue { return try self.value(of: value) }
            return try otherwise.map { try self.value(of: $0) } ?? .undefined("a condition without `else`")
        }
    }

    private func binary(_ symbol: TemplateOperator, _ left: TemplateExpression, _ right: TemplateExpression)
        throws
        -> TemplateValue
    {
        let first = try value(of: left)
        // The second value of `or` and `and` may need what the first one checks.
        if symbol == .or, first.isTrue { return first }
        if symbol == .and, !first.isTrue { return first }
        let second = try value(of: right)
        try weigh(first)
        try weigh(second)
        if symbol == .times, let count = first.whole ?? second.whole, let size = first.count ?? second.count {
            try spend(max(count, 0), times: size)
        }
        return try symbol.applied(first, second)
    }

    private func mapping(_ entries: [(key: TemplateExpression, value: TemplateExpression)]) throws
        -> TemplateValue
    {
        var mapping = TemplateMapping()
        for (key, value) in entries {
            guard case .text(let name) = try self.value(of: key) else {
                throw TemplateFault("the keys of a mapping must be strings")
            }
            mapping[name] = try self.value(of: value)
        }
        return .mapping(mapping)
    }

    // MARK: Attributes and items

    func attribute(_ name: String, of object: TemplateValue) throws -> TemplateValue {
        let missing = TemplateValue.undefined("the attribute `\(name)` of \(object.kind)")
        switch object {
        case .mapping(let mapping): return mapping[TemplateText(name)] ?? missing
        case .namespace(let namespace): return namespace.values[name] ?? missing
        case .loop(let loop): return loop[name] ?? missing
        case .undefined(let what): throw TemplateFault("`.\(name)` of \(what), which is not defined")
        default: return missing
        }
    }

    private func item(_ place: TemplateValue, of object: TemplateValue) throws -> TemplateValue {
        if case .text(let name) = place { return try attribute(name.string, of: object) }
        let missing = TemplateValue.undefined("an item of \(object.kind)")
        if case .undefined(let what) = object {
            throw TemplateFault("an item of \(what), which is not defined")
        }
        guard let index = place.whole else { return missing }
        switch object {
        case .list(let items): return Self.place(index, items.count).map { items[$0] } ?? missing
        case .text(let text): return Self.place(index, text.count).map { .text(text[$0..<$0 + 1]) } ?? missing
        default: return missing
        }
    }

    /// Places below 0 count from the end.
    private static func place(_ index: Int, _ count: Int) -> Int? {
        let place = index < 0 ? index.addingReportingOverflow(count).partialValue : index
        return (0..<count).contains(place) ? place : nil
    }

    /// `[start:end:step]` as in Python.
    private func slice(_ object: TemplateValue, _ parts: [TemplateValue?]) throws -> TemplateValue {
        guard let count = object.count else { throw TemplateFault("cannot slice \(object.kind)") }
        let bounds = try parts.map { part -> Int? in
            switch part {
            case nil, TemplateValue.none?: return nil
            case let part?:
                guard let whole = part.whole else { throw TemplateFault("a slice from \(part.kind)") }
                return whole
            }
        }
        let step = bounds[2] ?? 1
        if step == 0 { throw TemplateFault("a slice with a step of 0") }
        func bounded(_ bound: Int, _ range: ClosedRange<Int>) -> Int {
            min(max(bound < 0 ? bound + count : bound, range.lowerBound), range.upperBound)
        }
        let range = step > 0 ? 0...count : -1...count - 1
        let start = bounds[0].map { bounded($0, range) } ?? (step > 0 ? 0 : count - 1)
        let end = bounds[1].map { bounded($0, range) } ?? (step > 0 ? count : -1)
        try spend(count)
        let places = stride(from: start, to: end, by: step)
        switch object {
        case .list(let items): return .list(places.map { items[$0] })
        case .text(let text): return .text(text.picking(places))
        default: throw TemplateFault("cannot slice \(object.kind)")
        }
    }

    // MARK: Calls

    /// The values given to a filter, a method or a function.
    struct Given {
        var places: [TemplateValue] = []
        var names: [(name: String, value: TemplateValue)] = []

        var all: [TemplateValue] { places + names.map(\.value) }

        /// A value given by its place or by its name.
        func value(_ place: Int, _ name: String) -> TemplateValue? {
            place < places.count ? places[place] : names.first { $0.name == name }?.value
        }
    }

    private func values(of arguments: TemplateExpression.Arguments) throws -> Given {
        Given(
            places: try arguments.places.map { try value(of: $0) },
            names: try arguments.names.map { ($0.name, try value(of: $0.value)) })
    }

    private func call(_ function: TemplateExpression, _ arguments: TemplateExpression.Arguments) throws
        -> TemplateValue
    {
        let given = try values(of: arguments)
        if case .attribute(let object, let name) = function.kind {
            let object = try value(of: object)
            if let result = try method(name, of: object, given) { return result }
            guard case .macro(let macro) = try attribute(name, of: object) else {
                throw TemplateFault("the method `.\(name)()` of \(object.kind) is not supported")
            }
            return try call(macro, given.places, given.names)
        }
        switch try value(of: function) {
        case .macro(let macro): return try call(macro, given.places, given.names)
        case .function(let known): return try call(known, given)
        case .undefined(let what): throw TemplateFault("the function \(what) is not supported")
        case let other: throw TemplateFault("\(other.kind) cannot be called")
        }
    }

    private func call(_ function: TemplateFunction, _ given: Given) throws -> TemplateValue {
        switch function {
        case .raise:
            throw TemplateFault(given.places.first?.written.string ?? "without a reason", isRefusal: true)
        case .now: return .text(now(given.places.first?.written.string ?? "%Y-%m-%d"))
        case .namespace:
            var values = Dictionary(given.names.map { ($0.name, $0.value) }) { $1 }
            if case .mapping(let mapping)? = given.places.first {
                for (key, value) in mapping.entries { values[key.string] = value }
            }
            for value in values.values { try weigh(value, inside: 1) }
            return .namespace(TemplateNamespace(values))
        case .dict: return .mapping(TemplateMapping(given.names.map { ($0.name, $0.value) }))
        case .range:
            let bounds = given.places.compactMap(\.whole)
            guard (1...3).contains(bounds.count), bounds.count == given.places.count else {
                throw TemplateFault("`range` takes one to three whole numbers")
            }
            let (start, end) = bounds.count == 1 ? (0, bounds[0]) : (bounds[0], bounds[1])
            let step = bounds.count == 3 ? bounds[2] : 1
            if step == 0 { throw TemplateFault("`range` with a step of 0") }
            var items: [TemplateValue] = []
            for value in stride(from: start, to: end, by: step) {
                try spend(1)
                items.append(.integer(value))
            }
            return .list(items)
        }
    }
}
