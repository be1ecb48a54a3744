import ArgumentParser
import Foundation
import QuartetCommandLine
import QuartetSupport

/// `quartet support tickets`.
struct SupportTickets: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tickets", abstract: "List conversations that people look at.",
        discussion: """
            Prints one line a ticket: number, status, who has it (bot, waiting, or a name), reason, when it was opened, \
            summary. With --json, one object a line.

            EXAMPLES:
              quartet support tickets --kb desk.sqlite
              quartet support tickets --all --json
            """)

    @Flag(help: "Resolved ones, too.")
    var all = false

    @OptionGroup var knowledge: KnowledgeOptions

    @OptionGroup var json: JSONOptions

    private struct Line: Encodable {
        let ticket: Int64
        let status, holder, reason, conversation, summary: String
        /// In ISO 8601.
        let openedAt: String
        let closedAt: String?
    }

    func run() throws {
        for ticket in try knowledge.open().tickets(TicketFilter(status: all ? nil : .open)) {
            if json.isRequested {
                try JSONOutput.printLine(
                    Line(
                        ticket: ticket.id, status: ticket.status.rawValue, holder: ticket.holder.text,
                        reason: ticket.draft.reason, conversation: ticket.conversation,
                        summary: ticket.draft.summary,
                        openedAt: ticket.openedAt.formatted(.iso8601),
                        closedAt: ticket.closedAt?.formatted(.iso8601)))
            } else {
                StandardOutput.showRow([
                    "\(ticket.id)", ticket.status.rawValue, ticket.holder.text, ticket.draft.reason,
                    ticket.openedAt.formatted(.iso8601), ticket.draft.summary,
                ])
            }
        }
    }
}

/// `quartet support ticket`.
struct SupportTicket: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "ticket", abstract: "Show a ticket: summary, slots, transcript, suggested reply, notes.",
        discussion: """
            EXAMPLE:
              quartet support ticket 17 --kb desk.sqlite
            """)

    @Argument(help: "The ticket's number.")
    var number: Int64

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws {
        let details = try knowledge.open().ticket(number)
        let draft = details.ticket.draft
        func line(_ name: String, _ text: String?) {
            if let text, !text.isEmpty { StandardOutput.show("\(name): \(text)") }
        }
        line("Ticket", "\(number), \(details.ticket.status.rawValue), \(details.ticket.holder.text)")
        line("Reason", draft.reason)
        line("Summary", draft.summary)
        line(
            "Noted",
            draft.slots.sorted { $0.key < $1.key }.map { "\($0.key) \($0.value)" }.joined(separator: ", "))
        line("Shown before", draft.tried.joined(separator: ", "))
        line("Failure", draft.failure)
        line("Suggested reply", draft.suggestion)
        line("From", draft.suggestionSource)
        for turn in details.transcript {
            let author = turn.name ?? turn.author.rawValue
            let text = turn.text.isEmpty ? "(\(turn.action ?? ""))" : turn.text
            StandardOutput.show("\(turn.at.formatted(.iso8601))  \(author): \(text)")
        }
        for note in details.notes {
            StandardOutput.show("\(note.at.formatted(.iso8601))  note by \(note.name): \(note.text)")
        }
    }
}

/// The name that a person of the desk signs with.
struct DeskName: ParsableArguments {
    @Option(
        help: ArgumentHelp("Your name, as the customer reads it (default: the user's).", valueName: "name"))
    var name: String?

    var text: String { name ?? NSUserName() }
}

/// `quartet support reply`.
struct SupportReply: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reply",
        abstract: "Answer the customer of a ticket yourself; the bot stays quiet from now on.",
        discussion: """
            EXAMPLE:
              quartet support reply 17 "We have sent a new parcel today." --name Ada
            """)

    @Argument(help: "The ticket's number.")
    var number: Int64

    @Argument(help: "What the customer reads.")
    var text: String

    @OptionGroup var name: DeskName

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws { _ = try knowledge.open().reply(text, to: number, by: name.text, at: Date()) }
}

/// `quartet support note`.
struct SupportNote: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "note", abstract: "Add a note that only the desk reads.",
        discussion: """
            EXAMPLE:
              quartet support note 17 "The courier confirms the loss." --name Ada
            """)

    @Argument(help: "The ticket's number.")
    var number: Int64

    @Argument(help: "The note.")
    var text: String

    @OptionGroup var name: DeskName

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws { try knowledge.open().note(text, on: number, by: name.text, at: Date()) }
}

/// `quartet support resolve`.
struct SupportResolve: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "resolve",
        abstract: "Close a ticket. The bot answers the customer's next message afresh.",
        discussion: """
            EXAMPLE:
              quartet support resolve 17 --name Ada
            """)

    @Argument(help: "The ticket's number.")
    var number: Int64

    @OptionGroup var name: DeskName

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws { try knowledge.open().resolve(number, by: name.text, at: Date()) }
}

/// `quartet support reopen`.
struct SupportReopen: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reopen", abstract: "Open a resolved ticket again.",
        discussion: """
            EXAMPLE:
              quartet support reopen 17 --name Ada
            """)

    @Argument(help: "The ticket's number.")
    var number: Int64

    @OptionGroup var name: DeskName

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws { try knowledge.open().reopen(number, by: name.text, at: Date()) }
}

/// `quartet support handback`.
struct SupportHandBack: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "handback", abstract: "Give a conversation back to the bot; the ticket stays open.",
        discussion: """
            EXAMPLE:
              quartet support handback 17 --name Ada
            """)

    @Argument(help: "The ticket's number.")
    var number: Int64

    @OptionGroup var name: DeskName

    @OptionGroup var knowledge: KnowledgeOptions

    func run() throws { try knowledge.open().handBack(number, by: name.text, at: Date()) }
}
