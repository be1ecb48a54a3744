public import Foundation
internal import GRDB

/// A statement of a reply, and the passage that says it.
public struct CitationRecord: Sendable, Equatable, Codable {
    /// The article's id.
    public var article: String
    public var title: String
    public var passage: Int64
    public var quote: String
    public var address: String?

    public init(article: String, title: String, passage: Int64, quote: String, address: String? = nil) {
        (self.article, self.title, self.passage) = (article, title, passage)
        (self.quote, self.address) = (quote, address)
    }
}

/// What one side said in a conversation. Personal items are masked before a turn is made.
public struct TurnRecord: Sendable, Equatable {
    public enum Author: String, Sendable, CaseIterable {
        case customer, bot, person
    }

    /// 0 until it is stored.
    public internal(set) var id: Int64 = 0
    public internal(set) var conversation = ""
    public internal(set) var at = Date(timeIntervalSince1970: 0)
    public var author: Author
    /// The name of the person.
    public var name: String?
    public var text: String
    /// Of the bot: `answer`, `clarify` or `escalate`. Of a person without a text: ``TurnRecord/handedBack`` or another
    /// mark.
    public var action: String?
    public var reason: String?
    public var citations: [CitationRecord] = []
    public var intent: String?
    public var slots: [String: String] = [:]
    /// What was searched for.
    public var query: String?
    public var confidence: Double?
    /// Milliseconds by stage.
    public var latency: [String: Double] = [:]

    public init(_ author: Author, _ text: String) { (self.author, self.text) = (author, text) }

    /// Marks turns after which the conversation starts afresh: earlier ones are history.
    public static let (handedBack, resolved) = ("handBack", "resolve")
}

/// What ``KnowledgeBase/append(_:reply:ticket:state:to:at:)`` stored.
public struct StoredTurns: Sendable, Equatable {
    public let customer: Int64
    /// Nil when there was no reply, or a person has the conversation.
    public let reply: Int64?
    /// The conversation's open ticket.
    public let ticket: Int64?
    public let isNewTicket: Bool
    public let holder: Holder
}

extension KnowledgeBase {
    /// Stores a customer's turn with the bot's reply, the hand-over that it causes and what the bot remembers, all or
    /// nothing: a customer has read no reply that is not stored, and no ticket is without its conversation.
    ///
    /// When a person has taken the conversation meanwhile, only the customer's turn is stored, and the reply must not be
    /// shown, unless the customer has begun to read it.
    ///
    /// - Parameters:
    ///   - isBegun: whether the customer has read a part of the reply already.
    ///   - ticket: the reason of a hand-over. A conversation has at most one open ticket: another hand-over joins it.
    ///   - state: JSON; nil leaves it.
    /// - Throws: ``StoreError``, ``DeskError/unknownConversation(_:)``.
    @discardableResult
    public func append(
        _ turn: TurnRecord, reply: TurnRecord?, isBegun: Bool = false, ticket: TicketDraft? = nil,
        state: String? = nil, to conversation: String, at time: Date
    ) throws -> StoredTurns {
        try write { database in
            let record = try database.conversation(conversation)
            let customer = try database.insert(turn, to: conversation, at: time)
            if case .person = record.holder {
                let shown = isBegun ? reply : nil
                return StoredTurns(
                    customer: customer,
                    reply: try shown.map { try database.insert($0, to: conversation, at: time) },
                    ticket: try database.openTicket(of: conversation),
                    isNewTicket: false, holder: record.holder)
            }
            let reply = try reply.map { try database.insert($0, to: conversation, at: time) }
            if let state {
                try database.run("UPDATE conversation SET state = ? WHERE id = ?", [state, conversation])
            }
            let opened = try ticket.map { try database.open($0, of: conversation, at: time) }
            return StoredTurns(
                customer: customer, reply: reply,
                ticket: try opened?.id ?? database.openTicket(of: conversation),
                isNewTicket: opened?.isNew ?? false, holder: opened == nil ? record.holder : .waiting)
        }
    }

    /// The turns of a conversation in their order.
    ///
    /// - Parameter limit: only so many, the last ones.
    public func turns(of conversation: String, last limit: Int? = nil) throws -> [TurnRecord] {
        try read { try $0.turns(of: conversation, last: limit) }
    }

    /// The turns since a person gave the conversation back, or since its beginning: what the bot may refer to.
    public func currentTurns(of conversation: String) throws -> [TurnRecord] {
        let turns = try turns(of: conversation)
        let mark = turns.lastIndex { [TurnRecord.handedBack, TurnRecord.resolved].contains($0.action) }
        return Array(turns.suffix(from: mark.map { $0 + 1 } ?? 0))
    }
}

extension TurnRecord {
    init(row: Row) throws {
        self.init(try row.choice(Author.self, "author"), try row.text("text"))
        id = try row.number("id")
        conversation = try row.text("conversation")
        at = try row.date("at")
        name = try row.optionalText("name")
        action = try row.optionalText("action")
        reason = try row.optionalText("reason")
        citations = try row.json([CitationRecord].self, "citations")
        intent = try row.optionalText("intent")
        slots = try row.json([String: String].self, "slots")
        query = try row.optionalText("query")
        confidence = try row.decode(Double?.self, forColumn: "confidence")
        latency = try row.json([String: Double].self, "latency")
    }
}

extension Database {
    /// - Returns: the turn's number.
    func insert(_ turn: TurnRecord, to conversation: String, at time: Date) throws -> Int64 {
        try run(
            """
            INSERT INTO turn(conversation, at, author, name, text, action, reason, citations, intent, slots, query,
                confidence, latency)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                conversation, time.stored, turn.author.rawValue, turn.name, turn.text, turn.action,
                turn.reason,
                try JSONText.text(turn.citations), turn.intent, try JSONText.text(turn.slots), turn.query,
                turn.confidence, try JSONText.text(turn.latency),
            ])
        return lastInsertedRowID
    }

    func turns(of conversation: String, last limit: Int? = nil) throws -> [TurnRecord] {
        // A negative limit is none.
        let sql = "SELECT * FROM turn WHERE conversation = ? ORDER BY id DESC LIMIT ?"
        return try rows(sql, [conversation, limit ?? -1]).reversed().map(TurnRecord.init(row:))
    }
}
