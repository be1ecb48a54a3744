import Foundation
import QuartetSupport
import QuartetTestSupport
import Testing

/// Tools that answer strangely, late or not at all.
@Suite struct ToolAnswerTests {
    private func answer(_ form: String, _ values: [String: String]) -> ToolAnswer {
        ToolAnswer(form, values, asked: "BR-104-2217", for: .order)
    }

    @Test func valuesTakeTheirPlaces() {
        #expect(
            answer("Order {order}: {status}, {carrier}.", ["status": "sent", "carrier": ""])
                == .sentence("Order BR-104-2217: sent, –."))
        // A value that looks like a place is a value.
        #expect(answer("{a} {b}", ["a": "{b}", "b": "c"]) == .sentence("{b} c"))
        #expect(answer("{order} {", ["order": "br1042217"]) == .sentence("BR-104-2217 {"))
    }

    @Test func aLieIsAFailure() {
        #expect(answer("{status}", ["order": "BR-104-2218", "status": "sent"]) != .sentence("sent"))
        #expect(answer("{status} {due}", ["status": "sent"]) != .sentence("sent {due}"))
    }

    @Test func valuesAreOneSafeLine() {
        #expect(answer("{status}", ["status": "a\u{1B}[31m\n\nb\u{202E}"]) == .sentence("a[31m b"))
        guard case .sentence(let text) = answer("{s}", ["s": String(repeating: "long ", count: 1000)]) else {
            Issue.record("no sentence")
            return
        }
        #expect(text.count <= 300)
    }

    private func tool(_ source: ToolDeclaration.Source) -> ToolDeclaration {
        ToolDeclaration(name: "status", needs: .order, source: source, sentences: [:], messages: [])
    }

    @Test func aTableThatHangsIsGivenUp() throws {
        let folder = TemporaryFolder()
        let table = try folder.write("number,status\n1,sent\n", to: "orders.csv")
        let endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
        let runner = ToolRunner()
        #expect(
            runner(
                tool(.table(file: table, sql: "SELECT status FROM orders WHERE number = :order")), value: "1")
                == .found(["status": "sent"]))
        let time = ContinuousClock().measure {
            guard case .failed = runner(tool(.table(file: table, sql: endless)), value: "1") else {
                Issue.record("it did not fail")
                return
            }
        }
        #expect(time < .seconds(ToolRunner.patience + 5))
        // A pipe that nobody writes to.
        let pipe = folder.file("pipe.csv")
        try #require(mkfifo(pipe, 0o666) == 0)
        guard case .failed = runner(tool(.table(file: pipe, sql: "SELECT 1")), value: "1") else {
            Issue.record("it did not fail")
            return
        }
    }

    /// A server that takes the connection and says nothing.
    @Test func anAddressThatHangsIsGivenUp() throws {
        let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(server) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let isOpen = withUnsafeMutablePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(server, $0, length) == 0 && listen(server, 1) == 0
                    && getsockname(server, $0, &length) == 0
            }
        }
        try #require(isOpen)
        let port = UInt16(bigEndian: address.sin_port)
        let time = ContinuousClock().measure {
            let result = ToolRunner()(
                tool(.http(address: "http://127.0.0.1:\(port)/{order}")), value: "1")
            guard case .failed = result else {
                Issue.record("\(result)")
                return
            }
        }
        #expect(time < .seconds(ToolRunner.patience + 5))
    }
}
