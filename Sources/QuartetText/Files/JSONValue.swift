/// A JSON document (RFC 8259), its objects in the order of the file.
///
/// Foundation's readers put objects into dictionaries of Swift strings, which treat canonically equivalent keys as one.
/// The keys of a vocabulary must stay distinct.
enum JSONValue: Sendable, Equatable {
    case null
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case string(String)
    case array([JSONValue])
    case object([Member])

    struct Member: Sendable, Equatable {
        let key: String
        let value: JSONValue

        init(_ key: String, _ value: JSONValue) { (self.key, self.value) = (key, value) }
    }

    /// The value under a key; nil if it is missing or `null`, or if this is not an object.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self, let value = members.first(where: { $0.key == key })?.value
        else {
            return nil
        }
        return value == .null ? nil : value
    }

    /// A number of either kind.
    var double: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .number(let value): value
        default: nil
        }
    }

    /// A description for messages.
    var kind: String {
        switch self {
        case .null: "null"
        case .bool(let value): "\(value)"
        case .integer(let value): "the number \(value)"
        case .number(let value): "the number \(value)"
        case .string(let text): "the string \(quoted(String(text.prefix(40))))"
        case .array(let items): "an array of \(items.count)"
        case .object(let members): "an object of \(members.count)"
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral {
    init(stringLiteral value: String) { self = .string(value) }
    init(booleanLiteral value: Bool) { self = .bool(value) }
}

extension JSONValue {
    /// An object with a `type`, like each stage of a tokenizer.
    static func stage(_ type: String, _ members: [Member] = []) -> JSONValue {
        .object([Member("type", .string(type))] + members)
    }
}
