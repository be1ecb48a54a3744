public import Foundation
internal import QuartetFiles
internal import Synchronization

/// What came of a written conversation.
public struct DialogueResult: Sendable, Encodable {
    public var id: String
    /// What was not as it should be, a sentence each.
    public var failures: [String]
}

/// Holds a conversation whose right course is written down, in a knowledge base that is thrown away afterwards.
public struct DialogueTest {
    private let desk: Desk?
    private let models: DeskModels

    /// - Parameter desk: answers conversations that bring no articles of their own.
    public init(desk: Desk?, models: DeskModels) { (self.desk, self.models) = (desk, models) }

    /// - Parameter now: the moment of the first turn, unless the conversation states one. Turns are a minute apart.
    public func result(of dialogue: Dialogue, at now: Date) throws -> DialogueResult {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(
            "quartet-" + UUID().uuidString
        ).path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var run = try DialogueRun(
            dialogue, try desk(for: dialogue, in: folder, at: now), folder: folder, at: now)
        for turn in dialogue.expect { try run.hold(turn) }
        return DialogueResult(id: dialogue.id, failures: run.failures)
    }

    private func desk(for dialogue: Dialogue, in folder: String, at now: Date) throws -> Desk {
        let given = dialogue.given
        let knowledge: KnowledgeBase
        if let articles = given?.articles {
            let source = folder + "/articles"
            try FileManager.default.createDirectory(atPath: source, withIntermediateDirectories: true)
            for article in articles {
                var text = article.text
                if let language = article.language, !text.hasPrefix("---") {
                    text = "---\nlanguage: \(language)\n---\n" + text
                }
                try AtomicFile.write(Array(text.utf8), to: source + "/" + article.id + ".md")
            }
            knowledge = try KnowledgeBase.open(folder + "/kb.sqlite")
            _ = try KnowledgeImport(into: knowledge, encoder: models.encoder)([source], at: now)
        } else if let desk {
            // Conversations are stored in a copy, so that a test leaves no trace.
            knowledge = try desk.knowledge.copied(to: folder + "/kb.sqlite")
        } else {
            knowledge = try KnowledgeBase.open(folder + "/kb.sqlite")
        }
        var catalog =
            try given?.articles == nil ? desk?.catalog ?? DeskCatalog() : Desk.catalog(of: knowledge)
        // A tool that is said to fail is one of the program's shop.
        if given?.tool != nil { catalog = try DeskCatalog() }
        if let hours = given?.hours { catalog.hours = try hours.openingHours() }
        var phrases = try Phrases()
        if let own = given?.phrases { phrases = phrases.overridden(by: own) }
        let fails = given?.tool?.fails
        let runner = ToolRunner()
        return try Desk(knowledge, models: models, catalog: catalog, phrases: phrases) { tool, value in
            switch fails {
            case "timeout": .failed("\(tool.name): no answer within 3 seconds")
            case "error": .failed("\(tool.name): status 500")
            case "nonsense": .failed("\(tool.name): did not answer with a JSON object of texts and numbers")
            default: runner(tool, value: value)
            }
        }
    }
}

extension Dialogue.Hours {
    fileprivate func openingHours() throws -> OpeningHours {
        guard let zone = TimeZone(identifier: zone) else {
            throw DialogueError(
                file: "hours", place: nil, problem: "\(zone) is not a time zone such as Europe/London")
        }
        let periods = periods.flatMap { day, texts in
            texts.compactMap { text -> OpeningHours.Period? in
                let ends = text.split(separator: "-").compactMap { OpeningHours.minutes(String($0)) }
                guard ends.count == 2, let weekday = OpeningHours.weekdays.firstIndex(of: day) else {
                    return nil
                }
                return OpeningHours.Period(weekday: weekday, start: ends[0], end: ends[1])
            }
        }
        return OpeningHours(zone: zone, periods: periods, closed: Set(closed.compactMap { CalendarDay($0) }))
    }
}

/// One conversation as it is held.
private struct DialogueRun {
    private let dialogue: Dialogue
    private let desk: Desk
    private let folder: String
    private var now: Date
    private var number = 0
    private(set) var failures: [String] = []

    init(_ dialogue: Dialogue, _ desk: Desk, folder: String, at now: Date) throws {
        (self.dialogue, self.desk, self.folder) = (dialogue, desk, folder)
        if let clock = dialogue.given?.clock {
            guard let date = try? Date(clock, strategy: .iso8601) else {
                throw DialogueError(
                    file: dialogue.id, place: "clock", problem: "\(clock) is not a moment in ISO 8601")
            }
            self.now = date
        } else {
            self.now = now
        }
    }

