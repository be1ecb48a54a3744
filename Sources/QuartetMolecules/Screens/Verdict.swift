internal import QuartetReports

/// What a screen says of a molecule.
public struct Verdict: Sendable, Equatable, Encodable {
    /// What failed, and by how much.
    public enum Finding: Sendable, Equatable {
        /// A value beyond a limit.
        case range(MoleculeProperty, value: Double, limit: Double)
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

    /// Each failure that breaks a rule, in words: "Oral drug: Veber: rotatable bonds 12, 2 above 10".
    public var reasons: [String] {
        failures.filter(\.breaksRule).map { "\(name(ofRule: $0.rule)): \($0.finding)" }
    }

    /// A rule by its screen's name and its own: "Oral drug: Veber"; "Lead-like" where both are the same.
    public func name(ofRule rule: String) -> String {
        rule.lowercased() == screen.lowercased() ? screen : "\(screen): \(rule)"
    }

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
            // Near a limit a small excess must not look like none.
            let digits = abs(value - limit) < 0.1 ? 3 : 2
            let unit = property.unit.isEmpty ? "" : " " + property.unit
            return
                "\(property.title) \(value.text(atMost: digits))\(unit), \(abs(value - limit).text(atMost: digits)) "
                + "\(value > limit ? "above" : "below") \(limit.text(atMost: 3))"
        case .elements(let symbols, let atoms):
            return "\(symbols.joined(separator: ", ")) not allowed (\(Self.list(atoms)))"
        case .alert(let alert):
            return "alert \(alert.name) (\(Self.list(alert.atoms)))"
        }
    }

    private static func list(_ atoms: [Int]) -> String {
        (atoms.count == 1 ? "atom " : "atoms ") + atoms.map(String.init).joined(separator: " ")
    }
}
