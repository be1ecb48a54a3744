public import QuartetFiles

/// A mistake of whoever works with conversations and tickets.
public enum DeskError: UserFacingError, Equatable, Sendable {
    case unknownConversation(String)
    case unknownTicket(Int64)
    case unknownReply(Int64)
    /// A conversation has no reply of this number, from 1; nil for the last one.
    case noReply(Int?, of: String, replies: Int)
    case resolved(Int64)
    case notResolved(Int64)
    /// The conversation of a resolved ticket has another one that is open.
    case otherTicketOpen(Int64, open: Int64)
    /// Empty, or one of the words that lists use for the bot and for those who wait.
    case unusableName(String)
    case emptyText

    public var kind: FailureKind { .usage }

    public var description: String {
        switch self {
        case .unknownConversation(let id): "There is no conversation '\(id)'."
        case .unknownTicket(let number): "There is no ticket \(number); `quartet support tickets` lists them."
        case .unknownReply(let number): "There is no reply \(number) of the bot."
        case .noReply(_, let conversation, 0): "Conversation '\(conversation)' has no reply of the bot."
        case .noReply(let number, let conversation, let replies):
            "Conversation '\(conversation)' has \(replies) replies of the bot, and no reply \(number ?? replies)."
        case .resolved(let number): "Ticket \(number) is resolved; reopen it first."
        case .notResolved(let number): "Ticket \(number) is open."
        case .otherTicketOpen(let number, let open):
            "Ticket \(number) cannot be reopened: its conversation has the open ticket \(open)."
        case .unusableName(let name): "'\(name)' cannot be a person's name here; give another."
        case .emptyText: "There is no text."
        }
    }
}
