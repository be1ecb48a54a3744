import Foundation
import QuartetTestSupport
import Testing

/// `quartet support forget` and `retain`.
@Suite struct SupportPrivacyTests {
    private let desk: SupportDesk

    init() throws {
        desk = try SupportDesk.imported()
        for message in ["my name is Quillon Abernathy, can I send goods back?", "and Quillon's boots?"] {
            let run = try desk.run([
                "ask", message, "--session", "s-71ac", "--customer", "quillon@example.com",
            ])
            #expect(run.status == 0, "\(run.errors)")
        }
        try desk.run(["ask", "how do I care for boots?", "--session", "other"])
    }

    private func bytesHave(_ secret: String) throws -> Bool {
        try desk.folder.names.filter { $0.hasPrefix("desk.sqlite") }.contains {
            Data(try desk.folder.bytes($0)).range(of: Data(secret.utf8)) != nil
        }
    }

    @Test func forgettingProvesThatNothingIsLeft() throws {
        #expect(try bytesHave("Abernathy"))
        let run = try desk.run(["forget", "quillon@example.com", "--json"])
        #expect(run.status == 0, "\(run.errors)")
        let report = try Program.dictionary(run.output)
        #expect(report["conversations"] as? Int == 1 && report["turns"] as? Int == 4)
        #expect(report["isFinished"] as? Bool == true && report["found"] as? Int == 0)
        #expect((report["files"] as? [[String: Any]])?.count == 4)
        #expect(try !bytesHave("Abernathy") && !bytesHave("Quillon"))
        let again = try desk.run(["forget", "quillon@example.com"])
        #expect(again.status == 0 && again.output.contains("Nothing of"), "\(again.output)")
        let other = try desk.run(["forget", "other"])
        #expect(other.output.contains("Erased: 1 conversation, 2 turns, 0 tickets."), "\(other.output)")
    }

    @Test func whatALogStillHasIsAFailure() throws {
        try desk.folder.write("GET /?q=Abernathy\n", to: "web.log")
        let run = try desk.run(["forget", "quillon@example.com", "--log", "web.log"])
        #expect(run.status == 1 && run.errors.contains("web.log"), "\(run.errors)")
        #expect(run.output.contains("1 found"), "\(run.output)")
    }

    /// A reader that another program began holds old pages back.
    @Test func aReaderInTheWayIsNamedAndTheRestIsDoneLater() throws {
        let script = """
            import sqlite3, sys
            reader = sqlite3.connect(sys.argv[1]); reader.execute("BEGIN"); reader.execute("SELECT * FROM turn").fetchone()
            print("reading", flush=True); sys.stdin.read()
            """
        let reader = Process()
        let (input, output) = (Pipe(), Pipe())
        reader.executableURL = URL(filePath: "/usr/bin/env")
        reader.arguments = ["python3", "-c", script, desk.path]
        (reader.standardInput, reader.standardOutput) = (input, output)
        try reader.run()
        guard let line = try output.fileHandleForReading.read(upToCount: 8), !line.isEmpty else {
            print("python3 has no sqlite3 here: the test was skipped")
            return
        }
        let run = try desk.run(["forget", "quillon@example.com"])
        #expect(run.status == 1 && run.errors.contains("not finished"), "\(run.output)\(run.errors)")
        try input.fileHandleForWriting.close()
        reader.waitUntilExit()
        #expect(try desk.run(["list"]).status == 0)
        #expect(try !bytesHave("Abernathy"))
    }

    @Test func oldConversationsGo() throws {
        let kept = try desk.run(["retain", "180d"])
        #expect(
            kept.status == 0 && kept.output.contains("No conversation is older than 180d"), "\(kept.output)")
        #expect(try desk.run(["retain", "180"]).status == 64)
        #expect(try desk.run(["retain", "0d"]).status == 64)
    }
}
