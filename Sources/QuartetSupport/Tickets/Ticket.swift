public import Foundation
internal import GRDB

/// What the bot hands over with a conversation.
public struct TicketDraft: Sendable, Equatable {
    /// Such as `asked` or `noSupport`.
    public var reason: String
    public var intent: String?
    public var slots: [String: String] = [:]
    public var summary = ""
    /// What the bot did before: articles that it offered, tools that it called.
    public var tried: [String] = []
    /// A reply that a person may send, and where it comes from.
    public var suggestion: String?
    public var suggestionSource: String?
    /// What went wrong, for the desk alone.
    public var failure: String?

    public init(reason: String) { self.reason = reason }
}

/// A conversation that a person looks at.
public struct TicketRecord: Sendable, Equatable {
    public enum Status: String, Sendable, CaseIterable {
        case open, resolved
    }

    public let id: Int64
    public let conversation: String
    public let openedAt: Date
    /// Nil while it is open.
    public let closedAt: Date?
    public let status: Status
    /// Who has the conversation; of a resolved ticket who had it last.
    public let holder: Holder
    public let draft: TicketDraft
}

/// Something that the desk wrote for itself.
public struct NoteRecord: Sendable, Equatable {
    public let at: Date
    public let name: String
    public let text: String
}

/// A ticket with everything that the desk reads beside it.
public struct TicketDetails: Sendable, Equatable {
    public let ticket: TicketRecord
    public let conversation: ConversationRecord
    /// The whole conversation.
    public let transcript: [TurnRecord]
    public let notes: [NoteRecord]
}

/// Which tickets to list.
public struct TicketFilter: Sendable, Equatable {
    /// Nil lists both.
    public var status: TicketRecord.Status?
    public var holder: Holder?
    public var reason: String?
    public var openedSince: Date?

    public init(status: TicketRecord.Status? = .open) { self.status = status }
}

extension KnowledgeBase {
    /// The tickets that a filter lets through, the oldest first.
    public func tickets(_ filter: TicketFilter = TicketFilter()) throws -> [TicketRecord] {
        try read { database in
            try database.rows(
                """
                SELECT * FROM ticket WHERE ifnull(status = ?, TRUE) AND ifnull(holder = ?, TRUE)
                    AND ifnull(reason = ?, TRUE) AND ifnull(openedAt >= ?, TRUE)
                ORDER BY id
                """,
                [filter.status?.rawValue, filter.holder?.text, filter.reason, filter.openedSince?.stored]
            ).map(TicketRecord.init(row:))
        }
    }

    /// - Throws: ``StoreError``, ``DeskError/unknownTicket(_:)``.
    public func ticket(_ number: Int64) throws -> TicketDetails {
        try read { database in
            let ticket = try database.ticket(number)
            let notes = try database.rows("SELECT * FROM note WHERE ticket = ? ORDER BY id", [number]).map {
                row in
                NoteRecord(at: try row.date("at"), name: try row.text("name"), text: try row.text("text"))
            }
            return TicketDetails(
                ticket: ticket, conversation: try database.conversation(ticket.conversation),
                transcript: try database.turns(of: ticket.conversation), notes: notes)
        }
    }
}

extension TicketRecord {
    init(row: Row) throws {
        id = try row.number("id")
        conversation = try row.text("conversation")
        openedAt = try row.date("openedAt")
        closedAt = try row.optionalDate("closedAt")
        status = try row.choice(Status.self, "status")
        holder = Holder(text: try row.text("holder"))
        var draft = TicketDraft(reason: try row.text("reason"))
        draft.intent = try row.optionalText("intent")
        draft.slots = try row.json([String: String].self, "slots")
        draft.summary = try row.text("summary")
        draft.tried = try row.json([String].self, "tried")
        draft.suggestion = try row.optionalText("suggestion")
        draft.suggestionSource = try row.optionalText("suggestionSource")
        draft.failure = try row.optionalText("failure")
        self.draft = draft
    }
}

extension Database {
    /// - Throws: ``DeskError/unknownTicket(_:)``.
    func ticket(_ number: Int64) throws -> TicketRecord {
        guard let row = try row("SELECT * FROM ticket WHERE id = ?", [number]) else {
            throw DeskError.unknownTicket(number)
        }
        return try TicketRecord(row: row)
    }

    func openTicket(of conversation: String) throws -> Int64? {
        try value(
            Int64.self, "SELECT id FROM ticket WHERE conversation = ? AND status = 'open'", [conversation])
    }

    /// Hands a conversation over. An open ticket keeps its reason and takes the newer account of the rest.
    func open(_ draft: TicketDraft, of conversation: String, at time: Date) throws -> (id: Int64, isNew: Bool)
    {
        try setHolder(of: conversation, to: .waiting)
        let account: [Argument] = [
            draft.intent, try JSONText.text(draft.slots), draft.summary, try JSONText.text(draft.tried),
            draft.suggestion, draft.suggestionSource, draft.failure,
        ]
        if let id = try openTicket(of: conversation) {
            try run(
                """
                UPDATE ticket SET intent = ?, slots = ?, summary = ?, tried = ?, suggestion = ?, suggestionSource = ?,
                    failure = ifnull(?, failure), holder = 'waiting' WHERE id = ?
                """, account + [id])
            return (id, false)
        }
        try run(
            """
            INSERT INTO ticket(intent, slots, summary, tried, suggestion, suggestionSource, failure, conversation,
                openedAt, status, holder, reason)
            VALUES(?, ?, ?, ?, ?, ?, ?, ?, ?, 'open', 'waiting', ?)
            """, account + [conversation, time.stored, draft.reason])
        return (lastInsertedRowID, true)
    }
}
