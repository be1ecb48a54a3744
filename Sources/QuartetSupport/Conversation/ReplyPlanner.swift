package import Foundation

/// Decides what is done with a message and what is said. It reads; it stores nothing.
///
/// The order of the rules is the order of ``plan(_:_:_:at:)``: a wish for a person comes before everything, then what the
/// message means beside its question, then what the articles say.
package struct ReplyPlanner: Sendable {
    let desk: Desk

    package init(_ desk: Desk) { self.desk = desk }

    /// What becomes a turn, and a ticket where a person takes over.
    package struct Plan: Sendable {
        package var action: Reply.Action
        package var reason: Reply.Reason?
        package var text: String
        /// What the bot says behind it about the message, a line each. A writer rephrases the text alone.
        package var notes: [String] = []
        package var choices: [Reply.Choice] = []
        package var citations: [Reply.Citation] = []
        package var confidence: Double?
        package var query: String?
        /// What a person might reply, with the article that it stands in.
        package var suggestion: Suggestion?
        /// Why a tool failed, for the desk alone.
        package var failure: String?
        package var milliseconds: [String: Double] = [:]
        package var passages: [FoundPassage] = []

        /// The text with the notes, as the customer reads it.
        package var said: String { ([text] + notes).joined(separator: "\n") }
    }

    package struct Suggestion: Sendable, Equatable {
        package var text: String
        package var article: String
    }

    /// Markup asks nothing. A message that is nothing else stays as it is.
    private static func withoutTags(_ message: String) -> String {
        let text = message.replacingOccurrences(
            of: "<[^<>]{1,300}>", with: " ", options: .regularExpression
        ).trimmingCharacters(in: .whitespacesAndNewlines)
        return text.isEmpty ? message : text
    }

    /// - Parameters:
    ///   - message: safe and masked.
    ///   - meaning: what it says besides its question.
    ///   - state: the conversation's; it becomes that after the turn.
    package func plan(
        _ message: String, _ meaning: MessageMeaning, _ state: inout ConversationState, at now: Date
    ) throws -> Plan {
        if let language = meaning.language { state.language = language }
        state.slots.merge(meaning.slots) { $1 }
        var turn = Turn(
            desk: desk, message: Self.withoutTags(message), meaning: meaning, state: state, now: now)
        let plan = try turn.plan()
        state = turn.state
        state.said = plan.said
        state.reason = plan.reason
        return plan
    }
}
