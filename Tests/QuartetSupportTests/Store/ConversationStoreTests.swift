import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct ConversationStoreTests {
    @Test func aTurnComesBackAsItWasGiven() throws {
        let fixture = try StoreFixture()
        let base = fixture.base
        let begun = try base.begin("s1", customer: "Ann", language: "en", at: StoreFixture.at(0))
        #expect(begun.holder == .bot && begun.state == "{}" && begun.startedAt == StoreFixture.at(0))
        var question = TurnRecord(.customer, "where is \"it\"?\u{0}\n🎉")
        question.intent = "orderStatus"
        question.slots = ["order": "BR-104-2217", "größe": "M"]
        question.query = "where is it"
        var reply = TurnRecord(.bot, "It is on its way.")
        reply.action = "answer"
        reply.citations = [
            CitationRecord(
                article: "delivery", title: "Delivery", passage: 7, quote: "…", address: "https://a.example")
        ]
        reply.confidence = 0.75
        reply.latency = ["search": 1.5]
        let stored = try base.append(
            question, reply: reply, state: "{\"turn\":1}", to: "s1", at: StoreFixture.at(1.25))
        #expect(stored.ticket == nil && stored.holder == .bot)
        let turns = try base.turns(of: "s1")
        #expect(turns.map(\.id) == [stored.customer, stored.reply])
        #expect(turns.map(\.at) == [StoreFixture.at(1.25), StoreFixture.at(1.25)])
        #expect(turns[0].text == "where is \"it\"?\u{FFFD}\n🎉" && turns[0].slots == question.slots)
        #expect(turns[0].intent == "orderStatus" && turns[0].query == "where is it")
        #expect(turns[1].citations == reply.citations && turns[1].confidence == 0.75)
        #expect(turns[1].latency == reply.latency && turns[1].action == "answer" && turns[1].author == .bot)
        #expect(try base.conversation("s1")?.state == "{\"turn\":1}")
        #expect(try base.turns(of: "s1", last: 1) == [turns[1]])
    }

    @Test func beginningAgainGoesOn() throws {
        let base = try StoreFixture().base
        try base.begin("s1", at: StoreFixture.at(0))
        try base.append(
            TurnRecord(.customer, "hi"), reply: nil, state: "[1]", to: "s1", at: StoreFixture.at(1))
        let again = try base.begin("s1", customer: "Ann", at: StoreFixture.at(9))
        #expect(again.startedAt == StoreFixture.at(0) && again.state == "[1]" && again.customer == "Ann")
        #expect(try base.begin("s1", at: StoreFixture.at(9)).customer == "Ann")
        #expect(try base.conversations(of: "Ann").map(\.id) == ["s1"])
        #expect(try base.conversation("s2") == nil && base.holder(of: "s2") == .bot)
        #expect(throws: DeskError.unknownConversation("s2")) {
            try base.append(TurnRecord(.customer, "hi"), reply: nil, to: "s2", at: StoreFixture.at(1))
        }
    }

    @Test func aTurnIsStoredWithItsTicketOrNotAtAll() throws {
        let base = try StoreFixture().base
        try base.begin("s1", at: StoreFixture.at(0))
        var reply = TurnRecord(.bot, "A person will look.")
        reply.confidence = 0.5
        // Numbers that JSON does not have.
        reply.latency = ["search": .infinity]
        #expect(throws: (any Error).self) {
            try base.append(
                TurnRecord(.customer, "help"), reply: reply, ticket: TicketDraft(reason: "asked"), to: "s1",
                at: StoreFixture.at(1))
        }
        #expect(try base.turns(of: "s1") == [] && base.tickets() == [])
        #expect(try base.holder(of: "s1") == .bot)
    }

    @Test func judgementsReplaceOneAnother() throws {
        let base = try StoreFixture().base
        try base.begin("s1", at: StoreFixture.at(0))
        let turns = try base.append(
            TurnRecord(.customer, "hi"), reply: TurnRecord(.bot, "Hello."), to: "s1", at: StoreFixture.at(1))
        let reply = try #require(turns.reply)
        try base.judge(reply, isHelpful: true, at: StoreFixture.at(2))
        try base.judge(reply, isHelpful: false, text: "no", at: StoreFixture.at(3))
        #expect(try base.feedback().map(\.isHelpful) == [false])
        #expect(throws: DeskError.unknownReply(turns.customer)) {
            try base.judge(turns.customer, isHelpful: true, at: StoreFixture.at(4))
        }
        #expect(throws: DeskError.unknownReply(99)) {
            try base.judge(99, isHelpful: true, at: StoreFixture.at(4))
        }
    }

    @Test func theLogGivesItsLastEntries() throws {
        let base = try StoreFixture().base
        for index in 0..<5 { try base.log("import", "\(index) articles", at: StoreFixture.at(Double(index))) }
        #expect(try base.events(last: 2).map(\.text) == ["4 articles", "3 articles"])
        #expect(throws: StoreError.self) {
            try base.log("x", "y", conversation: "none", at: StoreFixture.at(0))
        }
    }

    /// Eight conversations and a writer of articles in one process: nothing is refused, nothing is lost.
    @Test func manyWriteAtOnce() throws {
        let fixture = try StoreFixture()
        let base = fixture.base
        DispatchQueue.concurrentPerform(iterations: 9) { task in
            #expect(throws: Never.self) {
                if task == 8 {
                    for _ in 0..<10 { try fixture.apply(StoreFixture.returns, StoreFixture.boots) }
                    return
                }
                try base.begin("s\(task)", at: StoreFixture.at(0))
                for turn in 0..<20 {
                    let hits = try base.wordMatches(["returns"], limit: 3)
                    try base.append(
                        TurnRecord(.customer, "turn \(turn)"), reply: TurnRecord(.bot, "\(hits.count)"),
                        to: "s\(task)",
                        at: StoreFixture.at(Double(turn)))
                }
            }
        }
        for task in 0..<8 {
            let turns = try base.turns(of: "s\(task)")
            #expect(turns.filter { $0.author == .customer }.map(\.text) == (0..<20).map { "turn \($0)" })
        }
    }
}
