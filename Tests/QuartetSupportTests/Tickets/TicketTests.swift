import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct TicketTests {
    /// A conversation that was handed over.
    private struct HandedOver {
        let fixture: StoreFixture
        let base: KnowledgeBase
        let ticket: Int64

        init() throws {
            fixture = try StoreFixture()
            base = fixture.base
            try base.begin("s1", at: StoreFixture.at(0))
            var draft = TicketDraft(reason: "asked")
            draft.intent = "wish"
            draft.slots = ["order": "BR-104-2217"]
            draft.summary = "Wants a person."
            draft.tried = ["returns"]
            draft.suggestion = "Hello"
            draft.suggestionSource = "returns"
            draft.failure = "timeout"
            let stored = try base.append(
                TurnRecord(.customer, "a person, please"), reply: TurnRecord(.bot, "One will come."),
                ticket: draft,
                state: "{\"failed\":2}", to: "s1", at: StoreFixture.at(1))
            #expect(stored.isNewTicket && stored.holder == .waiting)
            ticket = try #require(stored.ticket)
        }

        @discardableResult
        func say(_ text: String, ticket: TicketDraft? = nil, at seconds: Double) throws -> StoredTurns {
            try base.append(
                TurnRecord(.customer, text), reply: TurnRecord(.bot, "re: \(text)"), ticket: ticket,
                state: "[\"new\"]",
                to: "s1", at: StoreFixture.at(seconds))
        }
    }

    @Test func aTicketHoldsWhatTheDeskNeeds() throws {
        let scene = try HandedOver()
        let details = try scene.base.ticket(scene.ticket)
        let draft = details.ticket.draft
        #expect(details.ticket.status == .open && details.ticket.holder == .waiting)
        #expect(details.ticket.openedAt == StoreFixture.at(1) && details.ticket.closedAt == nil)
        #expect(draft.reason == "asked" && draft.intent == "wish" && draft.tried == ["returns"])
        #expect(
            draft.slots == ["order": "BR-104-2217"] && draft.failure == "timeout"
                && draft.suggestion == "Hello")
        #expect(details.transcript.map(\.text) == ["a person, please", "One will come."])
        try scene.base.note("calls back at 5", on: scene.ticket, by: "Mia", at: StoreFixture.at(2))
        #expect(try scene.base.ticket(scene.ticket).notes.map(\.text) == ["calls back at 5"])
        #expect(throws: DeskError.unknownTicket(77)) { _ = try scene.base.ticket(77) }
    }

    @Test func furtherHandoversJoinTheOpenTicket() throws {
        let scene = try HandedOver()
        var second = TicketDraft(reason: "tool")
        second.summary = "Asks again."
        let stored = try scene.say("and now?", ticket: second, at: 3)
        #expect(stored.ticket == scene.ticket && !stored.isNewTicket)
        let tickets = try scene.base.tickets()
        #expect(
            tickets.count == 1 && tickets[0].draft.reason == "asked"
                && tickets[0].draft.summary == "Asks again.")
        // What went wrong before is still known.
        #expect(tickets[0].draft.failure == "timeout")
        #expect(
            try scene.base.openTicket(TicketDraft(reason: "asked"), of: "s1", at: StoreFixture.at(4))
                == scene.ticket)
        // A message without a hand-over belongs to it, too.
        #expect(try scene.say("hello?", at: 5).ticket == scene.ticket)
        #expect(throws: DeskError.unknownConversation("x")) {
            try scene.base.openTicket(TicketDraft(reason: "asked"), of: "x", at: StoreFixture.at(4))
        }
    }

    @Test func theBotIsQuietWhileAPersonHasIt() throws {
        let scene = try HandedOver()
        try scene.base.reply("Hello, Mia here.", to: scene.ticket, by: "Mia", at: StoreFixture.at(2))
        #expect(try scene.base.holder(of: "s1") == .person("Mia"))
        #expect(try scene.base.tickets().map(\.holder) == [.person("Mia")])
        let stored = try scene.say("thank you", ticket: TicketDraft(reason: "mood"), at: 3)
        #expect(stored.reply == nil && stored.holder == .person("Mia") && stored.ticket == scene.ticket)
        #expect(try scene.base.turns(of: "s1").map(\.author) == [.customer, .bot, .person, .customer])
        #expect(try scene.base.conversation("s1")?.state == "{\"failed\":2}")
        #expect(try scene.base.tickets().map(\.draft.reason) == ["asked"])
    }

    /// An old hand-over is history, and no reason for a new one.
    @Test(arguments: ["resolve", "handBack"]) func theConversationStartsAfresh(_ end: String) throws {
        let scene = try HandedOver()
        try scene.base.reply("Done.", to: scene.ticket, by: "Mia", at: StoreFixture.at(2))
        if end == "resolve" {
            try scene.base.resolve(scene.ticket, by: "Mia", at: StoreFixture.at(3))
        } else {
            try scene.base.handBack(scene.ticket, by: "Mia", at: StoreFixture.at(3))
        }
        let conversation = try #require(try scene.base.conversation("s1"))
        #expect(conversation.holder == .bot && conversation.state == "{}")
        #expect(try scene.base.currentTurns(of: "s1") == [])
        let stored = try scene.say("how long does delivery take?", at: 4)
        #expect(stored.reply != nil && stored.holder == .bot)
        #expect(try scene.base.currentTurns(of: "s1").map(\.author) == [.customer, .bot])
        #expect(try scene.base.turns(of: "s1").count == 6)
        // The next hand-over is a new ticket only when the former one is resolved.
        let next = try scene.say("a person!", ticket: TicketDraft(reason: "asked"), at: 5)
        #expect(next.isNewTicket == (end == "resolve"))
        #expect((next.ticket == scene.ticket) == (end == "handBack"))
        #expect(try scene.base.holder(of: "s1") == .waiting)
    }

    @Test func resolvingAndReopening() throws {
        let scene = try HandedOver()
        let base = scene.base
        #expect(throws: DeskError.notResolved(scene.ticket)) {
            try base.reopen(scene.ticket, by: "Mia", at: StoreFixture.at(2))
        }
        try base.resolve(scene.ticket, by: "Mia", at: StoreFixture.at(2))
        let resolved = try base.ticket(scene.ticket).ticket
        #expect(
            resolved.status == .resolved && resolved.closedAt == StoreFixture.at(2)
                && resolved.holder == .person("Mia"))
        for action in [
            { try base.resolve(scene.ticket, by: "Mia", at: StoreFixture.at(3)) },
            { try base.handBack(scene.ticket, by: "Mia", at: StoreFixture.at(3)) },
            { try base.reply("x", to: scene.ticket, by: "Mia", at: StoreFixture.at(3)) },
            { try base.take(scene.ticket, by: "Mia", at: StoreFixture.at(3)) },
        ] as [() throws -> Void] {
            #expect(throws: DeskError.resolved(scene.ticket)) { try action() }
        }
        // A note is always possible.
        try base.note("was easy", on: scene.ticket, by: "Mia", at: StoreFixture.at(3))
        let next = try #require(
            try scene.say("a person!", ticket: TicketDraft(reason: "asked"), at: 4).ticket)
        #expect(throws: DeskError.otherTicketOpen(scene.ticket, open: next)) {
            try base.reopen(scene.ticket, by: "Mia", at: StoreFixture.at(5))
        }
        try base.resolve(next, by: "Ben", at: StoreFixture.at(6))
        try base.reopen(scene.ticket, by: "Ben", at: StoreFixture.at(7))
        let reopened = try base.ticket(scene.ticket).ticket
        #expect(reopened.status == .open && reopened.closedAt == nil && reopened.holder == .waiting)
        #expect(try base.holder(of: "s1") == .waiting)
    }

    @Test func listsByStatusHolderReasonAndTime() throws {
        let base = try StoreFixture().base
        for (index, reason) in ["asked", "mood", "asked"].enumerated() {
            try base.begin("s\(index)", at: StoreFixture.at(0))
            try base.openTicket(
                TicketDraft(reason: reason), of: "s\(index)", at: StoreFixture.at(Double(index)))
        }
        try base.take(1, by: "Mia", at: StoreFixture.at(5))
        try base.resolve(3, by: "Ben", at: StoreFixture.at(5))
        func list(_ status: TicketRecord.Status?, _ change: (inout TicketFilter) -> Void = { _ in }) throws
            -> [Int64]
        {
            var filter = TicketFilter(status: status)
            change(&filter)
            return try base.tickets(filter).map(\.id)
        }
        #expect(try list(.open) == [1, 2])
        #expect(try list(.resolved) == [3])
        #expect(try list(nil) == [1, 2, 3])
        #expect(try list(nil) { $0.reason = "asked" } == [1, 3])
        #expect(try list(.open) { $0.holder = .waiting } == [2])
        #expect(try list(.open) { $0.holder = .person("Mia") } == [1])
        #expect(try list(nil) { $0.openedSince = StoreFixture.at(1) } == [2, 3])
    }

    @Test(arguments: ["bot", "waiting", "", "  "]) func namesAreNamesOfPeople(_ name: String) throws {
        let scene = try HandedOver()
        let base = scene.base
        for action in [
            { try base.reply("x", to: scene.ticket, by: name, at: StoreFixture.at(3)) },
            { try base.take(scene.ticket, by: name, at: StoreFixture.at(3)) },
            { try base.note("x", on: scene.ticket, by: name, at: StoreFixture.at(3)) },
            { try base.resolve(scene.ticket, by: name, at: StoreFixture.at(3)) },
        ] as [() throws -> Void] {
            #expect(throws: DeskError.unusableName(name)) { try action() }
        }
        #expect(throws: DeskError.emptyText) {
            try base.reply(" \n", to: scene.ticket, by: "Mia", at: StoreFixture.at(3))
        }
        #expect(try base.tickets().map(\.holder) == [.waiting])
        #expect(try base.turns(of: "s1").count == 2)
    }
}
