import Foundation
import QuartetTestSupport
import Testing

/// `quartet support stats` and `feedback`.
@Suite struct SupportStatsTests {
    private let desk: SupportDesk

    init() throws { desk = try SupportDesk.imported() }

    private func ask(_ session: String, _ messages: String...) throws {
        let lines = messages.map { $0 + "\n" }.joined()
        let run = try desk.run(["ask", "-", "--session", session], input: Data(lines.utf8))
        #expect(run.status == 0, "\(run.errors)")
    }

    private func stats(_ options: String...) throws -> [String: Any] {
        let run = try desk.run(["stats", "--json"] + options)
        #expect(run.status == 0, "\(run.errors)")
        return try Program.dictionary(run.output)
    }

    @Test func countsWhatCustomersSaidAndJudged() throws {
        try ask("a", "can I send goods back within 30 days?", "thanks")
        try ask("b", "how often do I wax leather boots?")
        try ask("c", "I want to speak to a person")
        #expect(try desk.run(["feedback", "b", "bad", "--text", "call me on 020 7946 0018"]).status == 0)
        let report = try stats()
        #expect(report["conversations"] as? Int == 3 && report["withoutPerson"] as? Int == 2)
        #expect(report["confirmed"] as? Int == 1)
        #expect(report["answers"] as? Int == 2 && report["wrongAnswers"] as? Int == 1)
        #expect(report["wrongBy"] as? [String: Int] == ["feedback": 1])
        #expect(report["handoverReasons"] as? [String: Int] == ["asked": 1])
        #expect(report["openTickets"] as? Int == 1)
        #expect(try stats("--since", "2999-01-01")["conversations"] as? Int == 0)
        #expect(try stats("--since", "1d")["conversations"] as? Int == 3)
        let text = try desk.run(["stats"]).output
        #expect(text.contains("confirmed as helpful") && text.contains("asked for a person"), "\(text)")
        // Judged good instead.
        #expect(try desk.run(["feedback", "b", "good", "--turn", "1"]).status == 0)
        #expect(try stats()["wrongAnswers"] as? Int == 0)
    }

    @Test func unansweredQuestionsStandInGroups() throws {
        try ask("a", "do you sell umbrellas for children?")
        try ask("b", "umbrellas for children, do you sell them?")
        let groups = try #require(try stats()["unanswered"] as? [[String: Any]])
        #expect(groups.first?["count"] as? Int == 2, "\(groups)")
        #expect((groups.first?["title"] as? String)?.lowercased().contains("umbrellas") == true)
    }

    @Test(arguments: [
        (["feedback", "nobody", "good"], "no conversation 'nobody'"),
        (["feedback", "a", "good", "--turn", "9"], "no reply 9"),
        (["feedback", "a", "perfect"], "perfect"), (["stats", "--since", "yesterday"], "yesterday"),
    ])
    func mistakesAreNamed(_ arguments: [String], _ message: String) throws {
        try ask("a", "hello")
        let run = try desk.run(arguments)
        #expect(run.status == 64 && run.errors.contains(message), "\(run.errors)")
    }
}
