import Foundation
import GRDB
import QuartetSupport
import QuartetTestSupport
import Testing

@Suite struct ErasureTests {
    /// What is to be found nowhere afterwards.
    static let secrets = ["Quillon", "Abernathy", "Zephyrine", "s-7af31c", "ann@example.com"]

    /// A customer who said much, and another one.
    static func fill(_ base: KnowledgeBase) throws {
        try base.apply([StoreFixture.returns, StoreFixture.boots], encoder: nil, at: StoreFixture.at(0))
        try base.begin("s-7af31c", customer: "ann@example.com", at: StoreFixture.at(1))
        for index in 0..<40 {
            var turn = TurnRecord(
                .customer,
                "my name is Quillon Abernathy-Voss and I live at Zephyrine Mews \(index), where are my boots"
                    + String(repeating: " Zephyrine", count: index * 20))
            turn.slots = ["name": "Quillon"]
            turn.query = "Zephyrine boots"
            var draft = TicketDraft(reason: "asked")
            draft.summary = "Quillon Abernathy-Voss waits for boots."
            let stored = try base.append(
                turn, reply: TurnRecord(.bot, "Brush off dirt."), ticket: index == 20 ? draft : nil,
                state: "{\"who\":\"Abernathy\"}", to: "s-7af31c", at: StoreFixture.at(Double(index + 2)))
            if let reply = stored.reply {
                try base.judge(reply, isHelpful: false, text: "Zephyrine!", at: StoreFixture.at(60))
            }
        }
        let ticket = try base.tickets(TicketFilter(status: nil))[0].id
        try base.note("Quillon is a friend", on: ticket, by: "Mia", at: StoreFixture.at(70))
        try base.reply("Dear Mx Abernathy-Voss", to: ticket, by: "Mia", at: StoreFixture.at(71))
        try base.log("handover", "ticket \(ticket)", conversation: "s-7af31c", at: StoreFixture.at(72))
        try base.begin("s-other", customer: "ben", at: StoreFixture.at(3))
        try base.append(
            TurnRecord(.customer, "do you sell umbrellas"), reply: TurnRecord(.bot, "Yes."), to: "s-other",
            at: StoreFixture.at(90))
    }

    /// How often the secrets are in the files of a folder. No database in it may be open in this process: reading its
    /// files would end the locks.
    static func found(in folder: String) throws -> Int {
        var count = 0
        for name in try FileManager.default.contentsOfDirectory(atPath: folder) {
            let data = try Data(contentsOf: URL(filePath: folder + "/" + name))
            for secret in secrets { count += data.ranges(of: Data(secret.utf8)).count }
        }
        return count
    }

