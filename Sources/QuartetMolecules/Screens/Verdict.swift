internal import Foundation

/// What a screen says of a molecule.
public struct Verdict: Sendable, Equatable, Encodable {
    /// What failed, and by how much.
    public enum Finding: Sendable, Equatable {
        /// A value beyond a limit.
        case range(ScreenedProperty, value: Double, limit: Double)
        /// Elements that are not allowed, and their atoms.
        case elements([String], atoms: [Int])
        case alert(Alert)
    }

    public struct Failure: Sendable, Equatable {
        /// The rule that it speaks against.
        public let rule: String
        /// Whether the rule is broken: some allow a number of failures.
        public let breaksRule: Bool
        public let finding: Finding
    }

    /// The screen's title.
    public let screen: String
    /// All failures, also those that a rule allows.
    public let failures: [Failure]

    /// Whether no rule is broken.
    public var isPassed: Bool { !failures.contains(where: \.breaksRule) }

    /// The number of failures of a rule.
    public func failureCount(of rule: String) -> Int { failures.count { $0.rule == rule } }

    private enum Key: String, CodingKey { case screen, passed, failures }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(screen, forKey: .screen)
        try members.encode(isPassed, forKey: .passed)
        try members.encode(failures, forKey: .failures)
    }
}

extension Verdict.Failure: Encodable, CustomStringConvertible {
    private enum Key: String, CodingKey {
        case rule, breaksRule, text, property, value, limit, excess, elements, atoms, alert
    }

    public func encode(to encoder: any Encoder) throws {
        var members = encoder.container(keyedBy: Key.self)
        try members.encode(rule, forKey: .rule)
        try members.encode(breaksRule, forKey: .breaksRule)
        try members.encode(description, forKey: .text)
        switch finding {
        case .range(let property, let value, let limit):
            try members.encode(property, forKey: .property)
            try members.encode(value, forKey: .value)
            try members.encode(limit, forKey: .limit)
            try members.encode(abs(value - limit), forKey: .excess)
        case .elements(let symbols, let atoms):
            try members.encode(symbols, forKey: .elements)
            try members.encode(atoms, forKey: .atoms)
        case .alert(let alert):
            try members.encode(alert, forKey: .alert)
        }
    }

    /// In words, such as "Lipinski: weight 512.36 Da, 12.36 above 500".
    public var description: String { "\(rule): \(finding)" }
}

extension Verdict.Finding: CustomStringConvertible {
    public var description: String {
        switch self {
        case .range(let property, let value, let limit):
            let unit = property.unit.isEmpty ? "" : " " + property.unit
            return "\(property.title) \(Self.text(value))\(unit), \(Self.text(abs(value - limit))) "
                + "\(value > limit ? "above" : "below") \(Self.text(limit))"
        case .elements(let symbols, let atoms):
            return "\(symbols.joined(separator: ", ")) not allowed (\(Self.list(atoms)))"
        case .alert(let alert):
            return "alert \(alert.name) (\(Self.list(alert.atoms)))"
        }
    }

    /// As many digits as matter, at most three behind the point.
    private static func text(_ value: Double) -> String {
        let digits = abs(value) < 0.1 ? 3 : 2
        let text = String(format: "%.\(digits)f", value)
        guard text.contains(".") else { return text }
        let short = text.reversed().drop { $0 == "0" }.drop { $0 == "." }
        return String(short.reversed())
    }

    private static func list(_ atoms: [Int]) -> String {
        (atoms.count == 1 ? "atom " : "atoms ") + atoms.map(String.init).joined(separator: " ")
    }
}
