import Foundation
import QuartetTestSupport
import Testing

/// How long the threads of the pool spin before they sleep, as libgomp itself reports it.
struct WaitingTests {
    private static let names = ["GOMP_SPINCOUNT", "OMP_WAIT_POLICY"]

    @Test(
        "Threads that wait sleep soon, unless the user decides otherwise",
        arguments: [
            ([:], "2000"), (["GOMP_SPINCOUNT": "77"], "77"), (["OMP_WAIT_POLICY": "passive"], "0"),
            (["OMP_WAIT_POLICY": "active"], "30000000000"),
        ] as [([String: String], String)])
    func rounds(settings: [String: String], rounds: String) throws {
        let environment = Program.environment.filter { !Self.names.contains($0.key) }
            .merging(["OMP_DISPLAY_ENV": "verbose"]) { $1 }.merging(settings) { $1 }
        let outcome = try Program.run(["--version"], environment: environment)
        #expect(outcome.status == 0)
        let reported = outcome.errors.split(separator: "\n").filter { $0.contains("GOMP_SPINCOUNT") }
        #expect(reported.map { $0.trimmingCharacters(in: .whitespaces) } == ["GOMP_SPINCOUNT = '\(rounds)'"])
    }

    @Test("A program that contains the engine as a library, such as this test, starts with the setting")
    func library() {
        #expect(Self.names.contains { ProcessInfo.processInfo.environment[$0] != nil })
    }
}
