internal import Foundation

extension TemplateOperator {
    /// The result for two values. `or` and `and` have been decided by the first one.
    func applied(_ left: TemplateValue, _ right: TemplateValue) throws -> TemplateValue {
        switch self {
        case .or, .and: return right
        case .equal: return .bool(left == right)
        case .notEqual: return .bool(left != right)
        case .less: return .bool(try left.isLess(than: right))
        case .greater: return .bool(try right.isLess(than: left))
        case .lessOrEqual: return .bool(try !right.isLess(than: left))
        case .greaterOrEqual: return .bool(try !left.isLess(than: right))
        case .contained: return .bool(try right.contains(left))
        case .notContained: return .bool(try !right.contains(left))
        case .concatenation: return .text(left.written + right.written)
        case .plus, .minus, .times, .quotient, .wholeQuotient, .remainder, .power:
            return try combined(left, right)
        }
    }

    private func combined(_ left: TemplateValue, _ right: TemplateValue) throws -> TemplateValue {
        switch (self, left, right) {
        case (.plus, .text(let one), .text(let other)): return .text(one + other)
        case (.plus, .list(let one), .list(let other)): return .list(one + other)
        case (.times, .text(let text), _) where right.whole != nil:
            return .text(
                .joined(
                    [TemplateText](repeating: text, count: max(right.whole ?? 0, 0)), by: TemplateText("")))
        case (.times, _, .text) where left.whole != nil: return try combined(right, left)
        default: break
        }
        if let one = left.whole, let other = right.whole, let result = try wholes(one, other) {
            return result
        }
        if let one = left.double, let other = right.double { return try numbers(one, other) }
        let missing = [left, right].first { if case .undefined = $0 { true } else { false } }
        throw TemplateFault(
            "`\(rawValue)` of \(missing == nil ? "\(left.kind) and \(right.kind)" : missing?.kind ?? "")")
    }

    /// Exact; the quotient is a number with a fraction.
    private func wholes(_ one: Int, _ other: Int) throws -> TemplateValue? {
        let result: (partialValue: Int, overflow: Bool)
        switch self {
        case .plus: result = one.addingReportingOverflow(other)
        case .minus: result = one.subtractingReportingOverflow(other)
        case .times: result = one.multipliedReportingOverflow(by: other)
        case .wholeQuotient, .remainder:
            if other == 0 { throw TemplateFault("`\(rawValue)` by 0") }
            if other == -1 { return self == .remainder ? .integer(0) : try Self.minus.wholes(0, one) }
            // Rounded down, as in Python.
            let isBelow = one % other != 0 && (one < 0) != (other < 0)
            return .integer(
                self == .remainder ? one % other + (isBelow ? other : 0) : one / other - (isBelow ? 1 : 0))
        default: return nil
        }
        if result.overflow { throw TemplateFault("the result of `\(rawValue)` is too large") }
        return .integer(result.partialValue)
    }

    private func numbers(_ one: Double, _ other: Double) throws -> TemplateValue {
        switch self {
        case .plus: return .number(one + other)
        case .minus: return .number(one - other)
        case .times: return .number(one * other)
        case .power:
            let result = pow(one, other)
            return Int(exactly: result).map { .integer($0) } ?? .number(result)
        default:
            if other == 0 { throw TemplateFault("`\(rawValue)` by 0") }
            let whole = (one / other).rounded(.down)
            return .number(self == .quotient ? one / other : self == .remainder ? one - whole * other : whole)
        }
    }
}

extension TemplateValue {
    func isLess(than other: TemplateValue) throws -> Bool {
        if let one = whole, let other = other.whole { return one < other }
        if let one = double, let other = other.double { return one < other }
        if case .text(let one) = self, case .text(let other) = other { return one.isLess(than: other) }
        throw TemplateFault("cannot compare \(kind) with \(other.kind)")
    }

    /// Whether an item is in a list, a key in a mapping, or a text in a text.
    func contains(_ item: TemplateValue) throws -> Bool {
        switch (self, item) {
        case (.text(let text), .text(let part)): return text.contains(part)
        case (.mapping(let mapping), .text(let key)): return mapping[key] != nil
        case (.mapping, _): return false
        case (.list(let items), _): return items.contains(item)
        case (.undefined, _): return false
        default: throw TemplateFault("`in` looks for \(item.kind) in \(kind)")
        }
    }
}
