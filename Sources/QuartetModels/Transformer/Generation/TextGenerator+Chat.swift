public import QuartetFiles
public import QuartetText

extension TextGenerator {
    /// The chat template that came with the model.
    ///
    /// - Parameter values: further variables of the template, as a JSON object.
    /// - Throws: ``UnknownConversation`` without one, `TemplateError` when it cannot be read.
    public func chatTemplate(values: String = "{}") throws -> ChatTemplate {
        guard let templateText else { throw UnknownConversation(source: tokenizer.source) }
        return try ChatTemplate(templateText, from: tokenizer.source, values: values)
    }

    /// Answers a conversation.
    ///
    /// A conversation that leaves no room for the answer in the context loses its oldest questions and answers; see
    /// ``Answer/droppedMessages``. The room is ``Options/maximumTokens``, at most half of the context.
    ///
    /// - Parameter messages: the oldest first.
    /// - Throws: `TemplateError` when the template refuses the conversation, ``GenerationError`` when the last message alone is longer than the context.
    public func answer(
        to messages: [ChatMessage], in template: ChatTemplate, _ options: Options = Options(),
        emit: (String) -> Bool = { _ in true }
    ) throws -> Answer {
        var options = options
        if let end = tokenizer.endOfAnswer(in: template) { options.stopTokens.insert(end) }
        options.slides = false
        var kept = messages
        var prompt = try tokenizer.ids(of: kept, in: template)
        let room = min(options.maximumTokens, capacity / 2)
        while prompt.count > capacity - room, kept.dropOldestExchange() {
            prompt = try tokenizer.ids(of: kept, in: template)
        }
        var answer = try continuation(of: prompt, options, emit: emit)
        answer.droppedMessages = messages.count - kept.count
        return answer
    }
}

extension [ChatMessage] {
    /// Removes the oldest question with its answer. The system message and the last message stay.
    fileprivate mutating func dropOldestExchange() -> Bool {
        let start = first?.role == .system ? 1 : 0
        guard let next = indices.first(where: { $0 > start && self[$0].role == .user }) else { return false }
        removeSubrange(start..<next)
        return true
    }
}

/// The model has no chat template.
public struct UnknownConversation: UserFacingError, Equatable {
    public let source: String

    public var kind: FailureKind { .badData }

    public var description: String {
        "\(source): has no chat template, so it was probably not trained on conversations: "
            + "leave out --chat, or name a file with its template (--template)"
    }
}
