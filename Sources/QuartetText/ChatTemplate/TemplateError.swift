public import QuartetFiles

/// Why a chat template cannot be read, or cannot write a conversation.
public struct TemplateError: UserFacingError, Sendable, Equatable {
    /// Where the template comes from.
    public let source: String
    /// Counted from 1.
    public let line: Int
    public let reason: String
    /// Whether the template itself refused the conversation (`raise_exception`), as templates without a place for a
    /// system message do.
    public let isRefusal: Bool

    init(_ source: String, line: Int, _ reason: String, isRefusal: Bool = false) {
        (self.source, self.line, self.reason, self.isRefusal) = (source, line, reason, isRefusal)
    }

    public var kind: FailureKind { .badData }

    public var description: String {
        isRefusal
            ? "\(source): the chat template refuses the conversation: \(reason)"
            : "\(source): chat template, line \(line): \(reason)"
    }
}

/// A fault without its place, which ``TemplateInterpreter`` adds.
struct TemplateFault: Error {
    let reason: String
    var isRefusal = false

    init(_ reason: String, isRefusal: Bool = false) { (self.reason, self.isRefusal) = (reason, isRefusal) }
}
