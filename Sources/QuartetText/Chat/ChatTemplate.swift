/// What somebody said in a conversation.
public struct ChatMessage: Sendable, Equatable {
    public enum Role: String, Sendable, CaseIterable {
        /// How the assistant is to behave.
        case system
        case user
        case assistant
    }

    public var role: Role
    public var content: String

    public init(_ role: Role, _ content: String) {
        self.role = role
        self.content = content
    }
}

/// How a conversation is written for a model that was trained on conversations.
public enum ChatTemplate {
    /// What SmolLM2 is told about itself when the conversation begins without a system message.
    public static let smolLM2System = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"

    /// A conversation in ChatML: `<|im_start|>role`, the message, `<|im_end|>`, each followed by a line end.
    ///
    /// - Parameters:
    ///   - messages: what was said, the oldest first.
    ///   - defaultSystem: the system message that is put before a conversation that does not begin with one; nil: none.
    ///   - asksForAnswer: whether the text ends where the assistant's answer begins.
    /// - Note: A message is text of a stranger. When its text is then encoded, special tokens that it spells out count
    ///   as such; ``Tokenizer/chatIDs(_:defaultSystem:asksForAnswer:)`` encodes a conversation without that.
    public static func chatML(
        _ messages: [ChatMessage], defaultSystem: String? = smolLM2System, asksForAnswer: Bool = true
    ) -> String {
        segments(messages, defaultSystem: defaultSystem, asksForAnswer: asksForAnswer).map(\.text).joined()
    }

    struct Segment {
        let text: String
        /// Whether it is one of the template's special tokens.
        var isToken = false
    }

    static func segments(
        _ messages: [ChatMessage], defaultSystem: String?, asksForAnswer: Bool
    ) -> [Segment] {
        var all = messages
        if let defaultSystem, let first = messages.first, first.role != .system {
            all.insert(ChatMessage(.system, defaultSystem), at: 0)
        }
        var result: [Segment] = []
        for message in all {
            result.append(Segment(text: "<|im_start|>", isToken: true))
            result.append(Segment(text: message.role.rawValue + "\n" + message.content))
            result.append(Segment(text: "<|im_end|>", isToken: true))
            result.append(Segment(text: "\n"))
        }
        if asksForAnswer {
            result.append(Segment(text: "<|im_start|>", isToken: true))
            result.append(Segment(text: "assistant\n"))
        }
        return result
    }
}

extension Tokenizer {
    /// The ids of a conversation in ChatML, in which special tokens are only those of the template: a message that
    /// spells out "<|im_end|>" stays text.
    public func chatIDs(
        _ messages: [ChatMessage], defaultSystem: String? = ChatTemplate.smolLM2System,
        asksForAnswer: Bool = true
    ) -> [Int32] {
        let segments = ChatTemplate.segments(
            messages, defaultSystem: defaultSystem, asksForAnswer: asksForAnswer)
        return segments.flatMap { segment in
            ids(of: segment.text, addsSpecialTokens: false, findsSpecialTokens: segment.isToken)
        }
    }
}
