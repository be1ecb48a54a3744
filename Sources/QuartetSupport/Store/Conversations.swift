public import Foundation
internal import GRDB

/// Who answers a conversation.
public enum Holder: Sendable, Equatable {
    case bot
    /// A person is to answer; the bot may still say that one will.
    case waiting
    /// The person of this name answers, and the bot stays quiet.
    case person(String)

    /// As the tables and the lists of tickets have it: `bot`, `waiting` or the name.
    public var text: String {
        switch self {
        case .bot: "bot"
        case .waiting: "waiting"
        case .person(let name): name
        }
    }

    init(text: String) {
        switch text {
        case "bot": self = .bot
        case "waiting": self = .waiting
        default: self = .person(text)
        }
    }
}

/// A conversation with a customer.
public struct ConversationRecord: Sendable, Equatable {
    public let id: String
    /// Nil when the customer is known by this conversation alone.
    public let customer: String?
    public let startedAt: Date
    public let language: String?
    public let holder: Holder
    /// What the bot remembers, in JSON; `{}` at the start, and again after a person has given the conversation back.
    public let state: String
}

extension KnowledgeBase {
    /// Begins a conversation, or goes on with the one of this id.
    @discardableResult
    public func begin(_ id: String, customer: String? = nil, language: String? = nil, at time: Date) throws
        -> ConversationRecord
    {
        try write { database in
            try database.run(
                """
                INSERT INTO conversation(id, customer, startedAt, language, holder, state) VALUES(?, ?, ?, ?, 'bot', '{}')
                ON CONFLICT(id) DO UPDATE SET customer = ifnull(excluded.customer, customer)
                """, [id, customer, time.stored, language])
            return try database.conversation(id)
        }
    }

    /// - Returns: nil when there is no such conversation.
    public func conversation(_ id: String) throws -> ConversationRecord? {
        try read {
            try $0.row("SELECT * FROM conversation WHERE id = ?", [id]).map(ConversationRecord.init(row:))
        }
    }

    /// The conversations of a customer, the oldest first.
    public func conversations(of customer: String) throws -> [ConversationRecord] {
        try read {
            try $0.rows("SELECT * FROM conversation WHERE customer = ? ORDER BY startedAt, id", [customer])
                .map(ConversationRecord.init(row:))
        }
    }

    /// Who has a conversation; the bot, when it has not begun.
    public func holder(of conversation: String) throws -> Holder {
        try self.conversation(conversation)?.holder ?? .bot
    }
}

extension ConversationRecord {
    init(row: Row) throws {
        id = try row.text("id")
        customer = try row.optionalText("customer")
        startedAt = try row.date("startedAt")
        language = try row.optionalText("language")
        holder = Holder(text: try row.text("holder"))
        state = try row.text("state")
    }
}

extension Database {
    /// - Throws: ``DeskError/unknownConversation(_:)``.
    func conversation(_ id: String) throws -> ConversationRecord {
        guard let row = try row("SELECT * FROM conversation WHERE id = ?", [id]) else {
            throw DeskError.unknownConversation(id)
        }
        return try ConversationRecord(row: row)
    }

    func setHolder(of conversation: String, to holder: Holder) throws {
        try run("UPDATE conversation SET holder = ? WHERE id = ?", [holder.text, conversation])
    }

    /// The bot has the conversation again and remembers nothing of it.
    func startAfresh(_ conversation: String) throws {
        try run("UPDATE conversation SET holder = 'bot', state = '{}' WHERE id = ?", [conversation])
    }
}
