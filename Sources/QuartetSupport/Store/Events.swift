public import Foundation
internal import GRDB

/// An entry of the log.
public struct EventRecord: Sendable, Equatable {
    public let at: Date
    public let kind: String
    public let text: String
    public let conversation: String?
}

extension KnowledgeBase {
    /// Writes to the log.
    ///
    /// - Parameters:
    ///   - text: never a customer's words.
    ///   - conversation: the one that it is about; the entry is erased with it.
    public func log(_ kind: String, _ text: String, conversation: String? = nil, at time: Date) throws {
        try write { database in
            try database.run(
                "INSERT INTO event(at, kind, text, conversation) VALUES(?, ?, ?, ?)",
                [time.stored, kind, text, conversation])
        }
    }

    /// The last entries, the newest first.
    public func events(last limit: Int) throws -> [EventRecord] {
        try read {
            try $0.rows("SELECT * FROM event ORDER BY id DESC LIMIT ?", [max(0, limit)]).map { row in
                EventRecord(
                    at: try row.date("at"), kind: try row.text("kind"), text: try row.text("text"),
                    conversation: try row.optionalText("conversation"))
            }
        }
    }
}
