public import Foundation

/// A customer's conversation with the bot. It stores each turn before the customer reads it, so that no reply is lost; only
/// a writer's sentences are shown before, as each of them is checked.
///
///     let conversation = Conversation(desk, session: "a")
///     let reply = try await conversation.reply(to: "how long does delivery take?", at: .now)
public actor Conversation {
    private var desk: Desk
    public let session: String
    private let customer: String?

    /// - Parameters:
    ///   - session: names the conversation; one that was stored goes on.
    ///   - customer: who writes, over several conversations; nil when unknown.
    public init(_ desk: Desk, session: String, customer: String? = nil) {
        (self.desk, self.session, self.customer) = (desk, session, customer)
    }

    /// What the bot does with a message.
    ///
    /// - Parameter emit: is given the reply's text piece by piece, each as soon as it is known and checked. Joined, the
    ///   pieces are the text of the reply.
    public func reply(
        to message: String, at now: Date, emit: @Sendable (String) -> Void = { _ in }
    ) throws -> Reply {
        desk = try desk.current()
        return try ConversationTurn(desk, session: session, customer: customer).reply(
            to: message, at: now, emit: emit)
    }
}
