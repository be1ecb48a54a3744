public import Foundation
internal import GRDB

/// A customer's or a person's judgement of a reply.
public struct FeedbackRecord: Sendable, Equatable {
    /// The number of the bot's turn.
    public let turn: Int64
    public let at: Date
    public let isHelpful: Bool
    public let text: String?
}

extension KnowledgeBase {
    /// Stores a judgement of a reply; a later one replaces an earlier one.
    ///
    /// - Throws: ``StoreError``; ``DeskError/unknownReply(_:)`` when the turn is not one of the bot's.
    public func judge(_ turn: Int64, isHelpful: Bool, text: String? = nil, at time: Date) throws {
        try write { database in
            let author = try database.value(String.self, "SELECT author FROM turn WHERE id = ?", [turn])
            guard author == TurnRecord.Author.bot.rawValue else { throw DeskError.unknownReply(turn) }
            try database.run(
                "INSERT OR REPLACE INTO feedback(turn, at, isHelpful, text) VALUES(?, ?, ?, ?)",
                [turn, time.stored, isHelpful, text])
        }
    }

    /// Stores a judgement of a reply in a conversation.
    ///
    /// - Parameter number: which of the bot's replies, from 1; nil for the last one that answered from an
    ///     article, or the last one where none did.
    /// - Returns: the text of the reply.
    /// - Throws: ``StoreError``, ``DeskError``.
    @discardableResult
    public func judge(
        reply number: Int?, of conversation: String, isHelpful: Bool, text: String? = nil, at time: Date
    ) throws -> String {
        guard try self.conversation(conversation) != nil else {
            throw DeskError.unknownConversation(conversation)
        }
        let replies = try turns(of: conversation).filter { $0.author == .bot }
        let answer = replies.lastIndex { !$0.citations.isEmpty }
        let place = number.map { $0 - 1 } ?? answer ?? replies.count - 1
        guard replies.indices.contains(place) else {
            throw DeskError.noReply(number, of: conversation, replies: replies.count)
        }
        try judge(replies[place].id, isHelpful: isHelpful, text: text, at: time)
        return replies[place].text
    }

    /// All judgements in the order of their turns.
    public func feedback() throws -> [FeedbackRecord] {
        try read {
            try $0.rows("SELECT * FROM feedback ORDER BY turn").map { row in
                FeedbackRecord(
                    turn: try row.number("turn"), at: try row.date("at"),
                    isHelpful: try row.decode(Bool.self, forColumn: "isHelpful"),
                    text: try row.optionalText("text"))
            }
        }
    }
}
