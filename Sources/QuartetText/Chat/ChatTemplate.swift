/// One message of a conversation.
public struct ChatMessage: Sendable, Equatable {
    public enum Role: String, Sendable, CaseIterable {
        /// Instructions for the assistant.
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

/// Formats a conversation for a model that was trained on conversations.
public enum ChatTemplate {
    /// SmolLM2's system message for conversations that do not begin with one.
    public static let smolLM2System = "You are a helpful AI assistant named SmolLM, trained by Hugging Face"

    /// A conversation in ChatML: `<|im_start|>role`, the message, `<|im_end|>`, each followed by a line end.
    ///
    /// - Parameters:
    ///   - messages: the messages, oldest first.
    ///   - defaultSystem: the system message for a conversation that does not begin with one; nil for none.
    ///   - asksForAnswer: whether the text ends where the assistant's answer begins.
    /// - Note: A message is untrusted text. If the result is encoded as a whole, special tokens that a message spells
    ///   out are recognised as such; ``Tokenizer/chatIDs(_:defaultSystem:asksForAnswer:)`` encodes a conversation without that.
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
    /// The ids of a conversation in ChatML, in which only the template's special tokens are special: a message that
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
