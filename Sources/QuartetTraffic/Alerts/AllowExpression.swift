/// A condition on an alert, as written in an allow-list: `destinationPort == 443 && source == 10.0.0.0/8`.
///
///     expression  = conjunction { "||" conjunction }
///     conjunction = negation { "&&" negation }
///     negation    = "!" negation | "(" expression ")" | comparison
///     comparison  = field operator value
///     operator    = "==" | "!=" | "<" | "<=" | ">" | ">=" | "~"
///     value       = number | word | "text in quotation marks"
///
/// Numbers: `sourcePort`, `destinationPort`, `score`, `oneIn`, with all operators but `~`. Addresses: `source`,
/// `destination`, with `==` and `!=` against an address, a CIDR range or a name. Words: `transport`, `service`,
/// `deviation`, `domain`, `identifier`, `file`, `line`, with `==`, `!=` and `~` (contains); upper and lower case are
/// the same. A comparison with a field that the record does not have is false, whatever the operator, so that missing
/// data never matches a rule; `!` negates that, too.
public indirect enum AllowExpression: Sendable, Equatable {
    case either([AllowExpression])
    case all([AllowExpression])
    case not(AllowExpression)
    case number(Field, Comparison, Double)
    case address(Field, Comparison, AddressRange)
    case text(Field, Comparison, String)

    /// A part of an alert that can be compared.
    public enum Field: String, Sendable, CaseIterable {
        case source, destination, sourcePort, destinationPort, transport, service, deviation, domain
        case identifier, file, line, score, oneIn

        /// The type of its values, which decides the operators.
        enum Kind { case number, address, text }

        var kind: Kind {
            switch self {
            case .sourcePort, .destinationPort, .score, .oneIn: .number
            case .source, .destination: .address
            case .transport, .service, .deviation, .domain, .identifier, .file, .line: .text
            }
        }

        var comparisons: [Comparison] {
            switch kind {
            case .number: [.equal, .unequal, .less, .atMost, .greater, .atLeast]
            case .address: [.equal, .unequal]
            case .text: [.equal, .unequal, .contains]
            }
        }
    }

    public enum Comparison: String, Sendable {
        case equal = "=="
        case unequal = "!="
        case less = "<"
        case atMost = "<="
        case greater = ">"
        case atLeast = ">="
        case contains = "~"
    }

    /// Whether an alert meets the condition.
    public func matches(_ alert: Alert) -> Bool {
        switch self {
        case .either(let parts): return parts.contains { $0.matches(alert) }
        case .all(let parts): return parts.allSatisfy { $0.matches(alert) }
        case .not(let part): return !part.matches(alert)
        case .number(let field, let comparison, let value):
            guard let found = Self.number(field, alert) else { return false }
            return Self.holds(found, comparison, value)
        case .address(let field, let comparison, let range):
            guard let text = Self.text(field, alert), let found = InternetAddress(text) else { return false }
            return range.contains(found) == (comparison == .equal)
        case .text(let field, let comparison, let value):
            guard let found = Self.text(field, alert)?.lowercased() else { return false }
            switch comparison {
            case .contains: return found.contains(value.lowercased())
            case .unequal: return found != value.lowercased()
            default: return found == value.lowercased()
            }
        }
    }

    private static func holds(_ found: Double, _ comparison: Comparison, _ value: Double) -> Bool {
        switch comparison {
        case .equal: found == value
        case .unequal: found != value
        case .less: found < value
        case .atMost: found <= value
        case .greater: found > value
        case .atLeast: found >= value
        case .contains: false
        }
    }

    private static func number(_ field: Field, _ alert: Alert) -> Double? {
        switch field {
        case .sourcePort: alert.sourcePort.map(Double.init)
        case .destinationPort: alert.destinationPort.map(Double.init)
        case .score: alert.score
        case .oneIn: alert.oneIn
        default: nil
        }
    }

    private static func text(_ field: Field, _ alert: Alert) -> String? {
        switch field {
        case .source: alert.source
        case .destination: alert.destination
        case .transport: alert.transport
        case .service: alert.service
        case .deviation: alert.deviation.rawValue
        case .domain: alert.domain ?? alert.destination.flatMap { InternetAddress($0) == nil ? $0 : nil }
        case .identifier: alert.identifier
        case .file: alert.file
        case .line: alert.line
        case .sourcePort, .destinationPort, .score, .oneIn: nil
        }
    }
}
