public import Foundation
internal import GRDB

/// What the people behind the bot do with a ticket. Each is one transaction.
extension KnowledgeBase {
    /// Hands a conversation over without a turn, as when a person asks for it. An open ticket is joined.
    ///
    /// - Returns: the ticket's number.
    @discardableResult
    public func openTicket(_ draft: TicketDraft, of conversation: String, at time: Date) throws -> Int64 {
        try write { database in
            _ = try database.conversation(conversation)
            return try database.open(draft, of: conversation, at: time).id
        }
    }

    /// Sends a person's reply to the customer. The person has the conversation from now on, and the bot stays quiet.
    ///
    /// - Returns: the turn's number.
    /// - Throws: ``StoreError``, ``DeskError``.
    @discardableResult
    public func reply(_ text: String, to number: Int64, by name: String, at time: Date) throws -> Int64 {
        let text = try Self.checked(text)
        return try write { database in
            let ticket = try database.unresolved(number)
            try database.setHolder(of: ticket, to: .person(try Self.checked(name: name)))
            var turn = TurnRecord(.person, text)
            turn.name = name
            return try database.insert(turn, to: ticket.conversation, at: time)
        }
    }

    /// Takes a conversation without a reply yet.
    public func take(_ number: Int64, by name: String, at time: Date) throws {
        try write { database in
            try database.setHolder(
                of: try database.unresolved(number), to: .person(try Self.checked(name: name)))
        }
    }

    /// Writes a note that no customer reads.
    public func note(_ text: String, on number: Int64, by name: String, at time: Date) throws {
        let (text, name) = (try Self.checked(text), try Self.checked(name: name))
        try write { database in
            _ = try database.ticket(number)
            try database.run(
                "INSERT INTO note(ticket, at, name, text) VALUES(?, ?, ?, ?)",
                [number, time.stored, name, text])
        }
    }

    /// Closes a ticket. The conversation starts afresh with the bot; what was said stays as history.
    public func resolve(_ number: Int64, by name: String, at time: Date) throws {
        try write { database in
            let ticket = try database.unresolved(number)
            try database.run(
                "UPDATE ticket SET status = 'resolved', closedAt = ?, holder = ? WHERE id = ?",
                [time.stored, try Self.checked(name: name), number])
            try database.mark(TurnRecord.resolved, ticket.conversation, by: name, at: time)
        }
    }

    /// Opens a resolved ticket again; the conversation waits for a person.
    public func reopen(_ number: Int64, by name: String, at time: Date) throws {
        try write { database in
            let ticket = try database.ticket(number)
            guard ticket.status == .resolved else { throw DeskError.notResolved(number) }
            if let open = try database.openTicket(of: ticket.conversation) {
                throw DeskError.otherTicketOpen(number, open: open)
            }
            try database.run("UPDATE ticket SET status = 'open', closedAt = NULL WHERE id = ?", [number])
            try database.setHolder(of: ticket, to: .waiting)
        }
    }

    /// Gives a conversation back to the bot, which starts afresh. The ticket stays open until it is resolved.
    public func handBack(_ number: Int64, by name: String, at time: Date) throws {
        try write { database in
            let ticket = try database.unresolved(number)
            try database.run("UPDATE ticket SET holder = 'bot' WHERE id = ?", [number])
            try database.mark(
                TurnRecord.handedBack, ticket.conversation, by: try Self.checked(name: name), at: time)
        }
    }

    private static func checked(_ text: String) throws -> String {
        guard text.contains(where: { !$0.isWhitespace }) else { throw DeskError.emptyText }
        return text
    }

    private static func checked(name: String) throws -> String {
        guard Holder(text: name) == .person(name), name.contains(where: { !$0.isWhitespace }) else {
            throw DeskError.unusableName(name)
        }
        return name
    }
}

extension Database {
    fileprivate func unresolved(_ number: Int64) throws -> TicketRecord {
        let ticket = try ticket(number)
        guard ticket.status == .open else { throw DeskError.resolved(number) }
        return ticket
    }

    fileprivate func setHolder(of ticket: TicketRecord, to holder: Holder) throws {
        try run("UPDATE ticket SET holder = ? WHERE id = ?", [holder.text, ticket.id])
        try setHolder(of: ticket.conversation, to: holder)
    }

    /// Ends the part of a conversation that the bot may refer to.
    fileprivate func mark(_ action: String, _ conversation: String, by name: String, at time: Date) throws {
        try startAfresh(conversation)
        var turn = TurnRecord(.person, "")
        (turn.name, turn.action) = (name, action)
        _ = try insert(turn, to: conversation, at: time)
    }
}
