/// What a conversation carries from turn to turn. It is stored with the conversation.
package struct ConversationState: Codable, Sendable, Equatable {
    /// Questions back in a row.
    package var clarifications = 0
    /// Turns in a row that did not help: rejected answers, and questions back that led nowhere.
    package var failedTurns = 0
    /// What the customer may pick from.
    package var choices: [Reply.Choice] = []
    /// Articles that were shown or offered for the question that is still open.
    package var seen: [String] = []
    /// What the customer asked last, masked: the last message that stood by itself, and behind it the one that leans on it.
    package var question: String?
    /// The last message that stood by itself.
    package var topic: String?
    /// The article that answered it.
    package var article: String?
    /// What the bot said last.
    package var said: String?
    package var language: String?
    package var slots: [String: String] = [:]
    /// The tool that waits for a slot.
    package var tool: String?
    /// The tool that was asked last: a corrected slot asks it again.
    package var lastTool: String?
    /// Why the conversation was handed over.
    package var reason: Reply.Reason?

    package init() {}

    /// After a resolved ticket or a hand-back everything but the language starts afresh.
    package var afresh: ConversationState {
        var state = ConversationState()
        state.language = language
        return state
    }

    /// A turn that helped ends the count of those that did not.
    package mutating func helped(_ message: String, leaning: Bool = false, by article: String?) {
        (clarifications, failedTurns, choices, tool) = (0, 0, [], nil)
        seen = article.map { [$0] } ?? []
        asked(message, leaning: leaning)
        self.article = article
    }

    /// Keeps a question for those that follow it.
    ///
    /// - Parameter leaning: whether it was understood with the one before it.
    package mutating func asked(_ message: String, leaning: Bool) {
        if leaning, let topic {
            question = topic + " " + message
        } else {
            (topic, question) = (message, message)
        }
    }
}
