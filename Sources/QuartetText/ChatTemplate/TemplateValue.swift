/// A value of a template.
enum TemplateValue {
    /// A variable, attribute or item that does not exist, as the template names it. It counts as false, is written as
    /// nothing, and has no attributes.
    case undefined(String)
    case none
    case bool(Bool)
    case integer(Int)
    case number(Double)
    case text(TemplateText)
    case list([TemplateValue])
    case mapping(TemplateMapping)
    /// Shared attributes that inner scopes can set.
    case namespace(TemplateNamespace)
    case loop(TemplateLoop)
    case macro(TemplateMacro)
    case function(TemplateFunction)

    static func text(_ text: String) -> TemplateValue { .text(TemplateText(text)) }

    var isTrue: Bool {
        switch self {
        case .undefined, .none: false
        case .bool(let value): value
        case .integer(let value): value != 0
        case .number(let value): value != 0
        case .text(let text): !text.isEmpty
        case .list(let items): !items.isEmpty
        case .mapping(let mapping): !mapping.entries.isEmpty
        case .namespace, .loop, .macro, .function: true
        }
    }

    /// The kind, for messages.
    var kind: String {
        switch self {
        case .undefined(let name): "\(name), which is not defined"
        case .none: "none"
        case .bool: "a truth value"
        case .integer, .number: "a number"
        case .text: "a string"
        case .list: "a list"
        case .mapping: "a mapping"
        case .namespace: "a namespace"
        case .loop: "loop"
        case .macro, .function: "a function"
        }
    }

    /// Whole numbers; true and false count as 1 and 0.
    var whole: Int? {
        switch self {
        case .integer(let value): value
        case .bool(let value): value ? 1 : 0
        default: nil
        }
    }

    var double: Double? {
        if case .number(let value) = self { return value }
        return whole.map { Double($0) }
    }

    /// The items that a loop visits; nil if this cannot be visited.
    var items: [TemplateValue]? {
        switch self {
        case .undefined: []
        case .list(let items): items
        case .mapping(let mapping): mapping.entries.map { .text($0.key) }
        case .text(let text): text.characters.map { .text($0) }
        default: nil
        }
    }

    /// The number of items; nil without.
    var count: Int? {
        switch self {
        case .undefined: 0
        case .list(let items): items.count
        case .mapping(let mapping): mapping.entries.count
        case .text(let text): text.count
        default: nil
        }
    }

    /// As Python writes it.
    var written: TemplateText {
        switch self {
        case .undefined: TemplateText("")
        case .none: TemplateText("None")
        case .bool(let value): TemplateText(value ? "True" : "False")
        case .integer(let value): TemplateText(String(value))
        case .number(let value): TemplateText(String(value))
        case .text(let text): text
        case .list(let items):
            TemplateText("[") + .joined(items.map(\.quoted), by: TemplateText(", ")) + TemplateText("]")
        case .mapping(let mapping):
            TemplateText("{")
                + .joined(
                    mapping.entries.map {
                        $0.key.quotedAsPython() + TemplateText(": ") + $0.value.quoted
                    }, by: TemplateText(", ")) + TemplateText("}")
        case .namespace, .loop, .macro, .function: TemplateText("<\(kind)>")
        }
    }

    private var quoted: TemplateText {
        if case .text(let text) = self { text.quotedAsPython() } else { written }
    }
}

extension TemplateValue: Equatable {
    static func == (one: Self, other: Self) -> Bool {
        switch (one, other) {
        case (.undefined, .undefined), (.none, .none): true
        case (.text(let one), .text(let other)): one == other
        case (.list(let one), .list(let other)): one == other
        case (.mapping(let one), .mapping(let other)):
            one.entries.count == other.entries.count && one.entries.allSatisfy { other[$0.key] == $0.value }
        case (.namespace(let one), .namespace(let other)): one === other
        default:
            if let one = one.whole, let other = other.whole {
                one == other
            } else if let one = one.double, let other = other.double {
                one == other
            } else {
                false
            }
        }
    }
}

/// Values under names, in their order.
struct TemplateMapping {
    private(set) var entries: [(key: TemplateText, value: TemplateValue)] = []

    init(_ entries: [(key: String, value: TemplateValue)] = []) {
        for (key, value) in entries { self[TemplateText(key)] = value }
    }

    // Mappings are as small as messages and literals are.
    subscript(key: TemplateText) -> TemplateValue? {
        get { entries.first { $0.key == key }?.value }
        set {
            let place = entries.firstIndex { $0.key == key }
            switch (place, newValue) {
            case (let place?, let value?): entries[place].value = value
            case (let place?, nil): entries.remove(at: place)
            case (nil, let value?): entries.append((key, value))
            case (nil, nil): break
            }
        }
    }
}

/// Attributes that `set` changes from inside a loop.
final class TemplateNamespace {
    var values: [String: TemplateValue]

    init(_ values: [String: TemplateValue]) { self.values = values }
}

/// What `loop` is in the body of a loop.
struct TemplateLoop {
    let items: [TemplateValue]
    let index: Int

    subscript(name: String) -> TemplateValue? {
        switch name {
        case "index": .integer(index + 1)
        case "index0": .integer(index)
        case "revindex": .integer(items.count - index)
        case "revindex0": .integer(items.count - index - 1)
        case "first": .bool(index == 0)
        case "last": .bool(index == items.count - 1)
        case "length": .integer(items.count)
        case "previtem": index > 0 ? items[index - 1] : nil
        case "nextitem": index + 1 < items.count ? items[index + 1] : nil
        default: nil
        }
    }
}

/// A macro of the template.
struct TemplateMacro {
    let name: String
    let parameters: [(name: String, value: TemplateExpression?)]
    let body: [TemplateStatement]
}

/// A function that every template can call.
enum TemplateFunction: String, CaseIterable {
    case raise = "raise_exception"
    case now = "strftime_now"
    case namespace, range, dict
}