    mutating func hold(_ turn: Dialogue.Turn) throws {
        number += 1
        defer { now += 60 }
        let session = turn.session ?? "test"
        if let act = turn.act { return try perform(act, session) }
        let before = try desk.knowledge.tickets(TicketFilter(status: nil)).count
        let reply = try ConversationTurn(desk, session: session, customer: nil).reply(to: turn.say, at: now) {
            _ in
        }
        let opened = try desk.knowledge.tickets(TicketFilter(status: nil)).count > before
        check(reply, turn, opened: opened)
        try checkStored(turn, session)
    }

    private mutating func perform(_ act: String, _ session: String) throws {
        let tickets = try desk.knowledge.tickets().filter { $0.conversation == session }
        switch act {
        case "resolve": for ticket in tickets { try desk.knowledge.resolve(ticket.id, by: "Ada", at: now) }
        case "handback": for ticket in tickets { try desk.knowledge.handBack(ticket.id, by: "Ada", at: now) }
        case "reopen":
            let closed = try desk.knowledge.tickets(TicketFilter(status: .resolved))
                .filter { $0.conversation == session }
            for ticket in closed { try desk.knowledge.reopen(ticket.id, by: "Ada", at: now) }
        case "forget": _ = try desk.knowledge.forget(session)
        case "import": try importAgain()
        default: fail("\(act) is not something that a test can do")
        }
    }

    /// Imports the articles' own export, and the articles again: none may double. The last one is removed then, and must not
    /// come back.
    private mutating func importAgain() throws {
        let articles = try desk.knowledge.articles().map(\.article)
        let ids = articles.map(\.id)
        _ = try ArticleExport.write(articles, to: folder + "/export")
        try take(folder + "/export", expecting: ids)
        try take(folder + "/articles", expecting: ids)
        guard let last = ids.last else { return }
        _ = try desk.knowledge.remove(last, at: now)
        try take(folder + "/articles", expecting: ids.dropLast())
    }

    private mutating func take(_ path: String, expecting ids: [String]) throws {
        _ = try KnowledgeImport(into: desk.knowledge, encoder: desk.encoder)([path], at: now)
        let found = try desk.knowledge.articles().map(\.id)
        if found != ids {
            fail(
                "expected the articles \(ids.joined(separator: ", ")), found \(found.joined(separator: ", "))"
            )
        }
    }

    private mutating func check(_ reply: Reply, _ turn: Dialogue.Turn, opened: Bool) {
        func shown(_ texts: [String]) -> String { texts.joined(separator: ", ") }
        if !turn.actions.isEmpty, !turn.actions.contains(reply.action) {
            fail(
                "\(turn.say): expected \(shown(turn.actions.map(\.rawValue))), found \(reply.action.rawValue): \(reply.text)"
            )
            return
        }
        if let reason = turn.reason, reply.reason != reason {
            fail(
                "\(turn.say): expected the reason \(reason.rawValue), found \(reply.reason?.rawValue ?? "no reason")"
            )
        }
        let cited = Set(reply.citations.map(\.article))
        for article in turn.articles where reply.action == .answer && !cited.contains(article) {
            fail("\(turn.say): \(article) is not cited, but \(cited.sorted().joined(separator: ", "))")
        }
        if let count = turn.citations, reply.citations.count != count {
            fail("\(turn.say): expected \(count) citations, found \(reply.citations.count)")
        }
        let text = (reply.text + " " + reply.choices.map(\.title).joined(separator: " ")).lowercased()
        for word in turn.words where !text.contains(word.lowercased()) {
            fail("\(turn.say): \(word) is missing in: \(reply.text)")
        }
        for word in turn.notWords where text.contains(word.lowercased()) {
            fail("\(turn.say): \(word) must not come back: \(reply.text)")
        }
        if let isNew = turn.newTicket, isNew != opened {
            fail("\(turn.say): \(opened ? "a ticket was opened" : "no ticket was opened")")
        }
        if reply.text.isEmpty { fail("\(turn.say): nothing was said") }
    }

    private mutating func checkStored(_ turn: Dialogue.Turn, _ session: String) throws {
        let stored = try desk.knowledge.turns(of: session).last { $0.author == .customer }?.text ?? ""
        if let text = turn.stored, text != stored { fail("\(turn.say): stored as \(stored)") }
        for part in turn.storedHas where !stored.contains(part) {
            fail("\(turn.say): \(part) is not stored: \(stored)")
        }
        for part in turn.storedNot where stored.contains(part) { fail("\(turn.say): \(part) is stored") }
    }

    private mutating func fail(_ text: String) { failures.append("turn \(number): \(text)") }
}
