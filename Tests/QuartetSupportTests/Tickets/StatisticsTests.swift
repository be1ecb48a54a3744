import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct StatisticsTests {
    private let base: KnowledgeBase
    private let fixture: StoreFixture

    init() throws {
        fixture = try StoreFixture()
        base = fixture.base
    }

    @discardableResult
    private func say(
        _ conversation: String, _ text: String, intent: String? = nil, action: String = "answer",
        reason: String? = nil,
        cited: Bool = true, at seconds: Double
    ) throws -> StoredTurns {
        try base.begin(conversation, at: StoreFixture.at(seconds))
        var turn = TurnRecord(.customer, text)
        turn.intent = intent
        var reply = TurnRecord(.bot, "…")
        (reply.action, reply.reason) = (action, reason)
        if cited, action == "answer" {
            reply.citations = [CitationRecord(article: "a", title: "A", passage: 1, quote: "q")]
        }
        let ticket = action == "escalate" ? TicketDraft(reason: reason ?? "asked") : nil
        return try base.append(
            turn, reply: reply, ticket: ticket, to: conversation, at: StoreFixture.at(seconds))
    }

    @Test func countsWhatIsKnown() throws {
        #expect(try base.statistics() == SupportStatistics() && base.statistics().containment == nil)
        // Confirmed by thanks; silent; confirmed by feedback.
        try say("a", "q", at: 0)
        try say("a", "thanks", intent: "thanks", cited: false, at: 1)
        try say("b", "q", at: 2)
        let helpful = try say("c", "q", at: 3)
        try base.judge(try #require(helpful.reply), isHelpful: true, at: StoreFixture.at(4))
        // Rejected, asked again, handed over for want of a better answer, answered by a person.
        try say("d", "q", at: 5)
        try say("d", "no, not that", intent: "rejection", at: 6)
        let over = try say("d", "a person!", action: "escalate", reason: "asked", at: 10)
        try base.reply("Hello.", to: try #require(over.ticket), by: "Mia", at: StoreFixture.at(40))
        try base.resolve(try #require(over.ticket), by: "Mia", at: StoreFixture.at(110))
        // Handed over for its subject: the answer before was not wrong; judged badly.
        let bad = try say("e", "q", at: 20)
        try base.judge(try #require(bad.reply), isHelpful: false, at: StoreFixture.at(21))
        let subject = try say("e", "an allergy", action: "escalate", reason: "subject", at: 30)
        try base.reply("Hello.", to: try #require(subject.ticket), by: "Ben", at: StoreFixture.at(40))
        let statistics = try base.statistics()
        #expect(statistics.conversations == 5 && statistics.withoutPerson == 3 && statistics.confirmed == 2)
        #expect(statistics.containment == 0.6)
        #expect(statistics.handoverReasons == ["asked": 1, "subject": 1] && statistics.openTickets == 1)
        #expect(statistics.answers == 6 && statistics.wrongAnswers == 3)
        #expect(statistics.wrongBy == [.rejection: 1, .person: 1, .feedback: 1])
        #expect(try statistics.firstReply == DurationSummary.of(count: 2, median: 20, ninetieth: 28))
        #expect(try statistics.resolution == DurationSummary.of(count: 1, median: 100, ninetieth: 100))
        // Only what happened since.
        let later = try base.statistics(since: StoreFixture.at(19))
        #expect(later.conversations == 1 && later.answers == 1 && later.handoverReasons == ["subject": 1])
    }

    @Test func questionsThatMeanTheSameStandTogether() throws {
        for (index, text) in [
            "do you sell gift wrapping?", "Is there a job for me", "can I get gift wrapping please",
            "gift wrapping, is that possible?", "are you hiring? job wanted",
        ].enumerated() {
            try say("s\(index)", text, action: "clarify", reason: "noSupport", at: Double(index))
        }
        try say("s9", "how do I send goods back", at: 20)
        try say("s9", "who are you", action: "clarify", at: 21)
        let groups = try base.unansweredQuestions { texts in
            texts.map { $0.contains("gift") ? [2, 0.1] : [0.1, 1] }
        }
        #expect(groups.map(\.questions.count) == [3, 2])
        #expect(
            groups[0].questions[0] == "do you sell gift wrapping?"
                && groups[0].lastAsked == StoreFixture.at(3))
        #expect(groups[1].title == "Is there a job for me")
        let byWords = try base.unansweredQuestions()
        #expect(byWords.first.map { $0.questions.allSatisfy { $0.contains("gift wrapping") } } == true)
        #expect(try base.unansweredQuestions(since: StoreFixture.at(4)).flatMap(\.questions).count == 1)
    }

    /// Thanks for a question back, or for nothing, confirm no solution.
    @Test func onlyThanksForAnAnswerConfirm() throws {
        try say("a", "thanks in advance", intent: "thanks", cited: false, at: 0)
        try say("b", "q", action: "clarify", at: 1)
        try say("b", "thanks", intent: "thanks", cited: false, at: 2)
        #expect(try base.statistics().confirmed == 0)
        // A look-up answers without an article.
        try say("c", "where is my order", cited: false, at: 3)
        try say("c", "brilliant", intent: "praise", cited: false, at: 4)
        #expect(try base.statistics().confirmed == 1 && base.statistics().withoutPerson == 3)
    }

    @Test func questionsThatCustomersLeftAreUnanswered() throws {
        try base.begin("a", at: StoreFixture.at(0))
        var clarification = TurnRecord(.bot, "Which of these do you mean?")
        (clarification.action, clarification.query) = ("clarify", "gift wrapping")
        try base.append(
            TurnRecord(.customer, "gift wrapping?"), reply: clarification, to: "a", at: StoreFixture.at(0))
        #expect(try base.unansweredQuestions().map(\.questions) == [["gift wrapping?"]])
        try say("c", "?!", action: "clarify", reason: "noSupport", at: 0)
        #expect(try base.unansweredQuestions().count == 1)
        // The customer went on: what counts is the reply to that.
        try say("a", "the first", at: 1)
        #expect(try base.unansweredQuestions() == [])
        // After rejections the question stands in the query.
        var handover = TurnRecord(.bot, "A colleague will answer.")
        (handover.action, handover.reason, handover.query) = ("escalate", "failedTurns", "is silk itchy?")
        try base.append(
            TurnRecord(.customer, "no, not that"), reply: handover, to: "a", at: StoreFixture.at(2))
        #expect(try base.unansweredQuestions().map(\.title) == ["Is silk itchy"])
    }

    @Test(arguments: [
        (0, 10, SupportReport.PromiseCheck.Verdict.kept), (5, 100, .kept), (1, 10, .unclear),
        (6, 100, .unclear), (30, 100, .broken), (10, 10, .broken),
    ])
    func wrongAnswersAreHeldAgainstThePromise(
        _ wrong: Int, _ answers: Int, _ verdict: SupportReport.PromiseCheck.Verdict
    ) throws {
        let check = SupportReport.PromiseCheck(wrong: wrong, of: answers, wrongShare: 0.05, confidence: 0.9)
        #expect(check?.verdict == verdict && check?.found == Double(wrong) / Double(answers))
        #expect(SupportReport.PromiseCheck(wrong: 0, of: 0, wrongShare: 0.05, confidence: 0.9) == nil)
    }

    @Test func theReportIsJSONWithNamedReasons() throws {
        let bad = try say("a", "q", at: 0)
        try base.judge(try #require(bad.reply), isHelpful: false, at: StoreFixture.at(1))
        try say("b", "a person", action: "escalate", reason: "asked", at: 2)
        let data = try JSONEncoder().encode(SupportReport(base, since: StoreFixture.at(0)))
        let object = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        #expect(object["wrongBy"] as? [String: Int] == ["feedback": 1])
        #expect(object["handoverReasons"] as? [String: Int] == ["asked": 1])
        #expect(object["since"] as? String == "2023-11-14T22:13:20Z")
    }

    /// The last answer is judged unless a number says otherwise.
    @Test func repliesAreJudgedByTheirPlace() throws {
        try say("a", "q", at: 0)
        try say("a", "thanks", intent: "thanks", cited: false, at: 1)
        try base.judge(reply: nil, of: "a", isHelpful: false, at: StoreFixture.at(2))
        #expect(try base.statistics().wrongAnswers == 1)
        try base.judge(reply: 2, of: "a", isHelpful: true, at: StoreFixture.at(3))
        #expect(try base.feedback().map(\.isHelpful) == [false, true])
        #expect(throws: DeskError.noReply(3, of: "a", replies: 2)) {
            try base.judge(reply: 3, of: "a", isHelpful: true, at: StoreFixture.at(4))
        }
        #expect(throws: DeskError.unknownConversation("b")) {
            try base.judge(reply: nil, of: "b", isHelpful: true, at: StoreFixture.at(4))
        }
    }

    @Test func titlesAreShortLines() throws {
        let long = "  can you tell me\nwhether " + String(repeating: "very ", count: 20) + "heavy parcels go?"
        try say("a", long, action: "clarify", reason: "noSupport", at: 0)
        try say("b", "what?!", action: "clarify", reason: "noSupport", at: 1)
        let titles = try base.unansweredQuestions().map(\.title)
        #expect(titles.contains("What"))
        #expect(titles.contains { $0.hasPrefix("Can you tell me whether very") && $0.count <= 60 })
    }
}

extension DurationSummary {
    fileprivate static func of(count: Int, median: Double, ninetieth: Double) throws -> DurationSummary {
        try JSONDecoder().decode(
            DurationSummary.self,
            from: Data("{\"count\":\(count),\"median\":\(median),\"ninetiethPercentile\":\(ninetieth)}".utf8))
    }
}