    @Test func whatIsErasedIsInNoFile() throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        do { try Self.fill(KnowledgeBase.open(path)) }
        #expect(try Self.found(in: folder.path) > 100)
        do {
            let base = try KnowledgeBase.open(path)
            let report = try base.forget("ann@example.com")
            #expect(report.conversations == 1 && report.turns == 81 && report.tickets == 1)
            #expect(report.isFinished && report.found == 0 && report.traces > 50, "\(report)")
            #expect(report.files.map(\.path) == ["", "-wal", "-shm", "-journal"].map { path + $0 })
            #expect(report.files[0].bytes > 50_000)
            #expect(
                try base.conversation("s-7af31c") == nil && base.feedback() == []
                    && base.events(last: 9) == [])
            // Others keep what they said, and the articles are found as before.
            #expect(try base.turns(of: "s-other").count == 2)
            #expect(try base.wordMatches(["boots"], limit: 9).count == 1)
            #expect(try base.forget("ann@example.com").conversations == 0)
            #expect(try base.damage() == [])
        }
        #expect(try Self.found(in: folder.path) == 0)
    }

    /// The search finds what is there: a proof that could not fail would be none.
    @Test func theSearchFindsWhatALogStillHas() throws {
        let fixture = try StoreFixture()
        try Self.fill(fixture.base)
        let log = try fixture.folder.write("12:00 Zephyrine\n13:00 boots and umbrellas\n", to: "quartet.log")
        let report = try fixture.base.forget("s-7af31c", logs: [log])
        #expect(report.isFinished && report.found == 1)
        #expect(report.files.last?.path == log && report.files.last?.found == 1)
    }

    /// A word that another customer has written, or that is a part of the file's own form, is no trace.
    @Test func whatIsRightlyThereIsNotCounted() throws {
        let fixture = try StoreFixture()
        let base = fixture.base
        try Self.fill(base)
        let text = "umbrellas for my conversation about SQLite and brushing BR1042217"
        try base.begin("s-third", at: StoreFixture.at(5))
        try base.append(TurnRecord(.customer, text), reply: nil, to: "s-third", at: StoreFixture.at(6))
        try base.apply(
            [StoreFixture.article("codes", "Codes", [["BR-104-2217 is a code."]])], encoder: nil,
            at: StoreFixture.at(7))
        let report = try base.forget("s-third")
        #expect(report.isFinished && report.found == 0 && report.conversations == 1, "\(report)")
    }

    @Test func nothingThatACustomerWroteIsInAnIndex() throws {
        let fixture = try StoreFixture()
        try Self.fill(fixture.base)
        let vocabulary = try fixture.base.vocabulary()
        for secret in Self.secrets { #expect(vocabulary[secret.lowercased()] == nil) }
        #expect(try fixture.base.wordMatches(Self.secrets, limit: 9) == [])
        #expect(try fixture.base.partMatches(Self.secrets.map { $0.lowercased() }, limit: 9) == [])
        let terms = try DatabaseQueue(path: fixture.path).read {
            try String.fetchSet(
                $0, sql: "SELECT term FROM passageTerms UNION SELECT term FROM passagePartTerms")
        }
        #expect(terms.isDisjoint(with: Self.secrets.map { $0.lowercased() }) && terms.count > 20)
    }

    @Test func aReaderInTheWayIsNamedAndTheRestIsDoneLater() throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        do {
            let base = try KnowledgeBase.open(path, patience: .milliseconds(50))
            try Self.fill(base)
            var configuration = Configuration()
            configuration.allowsUnsafeTransactions = true
            let reader = try DatabaseQueue(path: path, configuration: configuration)
            try reader.inDatabase { database in
                try database.beginTransaction(.deferred)
                _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM turn")
            }
            let report = try base.forget("ann@example.com")
            #expect(!report.isFinished && report.obstacle?.contains("another process") == true)
            // The reader still sees it, and the search says so.
            #expect(report.found > 0)
            // What is erased is not there for anybody who reads from now on.
            #expect(try base.conversations(of: "ann@example.com") == [])
            #expect(try base.finishErasure() != nil)
            // Opening does not wait for the reader, nor is it refused.
            #expect(try KnowledgeBase.open(path).turns(of: "s-other").count == 2)
            try reader.inDatabase { try $0.commit() }
        }
        do { #expect(try KnowledgeBase.open(path).finishErasure() == nil) }
        #expect(try Self.found(in: folder.path) == 0)
    }

    @Test func whatIsOlderThanTheLimitIsErased() throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        do {
            let base = try KnowledgeBase.open(path)
            try Self.fill(base)
            #expect(try base.retain(since: StoreFixture.at(0)).conversations == 0)
            let report = try base.retain(since: StoreFixture.at(80))
            #expect(report.conversations == 1 && report.turns == 81 && report.isFinished && report.found == 0)
            #expect(try base.turns(of: "s-other").count == 2)
        }
        #expect(try Self.found(in: folder.path) == 0)
    }

    @Test func erasingInSeveralTasksAtOnceFinishes() throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        do {
            let base = try KnowledgeBase.open(path)
            try Self.fill(base)
            let other = try KnowledgeBase.open(path)
            DispatchQueue.concurrentPerform(iterations: 4) { index in
                #expect(throws: Never.self) {
                    _ = try (index % 2 == 0 ? base : other).forget(index < 2 ? "ann@example.com" : "nobody")
                }
            }
            #expect(try base.finishErasure() == nil)
            #expect(try base.conversations(of: "ann@example.com") == [])
        }
        #expect(try Self.found(in: folder.path) == 0)
    }
}
