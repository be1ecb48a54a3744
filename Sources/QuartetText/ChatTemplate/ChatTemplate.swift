public import Foundation

/// Writes a conversation as the text that a model was trained on.
///
/// Model files carry such a template in the language Jinja. This reads the part of it that public models use: output,
/// `if`, `for`, `set`, `macro`, filters, tests, methods of strings and mappings, white-space control with `trim_blocks`
/// and `lstrip_blocks`, `raise_exception` and `strftime_now`. The template is untrusted: its work is bounded.
///
/// A template sees `messages` (each with `role` and `content`), `add_generation_prompt`, `bos_token`, `eos_token`,
/// `unk_token`, `pad_token`, and `tools` and `documents`, which are `none` unless the values have them.
public struct ChatTemplate {
    /// Where the template comes from, for messages.
    public let source: String
    private let statements: [TemplateStatement]
    private let values: TemplateMapping

    /// Variables that come from the conversation and the model: values of these names would replace them.
    private static let own: Set = [
        "messages", "add_generation_prompt", "bos_token", "eos_token", "unk_token", "pad_token",
    ]

    /// - Parameter values: further variables, as a JSON object, such as `{"enable_thinking": false}`.
    /// - Throws: ``TemplateError`` with the line of a construct that is not known; ``TokenizerError`` for values that
    ///   are not a JSON object, or that have the name of a variable of the conversation or the model.
    public init(_ text: String, from source: String, values: String = "{}") throws {
        try self.init(text, from: source, allVariables: values)
        if let name = self.values.entries.map(\.key.string).first(where: { Self.own.contains($0) }) {
            throw TokenizerError.setting(
                "the values of the template", found: name,
                expected: "other names than those of the conversation and the model")
        }
    }

    /// A template that needs no conversation, because the values are all its variables.
    package init(_ text: String, from source: String, allVariables values: String) throws {
        self.source = source
        statements = try TemplateParser.statements(of: text, from: source)
        guard
            case .mapping(let mapping) = TemplateValue(
                try JSONParser.parse(Array(values.utf8), file: "the values of the template"))
        else {
            throw TokenizerError.setting(
                "the values of the template", found: values, expected: "a JSON object")
        }
        self.values = mapping
    }

    /// The text of a template that needs no conversation.
    package func text() throws(TemplateError) -> String { try rendered([:], now: Date()).string }

    func rendered(_ variables: [String: TemplateValue], now: Date) throws(TemplateError) -> TemplateText {
        var variables = variables
        for (key, value) in values.entries { variables[key.string] = value }
        let interpreter = TemplateInterpreter(source, variables: variables) { now.written(as: $0) }
        return try interpreter.text(of: statements)
    }
}

extension Tokenizer {
    /// The ids of a conversation. Only the template's own special tokens are special: a message that spells out
    /// `<|im_end|>` stays text.
    ///
    /// - Parameters:
    ///   - messages: the oldest first.
    ///   - asksForAnswer: whether the text ends where the assistant's answer begins.
    ///   - now: the date that a template may write.
    /// - Throws: ``TemplateError``, also when the template refuses the conversation.
    public func ids(
        of messages: [ChatMessage], in template: ChatTemplate, asksForAnswer: Bool = true, now: Date = Date()
    ) throws(TemplateError) -> [Int32] {
        var (text, own): (String, [Range<Int>]) = ("", [])
        for run in try template.rendered(variables(messages, asksForAnswer), now: now).runs {
            let start = text.utf8.count
            text += run.text
            if !run.isForeign { own.append(start..<text.utf8.count) }
        }
        var scratch = EncodingScratch()
        return tokens(of: text, isTracked: false, special: .inside(own), &scratch).ids
    }

    /// The special token that a template writes after an answer; nil if it writes none.
    public func endOfAnswer(in template: ChatTemplate) -> Int32? {
        let messages = [ChatMessage(.user, "question"), ChatMessage(.assistant, "answer")]
        guard let runs = try? template.rendered(variables(messages, false), now: Date()).runs,
            let answer = runs.lastIndex(where: \.isForeign)
        else { return nil }
        let rest = runs[(answer + 1)...].map(\.text).joined()
        return ids(of: rest, addsSpecialTokens: false).first(where: isSpecial)
    }

    private func variables(_ messages: [ChatMessage], _ asksForAnswer: Bool) -> [String: TemplateValue] {
        func token(_ id: Int32?) -> TemplateValue { .text(id.flatMap { vocabulary.token($0) } ?? "") }
        return [
            "messages": .list(
                messages.map { message in
                    .mapping(
                        TemplateMapping([
                            ("role", .text(message.role.rawValue)),
                            ("content", .text(TemplateText(message.content, isForeign: true))),
                        ]))
                }),
            "add_generation_prompt": .bool(asksForAnswer), "tools": .none, "documents": .none,
            "bos_token": token(special.beginning), "eos_token": token(special.end),
            "unk_token": token(special.unknown), "pad_token": token(special.padding),
        ]
    }
}

extension TemplateValue {
    /// A value from outside: its strings are not the template's own.
    init(_ json: JSONValue) {
        switch json {
        case .null: self = .none
        case .bool(let value): self = .bool(value)
        case .integer(let value): self = .integer(value)
        case .number(let value): self = .number(value)
        case .string(let text): self = .text(TemplateText(text, isForeign: true))
        case .array(let items): self = .list(items.map { TemplateValue($0) })
        case .object(let members):
            self = .mapping(TemplateMapping(members.map { ($0.key, TemplateValue($0.value)) }))
        }
    }
}

extension Date {
    /// The local date and time in a format of C's `strftime`.
    fileprivate func written(as format: String) -> String {
        var seconds = time_t(timeIntervalSince1970)
        var parts = tm()
        localtime_r(&seconds, &parts)
        var buffer = [CChar](repeating: 0, count: 512)
        let count = strftime(&buffer, buffer.count, format, &parts)
        return String(decoding: buffer.prefix(count).map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
