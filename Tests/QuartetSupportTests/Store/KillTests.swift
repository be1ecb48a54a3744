import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

/// What a process that is killed leaves behind. Each round is a process of its own, which kills itself at some moment.
@Suite struct KillTests {
    /// A dozen rounds each; with `QUARTET_SLOW_TESTS` five hundred.
    static let rounds = DataFolder.isPatient ? 500 : 12

    /// Kills this process, whatever it is doing, after a while.
    static func killSelf(after seconds: Double) {
        let thread = Thread {
            usleep(UInt32(seconds * 1e6))
            kill(getpid(), SIGKILL)
        }
        thread.start()
    }

    private static func articles(_ version: Int) -> [PreparedArticle] {
        (0..<120).map { index in
            StoreFixture.article(
                "a\(index)", "Title \(index)", [["Statement of version\(version)."], ["Another one."]])
        }
    }

    /// The tables are made in one transaction.
    @Test func anOpeningIsWholeOrNotThere() async throws {
        var generator = SeededGenerator(4)
        for _ in 0..<Self.rounds {
            let folder = TemporaryFolder()
            let path = folder.file("kb.sqlite")
            let delay = Double.random(in: 0...0.015, using: &generator)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, delay = delay as Double] in
                KillTests.killSelf(after: delay)
                _ = try KnowledgeBase.open(path)
                while true { sleep(1) }
            }
            let base = try KnowledgeBase.open(path)
            try base.apply([StoreFixture.boots], encoder: nil, at: StoreFixture.at(0))
            #expect(try base.wordMatches(["leather"], limit: 5).count == 1)
            #expect(try base.damage() == [])
        }
    }

    /// Imports replace all articles by those of the next version, over and over.
    @Test func anImportIsWholeOrNotThere() async throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        var generator = SeededGenerator(1)
        for round in 0..<Self.rounds {
            let delay = Double.random(in: 0.0005...0.06, using: &generator)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, delay = delay as Double, round = round as Int] in
                KillTests.killSelf(after: delay)
                let base = try KnowledgeBase.open(path)
                for version in (round * 1000)... {
                    try base.apply(
                        KillTests.articles(version), encoder: StoreFixture.encoder, at: StoreFixture.at(0))
                }
            }
            let base = try KnowledgeBase.open(path)
            let articles = try base.articles()
            #expect(Set(articles.map(\.markdown.count)).count <= 5 && [0, 120].contains(articles.count))
            let versions = Set(
                articles.compactMap { $0.markdown.split(separator: "version").last?.prefix { $0.isNumber } })
            #expect(versions.count == (articles.isEmpty ? 0 : 1), "\(versions)")
            guard let version = versions.first else { continue }
            #expect(try base.wordMatches(["version\(version)"], limit: 1000).count == 120)
            #expect(try base.vocabulary().keys.count { $0.hasPrefix("version") } == 1)
            #expect(try base.vectors(of: "letters").count == 480)
            #expect(try base.damage() == [])
        }
    }

    /// A reply is shown, here by writing to a file, when it is stored: what was shown is there.
    @Test func noAnsweredTurnIsLost() async throws {
        let folder = TemporaryFolder()
        let (path, shown) = (folder.file("kb.sqlite"), folder.file("shown"))
        var generator = SeededGenerator(2)
        for round in 0..<Self.rounds {
            let delay = Double.random(in: 0.0005...0.06, using: &generator)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [
                    path = path as String, shown = shown as String, delay = delay as Double,
                    round = round as Int
                ] in
                KillTests.killSelf(after: delay)
                let base = try KnowledgeBase.open(path)
                try base.begin("s\(round)", at: StoreFixture.at(0))
                let screen = open(shown, O_WRONLY | O_CREAT | O_APPEND, 0o666)
                for turn in 0... {
                    try base.append(
                        TurnRecord(.customer, "q\(turn)"), reply: TurnRecord(.bot, "r\(turn)"),
                        ticket: turn == 3 ? TicketDraft(reason: "asked") : nil, to: "s\(round)",
                        at: StoreFixture.at(1))
                    let line = "s\(round) r\(turn)\n"
                    _ = line.withCString { write(screen, $0, strlen($0)) }
                }
            }
            let base = try KnowledgeBase.open(path)
            let turns = try base.turns(of: "s\(round)")
            #expect(turns.count % 2 == 0)
            let lines = try FileManager.default.fileExists(atPath: shown) ? folder.text("shown") : ""
            let count = lines.split(separator: "\n").count { $0.hasPrefix("s\(round) ") }
            // One more may be stored that was not shown yet.
            #expect((count...count + 1).contains(turns.count / 2))
            #expect(turns.filter { $0.author == .bot }.map(\.text) == (0..<turns.count / 2).map { "r\($0)" })
            #expect(
                try base.tickets().count { $0.conversation == "s\(round)" } == (turns.count / 2 > 3 ? 1 : 0))
        }
    }

    /// Whenever it is killed, an erasure is finished by opening the file once, or was never begun.
    @Test func theErasedNeverComesBack() async throws {
        var generator = SeededGenerator(3)
        for _ in 0..<Self.rounds {
            let folder = TemporaryFolder()
            let path = folder.file("kb.sqlite")
            do { try ErasureTests.fill(KnowledgeBase.open(path)) }
            let delay = Double.random(in: 0...0.02, using: &generator)
            await #expect(processExitsWith: .signal(SIGKILL)) {
                [path = path as String, delay = delay as Double] in
                let base = try KnowledgeBase.open(path)
                KillTests.killSelf(after: delay)
                _ = try base.forget("ann@example.com")
                while true { sleep(1) }
            }
            let turns: Int
            do {
                let base = try KnowledgeBase.open(path)
                turns = try base.turns(of: "s-7af31c").count
                #expect(try turns == 81 || turns == 0 && base.finishErasure() == nil)
                #expect(try base.damage() == [])
            }
            #expect(try (ErasureTests.found(in: folder.path) == 0) == (turns == 0))
        }
    }

    /// A chat goes on in one process while another imports, and neither is refused.
    @Test func twoProcessesWriteAtOnce() async throws {
        let folder = TemporaryFolder()
        let path = folder.file("kb.sqlite")
        async let importing = #expect(processExitsWith: .success) { [path = path as String] in
            let base = try KnowledgeBase.open(path)
            for version in 0..<15 {
                try base.apply(KillTests.articles(version), encoder: nil, at: StoreFixture.at(0))
            }
        }
        async let chatting = #expect(processExitsWith: .success) { [path = path as String] in
            let base = try KnowledgeBase.open(path)
            try base.begin("s", at: StoreFixture.at(0))
            for turn in 0..<150 {
                let found = try base.wordMatches(["statement"], limit: 200).count
                #expect(found == 0 || found == 120)
                try base.append(
                    TurnRecord(.customer, "q\(turn)"), reply: TurnRecord(.bot, "r"), to: "s",
                    at: StoreFixture.at(1))
            }
        }
        _ = await (importing, chatting)
        let base = try KnowledgeBase.open(path)
        #expect(try base.turns(of: "s").count == 300)
        #expect(try base.wordMatches(["version14"], limit: 200).count == 120)
        #expect(try base.damage() == [])
    }
}
